"""Words about a line: how much, and who."""

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from schakel.base import explanations, formats
from schakel.engines.explanation import Explanation
from schakel.exchange.models import OPEN, PROMISES, Line

register = template.Library()

_BADGE = {"delivered": "promised", "confirmed": "received", "withdrawn": "no"}


@register.filter
def amount(line: Line) -> str:
    """`{{ line|amount }}`: `€ 250`, `3 uur`, `40 m², 6 uur`, `12 stuks`; empty without a number."""
    return amount_of(line.kind, line.quantity, line.square_metres)


def amount_of(kind: str, quantity: int | None, square_metres: int | None) -> str:
    parts = []
    if square_metres:
        parts.append(_("%(number)s m²") % {"number": formats.count(square_metres)})
    if quantity is not None:
        if kind == Line.Kind.MONEY:
            parts.append(formats.money(quantity))
        elif kind == Line.Kind.GOODS:
            parts.append(
                ngettext("%(n)s stuk", "%(n)s stuks", quantity) % {"n": formats.count(quantity)}
            )
        else:
            parts.append(_hours(quantity))
    return ", ".join(parts)


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(_("%(hours)s uur") % {"hours": formats.count(hours)})
    if rest:
        parts.append(ngettext("%(n)s minuut", "%(n)s minuten", rest) % {"n": rest})
    return " ".join(parts)


@register.simple_tag
def side(line: Line, which: str, own: bool = False) -> str:
    """`{% side line "giver" %}`: the party, the name of a person who chose to show it, or "iemand".

    `own`: for the two sides themselves, who know each other's name once it is promised, not before.
    """
    if getattr(line, which) == "party":
        return str(getattr(line, f"{which}_party").name)
    person = getattr(line, f"{which}_person")
    if person is not None and (_shows_name(line, which) or (own and line.status in PROMISES)):
        return str(person.name)
    return _("iemand uit de buurt")


def _shows_name(line: Line, which: str) -> bool:
    """The choice is that of who made the line, and counts while it is open."""
    if line.status not in OPEN:
        return False
    maker = "receiver" if line.status == Line.Status.ASKED else "giver"
    return line.named and which == maker


@register.filter
def status_key(line: Line) -> str:
    """The key of the badge for this line."""
    if line.is_late:
        return "late"
    return _BADGE.get(line.status, line.status)


@register.filter
def told(explanation: Explanation) -> str:
    """`{{ reason|told }}`: why a line fits, in the language of the page."""
    return explanations.render(explanation, get_language() or "nl")
