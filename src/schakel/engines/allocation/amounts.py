"""Exact amounts of money, in currency units."""

import re
from fractions import Fraction

Amount = int | Fraction

_AMOUNT = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?")


def plain(value: Amount) -> Amount:
    """The same amount, as an int when it is whole."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def parse(text: str) -> Amount:
    """Reads `1200`, `1200.50` or `1200,50`; raises ValueError on anything else."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or not text.isascii():
        raise ValueError(text)
    sign, whole, decimals = match.groups()
    digits = decimals or ""
    value = plain(Fraction(int(whole + digits), 10 ** len(digits)))
    return -value if sign == "-" else value


def decimal_text(value: Amount) -> str:
    """The amount as a decimal number; raises ValueError when it has no finite decimals."""
    fraction = Fraction(value)
    rest, places = fraction.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        raise ValueError(f"{fraction} has no finite decimals")
    if not places:
        return str(fraction.numerator)
    digits = str(abs(fraction.numerator) * 10**places // fraction.denominator).zfill(places + 1)
    sign = "-" if fraction < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def round_down(value: Amount) -> Amount:
    """To a whole hundredth, downwards: what people certainly have."""
    return plain(Fraction(value * 100 // 1, 100))


def round_up(value: Amount) -> Amount:
    """To a whole hundredth, upwards: what people pay at most, or certainly lack."""
    return plain(Fraction(-(-value * 100 // 1), 100))


def to_json(value: Amount) -> int | float | str:
    """A JSON number when that keeps the amount exact, else the text `numerator/denominator`."""
    value = plain(value)
    if isinstance(value, int):
        return value
    number = float(value) if abs(value) < 10**15 else 0.0
    return number if Fraction(repr(number)) == value else str(value)


def from_json(value: int | float | str) -> Amount:
    """The amount that `to_json` wrote."""
    return plain(Fraction(repr(value) if isinstance(value, float) else value))
