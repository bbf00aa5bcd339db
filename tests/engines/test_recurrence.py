"""Days that return fall where an independent library says they fall, in whatever stretch is asked."""

import contextlib
import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as some

from schakel.engines.recurrence import RuleRefused, days, moment, parse

_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
_firsts = some.dates(date(2019, 1, 1), date(2029, 12, 31))
_ordinals = some.sampled_from([-4, -2, -1, 1, 2, 3, 4])


def _listed(what: object, most: int = 3) -> some.SearchStrategy[str]:
    return some.lists(what, min_size=1, max_size=most, unique=True).map(  # type: ignore[arg-type]
        lambda found: ",".join(map(str, found))
    )


@some.composite
def rules(draw: some.DrawFn) -> str:
    """Rules that fall now and then: the library searches eight thousand years for those that never do."""
    frequency = draw(some.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    long = frequency in ("MONTHLY", "YEARLY")
    parts = {"FREQ": frequency}
    if draw(some.booleans()):
        parts["INTERVAL"] = str(draw(some.integers(1, 6)))
    if draw(some.booleans()):
        parts["WKST"] = draw(some.sampled_from(_DAYS))
    by = draw(some.sampled_from(["", "BYMONTHDAY", "BYDAY", "ordinal", "both"]))
    if by in ("BYMONTHDAY", "both") and frequency != "WEEKLY":
        parts["BYMONTHDAY"] = draw(_listed(some.integers(-28, 28).filter(bool), most=5))
    if by in ("BYDAY", "both") or (by == "ordinal" and not long):
        parts["BYDAY"] = draw(_listed(some.sampled_from(_DAYS)))
    elif by == "ordinal":
        # All with a number: the library reads a mixture as "and".
        named = some.builds("{}{}".format, _ordinals, some.sampled_from(_DAYS))
        parts["BYDAY"] = draw(_listed(named))
    monthly_gap = frequency == "MONTHLY" and "INTERVAL" in parts
    if (by or not long) and not monthly_gap and draw(some.booleans()):
        parts["BYMONTH"] = draw(_listed(some.integers(1, 12)))
    if long and by and draw(some.booleans()):
        parts["BYSETPOS"] = draw(some.sampled_from(["1", "-1", "1,-1", "1,2", "-1,3"]))
    end = draw(some.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        parts["COUNT"] = str(draw(some.integers(1, 40)))
    if end == "UNTIL":
        parts["UNTIL"] = draw(_firsts).strftime("%Y%m%dT120000")
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _oracle(text: str, first: date, since: date, until: date) -> list[date]:
    start = datetime.combine(first, time(12))
    found = rrulestr(text, dtstart=start)
    return [
        at.date()
        for at in found.between(
            datetime.combine(since, time.min), datetime.combine(until, time.max), inc=True
        )
    ]


@settings(deadline=None)
@given(rules(), _firsts, some.integers(-400, 1500), some.integers(0, 900))
def test_the_days_are_those_of_another_library(
    text: str, first: date, later: int, long: int
) -> None:
    since = first + timedelta(days=later)
    until = since + timedelta(days=long)
    rule = parse(text)
    found = list(days(rule, first, since, until, at=time(12)))
    assert found == _oracle(text, first, since, until)


@settings(deadline=None)
@given(rules(), _firsts, some.integers(0, 400))
def test_two_stretches_beside_each_other_are_one(text: str, first: date, cut: int) -> None:
    rule, end = parse(text), first + timedelta(days=500)
    middle = first + timedelta(days=cut)
    whole = list(days(rule, first, first, end))
    assert whole == [
        *days(rule, first, first, middle),
        *days(rule, first, middle + timedelta(days=1), end),
    ]


def test_a_skipped_day_still_counts() -> None:
    rule = parse("FREQ=DAILY;COUNT=3")
    first = date(2026, 5, 1)
    found = list(days(rule, first, first, date(2026, 6, 1), skipped={date(2026, 5, 2)}))
    assert found == [first, date(2026, 5, 3)]


def test_without_a_rule_there_is_one_day() -> None:
    first = date(2026, 5, 1)
    assert list(days(None, first, first, first)) == [first]
    assert not list(days(None, first, first, first, skipped=[first]))


def test_the_end_of_a_rule_is_a_moment_on_the_clock_of_its_zone() -> None:
    first = date(2026, 7, 1)
    # 18:00 UTC is 20:00 in Amsterdam in summer.
    rule = parse("FREQ=DAILY;UNTIL=20260703T180000Z")
    end = date(2026, 8, 1)
    assert list(days(rule, first, first, end, at=time(20)))[-1] == date(2026, 7, 3)
    assert list(days(rule, first, first, end, at=time(20, 1)))[-1] == date(2026, 7, 2)


def test_a_time_that_the_clock_skips_or_says_twice_is_one_moment() -> None:
    amsterdam = "Europe/Amsterdam"
    assert moment(date(2026, 3, 29), time(2, 30), amsterdam) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert moment(date(2026, 10, 25), time(2, 30), amsterdam) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_two_kinds_of_weekday_in_one_rule_add_up() -> None:
    first = date(2026, 1, 1)
    rule = parse("FREQ=MONTHLY;BYDAY=MO,1TU")
    found = list(days(rule, first, first, date(2026, 1, 31)))
    assert [day.day for day in found] == [5, 6, 12, 19, 26]


def test_a_rule_that_never_falls_is_done_at_once() -> None:
    first = date(2026, 1, 1)
    began = stopwatch.perf_counter()
    for text in (
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;INTERVAL=1000",
    ):
        assert not list(days(parse(text), first, first, first + timedelta(days=800)))
    assert stopwatch.perf_counter() - began < 1
    assert len(list(days(parse("FREQ=YEARLY;INTERVAL=1000"), first, first, date.max))) == 8


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ", "FREQ=", "FREQ=SECONDLY", "FREQ=HOURLY", "INTERVAL=2", "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=999999999999", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=2;UNTIL=20260101",
        "FREQ=DAILY;UNTIL=morgen", "FREQ=DAILY;BYHOUR=9", "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100", "FREQ=WEEKLY;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=DI",
        "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTH=-1",
        "FREQ=MONTHLY;BYDAY=--1MO", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=DAILY;FREQ=DAILY",
        "FREQ=MONTHLY;BYMONTHDAY=²", "FREQ=WEEKLY;X-FOO=1", "FREQ=DAILY;" + "BYMONTH=1," * 100,
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused_by_the_part_that_is_wrong(text: str) -> None:
    with pytest.raises(RuleRefused):
        parse(text)


@given(some.text(max_size=80))
def test_no_text_makes_it_stumble(text: str) -> None:
    with contextlib.suppress(RuleRefused):
        parse(text)
