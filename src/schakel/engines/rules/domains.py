"""The values of each fact, cut where a condition cuts: inside one cell every row answers the same."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from schakel.engines.rules.table import ORDERED, Fact, FactValue, Known, Table


@dataclass(frozen=True)
class Cell:
    """A set of values that no condition tells apart, with one of them as its `value`.

    `low` and `high` bound an ordered fact, None is endless; a bound of an `open` cell lies outside.
    """

    value: FactValue
    low: Known | None = None
    high: Known | None = None
    open: bool = False


def cells(table: Table, fact: Fact) -> tuple[Cell, ...]:
    """The cells of one fact; together they are all its values, and no two overlap."""
    if fact.type == "bool":
        found = [Cell(True), Cell(False)]
    elif fact.type == "choice":
        found = [Cell(name) for name, _ in fact.choices]
    else:
        cuts = _cuts(table, fact)
        found = _dense(fact, cuts) if fact.type == "number" else _whole(fact, cuts)
    return (*found, Cell(None)) if fact.unknown else tuple(found)


def _cuts(table: Table, fact: Fact) -> list[Known]:
    """Every value at which some condition on this fact changes its answer, in order."""
    assert fact.type in ORDERED
    cuts = {bound for bound in (fact.low, fact.high) if bound is not None}
    for row in table.rows:
        for condition in row.conditions:
            if condition.fact == fact.name and condition.operator != "known":
                cuts.update(condition.values)
    return sorted(cuts)


def _dense(fact: Fact, cuts: list[Known]) -> list[Cell]:
    points = [Fraction(cut) for cut in cuts]  # type: ignore[arg-type]
    if not points:
        return [Cell(Fraction(0), open=True)]
    found = []
    if fact.low is None:
        found.append(Cell(points[0] - 1, None, points[0], open=True))
    for at, point in enumerate(points):
        found.append(Cell(point, point, point))
        if at + 1 < len(points):
            after = points[at + 1]
            found.append(Cell((point + after) / 2, point, after, open=True))
    if fact.high is None:
        found.append(Cell(points[-1] + 1, points[-1], None, open=True))
    return found


def _whole(fact: Fact, cuts: list[Known]) -> list[Cell]:
    """Ints and dates: between two cuts lie whole steps, or nothing."""
    if not cuts:
        return [Cell(0 if fact.type == "int" else date(2000, 1, 1), open=True)]
    found = []
    if fact.low is None and (before := _step(cuts[0], -1)) is not None:
        found.append(Cell(before, None, before))
    for at, cut in enumerate(cuts):
        found.append(Cell(cut, cut, cut))
        after = _step(cut, 1)
        if at + 1 < len(cuts) and after != cuts[at + 1]:
            found.append(Cell(after, after, _step(cuts[at + 1], -1)))
    if fact.high is None and (after := _step(cuts[-1], 1)) is not None:
        found.append(Cell(after, after, None))
    return found


def _step(value: Known | None, step: int) -> Known | None:
    """The next or previous value; None beyond the first and last day there is."""
    if isinstance(value, date):
        return None if value == (date.max if step > 0 else date.min) else value + timedelta(step)
    assert isinstance(value, int)
    return value + step
