"""The line above every page: that nothing here is real, and how far the demo is filled."""

from django.utils.translation import gettext as _

from schakel.base import progress
from schakel.web.demo.content import municipalities, stable_id

PROGRESS = stable_id("progress")
_full = False


def synthetic() -> str:
    return _("Dit is een voorbeeld. %(place)s bestaat niet, alle gegevens zijn verzonnen.") % {
        "place": municipalities()[0].name
    }


def notice() -> str:
    """One query while the demo is being filled, none after."""
    global _full
    if _full:
        return synthetic()
    row = progress.of(PROGRESS)
    if row is not None and row.finished:
        _full = True
        return synthetic()
    if row is None or row.failure:
        return f"{synthetic()} {_('Het vullen is gestopt. Start het voorbeeld opnieuw.')}"
    filled = _("Het voorbeeld wordt nog gevuld: %(percent)s%%.") % {
        "percent": row.done * 100 // row.total
    }
    return f"{synthetic()} {filled}"
