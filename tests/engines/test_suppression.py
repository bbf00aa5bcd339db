"""No small count can be computed from what is shown: in a tree of areas, and over groups of people."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.base.explanations import LANGUAGES, render
from schakel.engines.suppression import Cell, Outcome, Problem, Sum, check, explain, suppress

SMALL = 10


def town(values, groups=("men", "women"), minimum=SMALL, total=True):
    """A municipality of districts, each with people in groups: sums over areas and over groups."""
    cells, sums = [], []
    names = [f"d{n}" for n in range(len(values))]

    def cell(area, group, value):
        cells.append(Cell((area, group), value, secret=0 < value < minimum))

    for area, counts in zip(names, values, strict=True):
        for group, count in zip(groups, counts, strict=True):
            cell(area, group, count)
        cell(area, "all", sum(counts))
        sums.append(Sum((area, "all"), tuple((area, group) for group in groups)))
    if total:
        for place, group in enumerate(groups):
            cell("town", group, sum(counts[place] for counts in values))
        cell("town", "all", sum(map(sum, values)))
        sums.append(Sum(("town", "all"), tuple(("town", group) for group in groups)))
        for group in (*groups, "all"):
            sums.append(Sum(("town", group), tuple((area, group) for area in names)))
    return Problem(tuple(cells), tuple(sums), minimum)


def tables(problem, outcome, limit):
    """Every table with counts up to `limit` in the left-out cells that agrees with what is shown."""
    value = {cell.key: cell.value for cell in problem.cells}
    hidden = sorted(outcome.hidden, key=str)
    for guess in product(range(limit + 1), repeat=len(hidden)):
        trial = value | dict(zip(hidden, guess, strict=True))
        if all(
            sum(trial[part] for part in line.parts)
            == (trial[line.total] if line.total else sum(value[part] for part in line.parts))
            for line in problem.sums
        ):
            yield trial


def test_one_small_district_takes_its_smallest_neighbour_along():
    problem = town([(4,), (300,), (40,)], groups=("men",))
    hidden = suppress(problem).hidden
    assert {("d0", "men"), ("d2", "men")} <= hidden
    assert ("d1", "men") not in hidden and ("town", "men") not in hidden


def test_a_neighbour_goes_before_a_smaller_stranger():
    cells = (
        Cell("a", 4, secret=True, near=frozenset("c")),
        Cell("b", 20),
        Cell("c", 500),
        Cell("t", 524),
    )
    outcome = suppress(Problem(cells, (Sum("t", ("a", "b", "c")),), SMALL))
    assert outcome.beside == {"c"}


def test_what_is_left_out_together_holds_the_minimum():
    """Of two people left out together, who knows the one knows the other."""
    cells = (Cell("a", 1, True), Cell("b", 1, True), Cell("c", 30), Cell("t", 32))
    assert suppress(Problem(cells, (Sum("t", ("a", "b", "c")),), SMALL)).beside == {"c"}


def test_nothing_small_leaves_nothing_out():
    assert not suppress(town([(40, 50), (60, 70)])).hidden


def test_why():
    problem = town([(4,), (300,), (40,)], groups=("men",))
    outcome = suppress(problem)
    assert explain(problem, outcome, ("d1", "men")) is None
    for key in outcome.hidden:
        for language in LANGUAGES:
            assert "10" in render(explain(problem, outcome, key), language)


@pytest.mark.parametrize(
    "wrong", [Outcome(frozenset(), frozenset()), Outcome(frozenset({("d0", "men")}), frozenset())]
)
def test_the_checker_refuses_what_gives_a_count_away(wrong):
    problem = town([(4,), (300,), (40,)], groups=("men",))
    verdict = check(problem, wrong)
    assert not verdict
    assert all(render(finding, "nl") for finding in verdict.findings)


counts = st.one_of(st.integers(0, 12), st.integers(0, 200))


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.tuples(*[counts] * width), min_size=2, max_size=6)
    ),
    st.booleans(),
)
def test_no_small_count_follows_from_what_is_shown(values, total):
    groups = tuple("abc"[: len(values[0])])
    problem = town(values, groups, total=total)
    outcome = suppress(problem)
    shown_sums = [
        line for line in problem.sums if not (set(line.parts) | {line.total}) - outcome.hidden
    ]
    verdict = check(problem, outcome)
    # A table of which nothing is shown has nothing to compute from.
    assert verdict or len(shown_sums) == len(problem.sums), verdict.findings


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=2))
def test_every_secret_has_two_values_in_the_tables_that_fit(values):
    """By trying every table, without the checker."""
    problem = town(values, minimum=3)
    outcome = suppress(problem)
    if not outcome.small or len(outcome.hidden) > 5:
        return
    fitting = list(tables(problem, outcome, 6))
    for key in outcome.small:
        assert len({table[key] for table in fitting}) > 1, (key, outcome)


def test_a_cell_of_a_sum_exists():
    with pytest.raises(ValueError, match="no cell"):
        Problem((Cell("a", 1),), (Sum("t", ("a",)),), SMALL)
    with pytest.raises(ValueError, match="below zero"):
        Cell("a", -1)
    with pytest.raises(ValueError, match="another"):
        Problem((Cell("a", 1), Cell("a", 2)), (), SMALL)
