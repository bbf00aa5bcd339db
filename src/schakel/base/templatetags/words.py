"""`{% load words %}`: the words that a page meets, told at its foot."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from schakel.base import terms

register = template.Library()


@register.simple_block_tag(takes_context=True)
def explained(context: Any, content: str) -> SafeString:
    """`{% explained %}{% block page %}{% endblock %}{% endexplained %}`, around a whole page.

    A page that is itself the list of words sets `tells_terms`.
    """
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    linked, found = terms.link(content, language)
    if not found or context.get("tells_terms"):
        return mark_safe(content)  # rendered by Django: escaped where it had to be
    told = [(term, term.told(language)) for term in found]
    box = render_to_string("components/terms.html", {"told": told, "english": language == "en"})
    return mark_safe(linked + box)
