"""A norm as people read it: its value with its unit."""

from decimal import Decimal
from fractions import Fraction

from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from schakel.base import explanations, formats

MONEY = {
    "cents",
    "cents/hour",
    "cents/month",
    "cents/year",
    "cents/m2/hour",
    "cents/m2/year",
    "gbp_cents",
}
UNITS = MONEY | {
    "percent",
    "share",
    "days",
    "weeks",
    "months",
    "years",
    "hours",
    "minutes",
    "invitations",
    "times",
    "people",
    "metres",
    "m2/1000homes",
}


def number(value: Decimal) -> str:
    """All decimals of a value, and no more: `2,25`, `1.000`."""
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return explanations.exact(Fraction(value), language)


def written(value: Decimal, unit: str) -> str:
    """The value with its unit, in the language of the page: `6 weken`, `€ 14,40 per uur`."""
    if unit in MONEY:
        return _money(value, unit)
    many = 1 if value == 1 else 2
    texts = {
        "percent": "%(number)s%%",
        "share": "%(number)s",
        "days": ngettext("%(number)s dag", "%(number)s dagen", many),
        "weeks": ngettext("%(number)s week", "%(number)s weken", many),
        "months": ngettext("%(number)s maand", "%(number)s maanden", many),
        "years": ngettext("%(number)s jaar", "%(number)s jaar", many),
        "hours": ngettext("%(number)s uur", "%(number)s uur", many),
        "minutes": ngettext("%(number)s minuut", "%(number)s minuten", many),
        "invitations": ngettext("%(number)s uitnodiging", "%(number)s uitnodigingen", many),
        "times": ngettext("%(number)s keer", "%(number)s keer", many),
        "people": ngettext("%(number)s mens", "%(number)s mensen", many),
        "metres": ngettext("%(number)s meter", "%(number)s meter", many),
        "m2/1000homes": _("%(number)s m² per 1.000 woningen"),
    }
    return texts.get(unit, f"%(number)s {unit}") % {"number": number(value)}


def _money(value: Decimal, unit: str) -> str:
    with formats.in_currency("GBP" if unit == "gbp_cents" else "EUR"):
        amount = formats.money(Fraction(value))
    texts = {
        "cents/hour": _("%(amount)s per uur"),
        "cents/month": _("%(amount)s per maand"),
        "cents/year": _("%(amount)s per jaar"),
        "cents/m2/hour": _("%(amount)s per m² per uur"),
        "cents/m2/year": _("%(amount)s per m² per jaar"),
    }
    return texts.get(unit, "%(amount)s") % {"amount": amount}


def plain(value: Decimal, unit: str) -> str:
    """The same in Dutch, whatever language somebody reads in: for the journal."""
    with translation.override("nl"):
        return written(value, unit)


def label(unit: str) -> str:
    """The unit by itself, for a field where somebody types the value."""
    texts = {
        "percent": _("procent"),
        "share": _("deel van één"),
        "days": _("dagen"),
        "minutes": _("minuten"),
        "invitations": _("uitnodigingen"),
        "weeks": _("weken"),
        "months": _("maanden"),
        "years": _("jaren"),
        "hours": _("uren"),
        "times": _("keer"),
        "people": _("mensen"),
        "metres": _("meter"),
        "m2/1000homes": _("m² per 1.000 woningen"),
        "cents": _("euro"),
        "cents/hour": _("euro per uur"),
        "cents/month": _("euro per maand"),
        "cents/year": _("euro per jaar"),
        "cents/m2/hour": _("euro per m² per uur"),
        "cents/m2/year": _("euro per m² per jaar"),
        "gbp_cents": _("pond"),
    }
    return texts.get(unit, unit)
