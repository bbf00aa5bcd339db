"""Working days as the Algemene termijnenwet counts them."""

from datetime import date

import pytest

from schakel.base import workdays


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 28),  # Saturday
        date(2026, 4, 3),  # Good Friday, on a par (art. 3, second paragraph)
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # King's Day
        date(2026, 5, 5),  # every year, not only each fifth
        date(2027, 5, 5),
        date(2026, 5, 14),  # Ascension
        date(2026, 12, 25),
    ],
)
def test_these_days_do_not_count(day):
    assert not workdays.is_workday(day)


def test_days_are_counted_from_the_day_after_up_to_and_with_the_last():
    assert workdays.between(date(2026, 11, 25), date(2026, 11, 25)) == 0
    assert workdays.between(date(2026, 11, 25), date(2026, 11, 30)) == 3
    assert workdays.between(date(2026, 12, 24), date(2026, 12, 28)) == 1


def test_what_lies_behind_counts_below_zero():
    assert workdays.between(date(2026, 11, 25), date(2026, 11, 20)) == -3
