"""The line above every page: that nothing here is real, and how far the demo is filled."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from schakel.base import progress
from schakel.web.demo.content import municipalities, stable_id

PROGRESS = stable_id("progress")
_full = False


def synthetic() -> str:
    return _("Dit is een voorbeeld. %(place)s bestaat niet, alle gegevens zijn verzonnen.") % {
        "place": municipalities()[0].name
    }


def notice() -> SafeString:
    """The line with a way to the pages of the demo. One query while it is being filled, none after."""
    return format_html(
        '{} {} <a class="nl-link" href="{}">{}</a>',
        synthetic(),
        _filling(),
        reverse("demo:people"),
        _("Krijg een proefcode"),
    )


def _filling() -> str:
    global _full
    if _full:
        return ""
    row = progress.of(PROGRESS)
    if row is not None and row.finished:
        _full = True
        return ""
    if row is None or row.failure:
        return _("Het vullen is gestopt. Start het voorbeeld opnieuw.")
    return _("Het voorbeeld wordt nog gevuld: %(percent)s%%.") % {
        "percent": row.done * 100 // row.total
    }
