"""On which days something that returns falls: the recurrence rules of RFC 5545 (3.3.10), by whole days.

A series falls at most once a day: FREQ is DAILY or longer, and the parts that name hours, week numbers
or days of the year are refused. The work is bounded by the stretch that is asked, so that a rule that
never falls (30 February) costs no more than another. Days are `date`s, stretches include both ends.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WRITTEN = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")
_MOST_LETTERS = 300
_MOST_INTERVAL = 1_000
_MOST_COUNT = 10_000


class RuleRefused(ValueError):
    """A rule that cannot be used. `part` is the part that is wrong, as it stands in the text."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True)
class Rule:
    """A rule in parts. `weekdays` are (ordinal, 0 for Monday); ordinal 0 is every such day."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


def parse(text: str) -> Rule:
    """`FREQ=WEEKLY;BYDAY=TU` as a Rule. Raises RuleRefused."""
    if len(text) > _MOST_LETTERS:
        raise RuleRefused(text[:30])
    parts: dict[str, str] = {}
    for part in text.strip().upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise RuleRefused(part)
        parts[name] = value
    rule = Rule(
        frequency=_one_of(parts, "FREQ", _FREQUENCIES),
        interval=_number(parts, "INTERVAL", _MOST_INTERVAL) or 1,
        count=_number(parts, "COUNT", _MOST_COUNT),
        until=_until(parts),
        weekdays=tuple(_weekday(one) for one in _list(parts, "BYDAY")),
        month_days=_numbers(parts, "BYMONTHDAY", 31),
        months=_numbers(parts, "BYMONTH", 12, negative=False),
        positions=_numbers(parts, "BYSETPOS", 366),
        week_start=_DAYS.index(_one_of(parts, "WKST", _DAYS)) if "WKST" in parts else 0,
    )
    if parts:
        left = next((name for name in parts if name not in _READ), "")
        if left:
            raise RuleRefused(left)
    _refuse_what_clashes(rule)
    return rule


def days(
    rule: Rule | None,
    first: date,
    since: date,
    until: date,
    *,
    at: time | None = None,
    zone: str = "Europe/Amsterdam",
    skipped: Collection[date] = (),
) -> Iterator[date]:
    """The days of a series between two days, in order. Without a rule only the first day.

    `at` and `zone` matter for a rule whose UNTIL is a moment. Skipped days count for COUNT.
    """
    if rule is None:
        if since <= first <= until and first not in skipped:
            yield first
        return
    last = min(until, _last_day(rule, at, zone) or until)
    number = 0
    period = 0 if rule.count is not None else _period_of(rule, first, since)
    while True:
        begins, found = _period(rule, first, period)
        if begins > last or begins == date.max:
            return
        for day in _placed(rule, found):
            if day < first:
                continue
            if day > last:
                return
            number += 1
            if day >= since and day not in skipped:
                yield day
            if number == rule.count:
                return
        period += 1


def moment(day: date, at: time, zone: str) -> datetime:
    """The moment of a time on the clock of a zone, in UTC.

    A time that the clock skips in spring is read with the offset before it, a time that comes twice in
    autumn is its first (RFC 5545, 3.3.5).
    """
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _one_of(parts: dict[str, str], name: str, known: tuple[str, ...]) -> str:
    value = parts.get(name, "")
    if value not in known:
        raise RuleRefused(f"{name}={value}")
    return value


def _list(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _number(parts: dict[str, str], name: str, most: int) -> int | None:
    if name not in parts:
        return None
    text = parts[name]
    if not text.isascii() or not text.isdigit() or len(text) > 6 or not 1 <= int(text) <= most:
        raise RuleRefused(f"{name}={text}")
    return int(text)


def _numbers(
    parts: dict[str, str], name: str, most: int, *, negative: bool = True
) -> tuple[int, ...]:
    found = []
    for text in _list(parts, name):
        digits = text.lstrip("+-")
        if len(text) - len(digits) > 1 or len(digits) > 3:
            raise RuleRefused(f"{name}={text}")
        sign = -1 if text.startswith("-") else 1
        if (sign < 0 and not negative) or not digits.isascii() or not digits.isdigit():
            raise RuleRefused(f"{name}={text}")
        if not 1 <= int(digits) <= most:
            raise RuleRefused(f"{name}={text}")
        found.append(sign * int(digits))
    return tuple(found)


def _weekday(text: str) -> tuple[int, int]:
    name, ordinal = text[-2:], text[:-2]
    if name not in _DAYS:
        raise RuleRefused(f"BYDAY={text}")
    if not ordinal:
        return 0, _DAYS.index(name)
    (number,) = _numbers({"BYDAY": ordinal}, "BYDAY", 53)
    return number, _DAYS.index(name)


def _until(parts: dict[str, str]) -> date | datetime | None:
    text = parts.get("UNTIL")
    if text is None:
        return None
    try:
        if not _WRITTEN.fullmatch(text):
            raise ValueError
        if len(text) == 8:
            return date.fromisoformat(text)
        found = datetime.fromisoformat(text.removesuffix("Z"))
        return found.replace(tzinfo=UTC) if text.endswith("Z") else found
    except ValueError:
        raise RuleRefused(f"UNTIL={text}") from None


_READ = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST")
)


def _refuse_what_clashes(rule: Rule) -> None:
    """What RFC 5545 forbids or gives no meaning."""
    if rule.count is not None and rule.until is not None:
        raise RuleRefused("COUNT, UNTIL")
    if rule.frequency in ("DAILY", "WEEKLY") and any(ordinal for ordinal, _day in rule.weekdays):
        raise RuleRefused("BYDAY")
    if rule.frequency == "WEEKLY" and rule.month_days:
        raise RuleRefused("BYMONTHDAY")
    if rule.positions and not (rule.weekdays or rule.month_days or rule.months):
        raise RuleRefused("BYSETPOS")


def _last_day(rule: Rule, at: time | None, zone: str) -> date | None:
    until = rule.until
    if not isinstance(until, datetime):
        return until
    if until.tzinfo is not None:
        until = until.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return until.date() if until.time() >= (at or time()) else until.date() - timedelta(days=1)


def _period_of(rule: Rule, first: date, since: date) -> int:
    """A period that is not after the first one that touches `since`."""
    if since <= first:
        return 0
    lengths = {
        "DAILY": (since - first).days,
        "WEEKLY": (since - first).days // 7,
        "MONTHLY": (since.year - first.year) * 12 + since.month - first.month,
        "YEARLY": since.year - first.year,
    }
    return max(0, lengths[rule.frequency] // rule.interval - 1)


def _period(rule: Rule, first: date, number: int) -> tuple[date, list[date]]:
    """The day on which a period begins, and the days in it on which the rule falls."""
    steps = number * rule.interval
    if rule.frequency == "DAILY":
        day = _later(first, steps)
        return day, [day] if _fits(rule, day) and _on(rule, day) else []
    if rule.frequency == "WEEKLY":
        begin = _later(first, steps * 7 - (first.weekday() - rule.week_start) % 7)
        wanted = {weekday for _ordinal, weekday in rule.weekdays} or {first.weekday()}
        week = [_later(begin, place) for place in range(7)]
        return begin, [day for day in week if day.weekday() in wanted and _fits(rule, day)]
    if rule.frequency == "MONTHLY":
        month = first.year * 12 + first.month - 1 + steps
        begin = _day(month // 12, month % 12 + 1)
        found = _of_month(rule, begin, first) if _in_months(rule, begin.month) else []
        return begin, found
    begin = _day(first.year + steps, 1)
    if begin == date.max:
        return begin, []
    return begin, _of_year(rule, begin.year, first)


def _of_month(rule: Rule, begin: date, first: date) -> list[date]:
    if not rule.weekdays and not rule.month_days:
        wanted = first.day
        return (
            [begin.replace(day=wanted)] if wanted <= monthrange(begin.year, begin.month)[1] else []
        )
    every = _month(begin.year, begin.month)
    return [day for day in every if _fits(rule, day) and _falls(rule, day, every)]


def _of_year(rule: Rule, year: int, first: date) -> list[date]:
    months = sorted(set(rule.months)) or range(1, 13)
    if not rule.weekdays and not rule.month_days:
        chosen = months if rule.months else [first.month]
        return [
            date(year, month, first.day)
            for month in chosen
            if first.day <= monthrange(year, month)[1]
        ]
    found = []
    whole = [day for month in range(1, 13) for day in _month(year, month)]
    for month in months:
        span = _month(year, month) if rule.months else whole
        found += [
            day for day in _month(year, month) if _fits(rule, day) and _falls(rule, day, span)
        ]
    return found


def _fits(rule: Rule, day: date) -> bool:
    if not _in_months(rule, day.month):
        return False
    if not rule.month_days:
        return True
    length = monthrange(day.year, day.month)[1]
    return day.day in rule.month_days or day.day - length - 1 in rule.month_days


def _in_months(rule: Rule, month: int) -> bool:
    return not rule.months or month in rule.months


def _on(rule: Rule, day: date) -> bool:
    return not rule.weekdays or any(day.weekday() == weekday for _ordinal, weekday in rule.weekdays)


def _falls(rule: Rule, day: date, span: list[date]) -> bool:
    """Whether a day is one of the weekdays, such as the second Tuesday of this month or year."""
    if not rule.weekdays:
        return True
    from_start = (day - span[0]).days // 7 + 1
    from_end = -((span[-1] - day).days // 7) - 1
    return any(
        day.weekday() == weekday and ordinal in (0, from_start, from_end)
        for ordinal, weekday in rule.weekdays
    )


def _placed(rule: Rule, found: list[date]) -> list[date]:
    """Of the days of one period those at the wanted places: the first, the last but one."""
    if not rule.positions:
        return found
    places = {place - 1 if place > 0 else len(found) + place for place in rule.positions}
    return [day for place, day in enumerate(found) if place in places]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _later(day: date, number: int) -> date:
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min


def _day(year: int, month: int) -> date:
    return date(year, month, 1) if year <= date.max.year else date.max
