"""Working days: no weekend and none of the days of the Algemene termijnenwet (art. 3).

Those are the public holidays, 5 May of every year, and Good Friday, which the law puts on a par.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays

_ONE = timedelta(days=1)


@cache
def _free(year: int) -> frozenset[date]:
    named = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    return frozenset(named)


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in _free(day.year)


def between(start: date, end: date) -> int:
    """Working days after `start`, up to and including `end`; below zero when `end` lies before it."""
    if end < start:
        return -between(end, start)
    return sum(map(is_workday, _days(start + _ONE, end)))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _ONE
