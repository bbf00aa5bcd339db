"""A series goes on as it went: exact, within its bounds, with a range, and explained."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.base.explanations import LANGUAGES, render_all
from schakel.engines.trends import NotEnough, Series, check, explain, project

AGEING = Series(
    tuple((2015 + n, Fraction(value)) for n, value in enumerate((16, 17, 17, 19, 20, 21))),
    high=Fraction(100),
)


def test_a_straight_line_goes_on_straight():
    line = Series(tuple((year, Fraction(2 * year - 4000)) for year in range(2010, 2021)))
    (expected,) = project(line, (2025,)).projected
    assert (expected.low, expected.middle, expected.high) == (50, 50, 50)


def test_one_odd_year_does_not_turn_the_line():
    points = [(year, Fraction(year - 2000)) for year in range(2010, 2020)]
    points[4] = (2014, Fraction(60))
    assert project(Series(tuple(points)), (2025,)).step == 1


def test_the_range_holds_the_middle_and_grows():
    near, far = project(AGEING, (2022, 2025)).projected
    assert near.low <= near.middle <= near.high
    assert far.high - far.low > near.high - near.low


def test_it_stays_within_its_bounds():
    falling = Series(tuple((2016 + n, Fraction(6 - 2 * n)) for n in range(4)))
    assert project(falling, (2022,)).projected[0].middle == 0
    full = Series(
        ((2010, Fraction(80)), (2012, Fraction(90)), (2016, Fraction(98))), high=Fraction(100)
    )
    assert project(full, (2022,)).projected[0].high == 100


@pytest.mark.parametrize(
    ("series", "year"),
    [
        (Series(AGEING.points[:2]), 2018),
        (AGEING, 2026),  # further ahead than it looks back
        (AGEING, 2020),  # not ahead
    ],
)
def test_it_does_not_guess(series, year):
    with pytest.raises(NotEnough) as refused:
        project(series, (year,))
    for language in LANGUAGES:
        assert render_all(refused.value.explanation, language)


def test_it_says_how():
    told = render_all(explain(AGEING, project(AGEING, (2024,))), "nl")
    assert told[0] == "Van 2015 tot 2020 kwam er elk jaar ongeveer 1 bij. Zo gaat het hier verder."
    assert "eigen berekening met 6 jaren" in told[1]
    assert len(render_all(explain(AGEING, project(AGEING, (2024,))), "en")) == 3


@pytest.mark.parametrize(
    "points", [((2020, Fraction(1)), (2019, Fraction(2))), ((2020, Fraction(-1)),)]
)
def test_a_series_is_in_order_and_within_bounds(points):
    with pytest.raises(ValueError):
        Series(points)


values = st.fractions(min_value=0, max_value=100, max_denominator=50)


@given(
    st.dictionaries(st.integers(1990, 2024), values, min_size=3, max_size=20),
    st.integers(1, 10),
)
def test_the_checker_agrees_with_every_outcome_and_no_other(by_year, ahead):
    series = Series(tuple(sorted(by_year.items())), high=Fraction(100))
    last = series.points[-1][0]
    back = last - series.points[-15:][0][0]
    outcome = project(series, (last + min(ahead, back),))
    assert check(series, outcome).holds
    (each,) = outcome.projected
    assert series.low <= each.low <= each.middle <= each.high <= 100
    wrong = replace(outcome, projected=(replace(each, middle=each.middle + Fraction(1, 7)),))
    assert not check(series, wrong).holds
    assert not check(series, replace(outcome, fast=outcome.fast + Fraction(1, 997))).holds
