"""Small pieces around remarks: who wrote one, and what one may do with it."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from schakel.dossiers import permissions
from schakel.dossiers.models import Remark

register = template.Library()


@register.simple_tag
def writer(remark: Remark) -> str:
    """An office, the name a resident chose, or what is left when there is no name."""
    if remark.office:
        return str(remark.office)
    if remark.by is not None and remark.by.name:
        return str(remark.by.name)
    if remark.is_withdrawn:
        return str(_("Iemand"))
    return str(_("Iemand, via de balie"))


@register.simple_tag(takes_context=True)
def remark_acts(context: Any, remark: Remark) -> list[dict[str, str]]:
    """What this actor may do with a remark now, as links."""
    actor = context["actor"]
    own = permissions.wrote.test(actor, remark)
    moderates = context.get("may_moderate", False)
    possible = [
        (
            "answer",
            _("Antwoord"),
            remark.is_shown and remark.answer_to_id is None and context.get("may_write", False),
        ),
        (
            "change",
            _("Wijzig"),
            own and remark.is_shown and permissions.may_change.test(actor, remark),
        ),
        ("withdraw", _("Haal weg"), own and not remark.is_withdrawn),
        ("appeal", _("Maak bezwaar"), own and remark.state == Remark.State.HIDDEN),
        ("report", _("Dit klopt niet"), remark.is_shown and not own and not moderates),
        ("hide", _("Verberg"), remark.is_shown and moderates and not own),
        (
            "decide_appeal",
            _("Beslis op het bezwaar"),
            remark.state == Remark.State.APPEALED
            and moderates
            and permissions.is_another_office.test(actor, remark),
        ),
    ]
    return [
        {"label": str(label), "url": reverse(f"dossiers:{name}", args=[remark.pk])}
        for name, label, shown in possible
        if shown
    ]
