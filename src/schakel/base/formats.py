"""Numbers as people read them, in the language of the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schakel.base import explanations

_currency: ContextVar[str] = ContextVar("schakel_currency", default="EUR")


@contextmanager
def in_currency(code: str) -> Iterator[None]:
    """Everything inside writes its amounts in this currency: a page about money from elsewhere."""
    token = _currency.set(code)
    try:
        yield
    finally:
        _currency.reset(token)


def rounded(value: int | Fraction) -> int:
    """To the nearest whole, half up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def count(number: int | Fraction, language: str | None = None) -> str:
    """`1.248` in Dutch, `1,248` in English; a fraction is rounded half up first."""
    grouped = f"{rounded(number):,}"
    return grouped if _one_of_two(language) == "en" else grouped.replace(",", ".")


def decimal(number: int | Fraction, language: str | None = None) -> str:
    """`12,5` in Dutch, `12.5` in English, `1.248` without a decimal when it is whole; half up."""
    tenths = rounded(Fraction(number) * 10)
    whole = count(abs(tenths) // 10, language)
    point = "." if _one_of_two(language) == "en" else ","
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}{point}{abs(tenths) % 10}" if tenths % 10 else f"{sign}{whole}"


def money(cents: int | Fraction, language: str | None = None) -> str:
    """Cents as `€ 19.800` in Dutch (no-break space) or `€19,800`; cents only when there are."""
    return explanations.money(Fraction(cents) / 100, _one_of_two(language), _currency.get())


def time_of_day(moment: datetime) -> str:
    """`20.00` in Dutch, `20:00` in English, on the clock of the town."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if _one_of_two(None) == "en" else f"{local:%H.%M}"


def moment(value: datetime) -> str:
    """`dinsdag 1 december 2026, 20.00 uur`, on the clock of the town."""
    day = date_format(timezone.localtime(value), "l j F Y")
    return _("%(day)s, %(time)s uur") % {"day": day, "time": time_of_day(value)}


def day(value: date) -> str:
    """`1 december 2026`, in the language of the page."""
    return date_format(value, "j F Y")


def _one_of_two(language: str | None) -> str:
    return "en" if (language or get_language() or "nl").startswith("en") else "nl"


def percent(share: int | Fraction) -> str:
    """A share of one as a coordinate for SVG: `33.17%`. Never for people to read."""
    hundredths = rounded(Fraction(share) * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"
