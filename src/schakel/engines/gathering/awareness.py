from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

# The 97.5th percentile of the normal distribution, to six places: an interval of 95 %.
_Z = Fraction(1_959_964, 1_000_000)
_GRAIN = 10**12


@dataclass(frozen=True)
class Share:
    """How many of those asked know it, with the interval in which the share of all probably lies."""

    known: int
    asked: int
    low: Fraction
    high: Fraction

    @property
    def value(self) -> Fraction:
        return Fraction(self.known, self.asked)


def share(known: int, asked: int) -> Share:
    """The Wilson interval of 95 %, rounded outward to a millionth. Raises ValueError.

    It says how sure a number of answers makes us, when who was asked was asked at random. Who is met at
    a door or fills in a form is not: the page says so.
    """
    if asked <= 0 or not 0 <= known <= asked:
        raise ValueError(
            "known must lie between nought and the number asked, which is above nought"
        )
    p, n, z2 = Fraction(known, asked), Fraction(asked), _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    inside = p * (1 - p) / n + z2 / (4 * n * n)
    half = _Z * _root(inside) / (1 + z2 / n)
    low, high = max(Fraction(0), middle - half), min(Fraction(1), middle + half)
    million = 1_000_000
    return Share(
        known,
        asked,
        Fraction(low.numerator * million // low.denominator, million),
        min(Fraction(1), Fraction(-(-high.numerator * million // high.denominator), million)),
    )


def change(before: Share, after: Share) -> str:
    """`more`, `less`, or `unclear` when the intervals meet: then nothing can be said.

    Intervals that do not meet is a careful test: it finds fewer changes than there are.
    """
    if after.low > before.high:
        return "more"
    return "less" if after.high < before.low else "unclear"


def _root(value: Fraction) -> Fraction:
    """The square root, upward to a billionth of a thousandth."""
    scaled = value.numerator * _GRAIN * _GRAIN // value.denominator
    return Fraction(isqrt(scaled) + 1, _GRAIN)
