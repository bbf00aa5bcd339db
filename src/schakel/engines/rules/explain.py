"""Which row applied, what each of its conditions met, and what the nearest other row asks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from schakel.engines.explanation import Explanation, Value, Words
from schakel.engines.rules.deciding import apply, fits
from schakel.engines.rules.domains import Cell, cells
from schakel.engines.rules.outcome import Hit
from schakel.engines.rules.table import Condition, Fact, FactValue, Row, Table

_CONDITIONS = {
    "==": "rules.condition.equals",
    "!=": "rules.condition.not_equals",
    "<": "rules.condition.less_than",
    "<=": "rules.condition.at_most",
    ">": "rules.condition.more_than",
    ">=": "rules.condition.at_least",
    "between": "rules.condition.between",
    "in": "rules.condition.one_of",
    "not in": "rules.condition.none_of",
}
# By whether the lower and the upper bound lie outside the range.
_RANGES = {
    (False, False): "rules.range.between",
    (False, True): "rules.range.from_below",
    (True, False): "rules.range.above_to",
    (True, True): "rules.range.above_below",
}
CHANGES = 2
SEARCHED = 20_000


def explain(table: Table, facts: Mapping[str, object]) -> Explanation:
    """The reason of the row that applied, its conditions with the facts, and the nearest other row.

    The nearest row is the one with another outcome that the fewest changed facts would reach, then
    those nearest by; it is found by deciding again, so the change that is named really leads there.
    More than two facts, or more than 20,000 combinations, are not searched: then no change is named.
    With `collect` each row that applies is told. Raises RulesError.
    """
    known = table.read(facts)
    outcome = apply(table, known)
    told = tuple(_row(table, hit, known) for hit in outcome.hits)
    nearest = _nearest(table, known)
    if table.hit != "collect":
        (only,) = told
        return Explanation(only.key, only.values, only.because, nearest, only.source)
    key = "rules.collected" if told else "rules.none"
    values: dict[str, Value] = {"title": table.title, "count": len(told)}
    return Explanation(key, values, told, nearest, table.source)


def _row(table: Table, hit: Hit, facts: Mapping[str, FactValue]) -> Explanation:
    values: dict[str, Value] = {
        name: table.fact(name).shown(value) for name, value in facts.items() if value is not None
    }
    for outcome in table.outcomes:
        values[outcome.name] = outcome.shown(hit.values[outcome.name])
    because = tuple(_condition(table, c, facts) for c in table.row(hit.row).conditions)
    return Explanation(hit.reason, values, because, source=hit.source)


def _condition(table: Table, condition: Condition, facts: Mapping[str, FactValue]) -> Explanation:
    fact = table.fact(condition.fact)
    values: dict[str, Value] = {
        "fact": _label(fact),
        "value": fact.shown(facts[fact.name]),
    }
    if condition.operator == "known":
        key = "rules.condition.known" if condition.values[0] else "rules.condition.unknown"
        return Explanation(key, values)
    wanted = tuple(fact.shown(value) for value in condition.values)
    if condition.operator == "between":
        values |= {"low": wanted[0], "high": wanted[1]}
    else:
        values["wanted"] = wanted
    return Explanation(_CONDITIONS[condition.operator], values)


def _label(fact: Fact) -> Value:
    if not fact.unit:
        return fact.label
    return Words(f"{fact.label.nl} ({fact.unit})", f"{fact.label.en} ({fact.unit})")


@dataclass(frozen=True)
class _Change:
    """Facts moved to other cells, how far, and the row that then applies."""

    moved: tuple[tuple[int, Cell], ...]
    distance: tuple[int, int, int]
    row: Row


def _nearest(table: Table, facts: Mapping[str, FactValue]) -> tuple[Explanation, ...]:
    search = _Search(table, facts)
    found = min(search.changes(), key=lambda change: change.distance, default=None)
    if found is None:
        return ()
    changes = tuple(search.told(found, at) for at in range(len(found.moved)))
    values: dict[str, Value] = {
        "row": found.row.id,
        "outcome": tuple(
            outcome.shown(value)
            for outcome, (_, value) in zip(table.outcomes, found.row.then, strict=True)
        ),
        "changes": len(changes),
    }
    return (Explanation("rules.would_change", values, changes, source=found.row.source),)


class _Search:
    def __init__(self, table: Table, facts: Mapping[str, FactValue]) -> None:
        self.table, self.facts = table, dict(facts)
        self.rows = {row.id: at for at, row in enumerate(table.rows)}
        self.cells = [cells(table, fact) for fact in table.facts]
        self.at = [
            next(at for at, cell in enumerate(found) if _in(cell, facts[fact.name]))
            for fact, found in zip(table.facts, self.cells, strict=True)
        ]
        self.now = self._hits(self.facts)
        self.outcomes = {row.then for row in self.now}

    def _hits(self, facts: Mapping[str, FactValue]) -> list[Row]:
        if self.table.hit == "collect":
            return [row for row in self.table.rows if fits(row, facts)]
        return [self.table.row(hit.row) for hit in apply(self.table, facts).hits]

    def changes(self) -> Iterator[_Change]:
        """Every way to another outcome with the fewest facts changed."""
        tried = 0
        for size in range(1, CHANGES + 1):
            found = False
            for chosen in combinations(range(len(self.cells)), size):
                for targets in product(*(self._targets(fact) for fact in chosen)):
                    tried += 1
                    if tried > SEARCHED:
                        return
                    moved = tuple(
                        (fact, self.cells[fact][at])
                        for fact, at in zip(chosen, targets, strict=True)
                    )
                    row = self._other(self._with(moved))
                    if row is not None:
                        found = True
                        yield _Change(moved, self._far(chosen, targets, row), row)
            if found:
                return

    def _targets(self, fact: int) -> list[int]:
        """Cells to move to: others than where the fact is; nobody is asked to know less."""
        return [
            at
            for at, cell in enumerate(self.cells[fact])
            if at != self.at[fact] and cell.value is not None
        ]

    def _far(
        self, chosen: tuple[int, ...], targets: tuple[int, ...], row: Row
    ) -> tuple[int, int, int]:
        steps = 0
        for fact, at in zip(chosen, targets, strict=True):
            ordered = self.table.facts[fact].type not in ("bool", "choice")
            known = self.facts[self.table.facts[fact].name] is not None
            steps += abs(at - self.at[fact]) if ordered and known else 1
        return len(chosen), steps, self.rows[row.id]

    def _with(self, moved: tuple[tuple[int, Cell], ...]) -> dict[str, FactValue]:
        return self.facts | {self.table.facts[fact].name: cell.value for fact, cell in moved}

    def _other(self, facts: Mapping[str, FactValue]) -> Row | None:
        """The first row that then applies and gives something else than now."""
        return next((row for row in self._hits(facts) if row.then not in self.outcomes), None)

    def told(self, change: _Change, which: int) -> Explanation:
        """One changed fact: what it is, and every value around the target that leads to the row."""
        index, target = change.moved[which]
        fact = self.table.facts[index]
        rest = change.moved[:which] + change.moved[which + 1 :]

        def leads(cell: Cell) -> bool:
            if cell.value is None:
                return False
            row = self._other(self._with((*rest, (index, cell))))
            return row is not None and row.id == change.row.id

        values: dict[str, Value] = {
            "fact": _label(fact),
            "value": fact.shown(self.facts[fact.name]),
        }
        if fact.type in ("bool", "choice"):
            values["wanted"] = tuple(
                fact.shown(cell.value) for cell in self.cells[index] if leads(cell)
            )
        else:
            values["wanted"] = _range(fact, _run(self.cells[index], target, leads))
        return Explanation("rules.change", values)


def _in(cell: Cell, value: FactValue) -> bool:
    """Whether a value lies in a cell."""
    if value is None or cell.value is None:
        return value is cell.value
    if cell.low is None and cell.high is None:
        return cell.open or cell.value == value
    if cell.low is not None and (value < cell.low or (cell.open and value == cell.low)):  # type: ignore[operator]
        return False
    return cell.high is None or value < cell.high or (not cell.open and value == cell.high)  # type: ignore[operator]


def _run(found: tuple[Cell, ...], target: Cell, leads: Callable[[Cell], bool]) -> list[Cell]:
    """The cells beside each other, around the target, that all lead there."""
    at = found.index(target)
    first = last = at
    while first > 0 and leads(found[first - 1]):
        first -= 1
    while last + 1 < len(found) and leads(found[last + 1]):
        last += 1
    return list(found[first : last + 1])


def _range(fact: Fact, run: list[Cell]) -> Value:
    """A run of cells in words: at least 10, less than 3, exactly 5."""
    low, high = run[0].low, run[-1].high
    open_low, open_high = run[0].open, run[-1].open
    # A bound that the fact has by itself need not be asked for.
    if low is not None and low == fact.low and not open_low:
        low = None
    if high is not None and high == fact.high and not open_high:
        high = None
    if low is None and high is None:
        return Explanation("rules.range.any")
    if low is None:
        key = "rules.range.less_than" if open_high else "rules.range.at_most"
        return Explanation(key, {"high": high or 0})
    if high is None:
        key = "rules.range.more_than" if open_low else "rules.range.at_least"
        return Explanation(key, {"low": low})
    if low == high:
        return Explanation("rules.range.exactly", {"low": low})
    return Explanation(_RANGES[(open_low, open_high)], {"low": low, "high": high})
