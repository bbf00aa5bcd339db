"""Gaps, overlaps and dead rows of a table, exactly: over the cells of every fact, not by sampling.

Facts are walked one after the other, keeping the set of rows that may still apply. Where two ways
lead to the same set before the same fact they are one, so that most tables take few steps even when
the cells of all facts multiply to millions.
"""

from dataclasses import dataclass
from itertools import combinations
from math import prod

from schakel.engines.rules.deciding import holds
from schakel.engines.rules.domains import Cell, cells
from schakel.engines.rules.errors import RulesError
from schakel.engines.rules.table import FactValue, Table

LIMIT = 200_000
EXAMPLES = 3

Facts = tuple[tuple[str, FactValue], ...]


@dataclass(frozen=True)
class Overlap:
    """Two rows that both apply to `facts`, and whether their outcomes differ."""

    row: str
    other: str
    facts: Facts
    differs: bool


@dataclass(frozen=True)
class Analysis:
    """`gaps` counts the combinations of cells, of `combinations` in all, that no row covers."""

    combinations: int
    gaps: int
    gap_examples: tuple[Facts, ...]
    dead: tuple[str, ...]
    overlaps: tuple[Overlap, ...]


def analyse(table: Table, limit: int = LIMIT) -> Analysis:
    """What the rows leave open and where they meet. Raises RulesError beyond `limit` steps."""
    walk = _Walk(table, limit)
    everyone = (1 << len(table.rows)) - 1
    gaps, winners = walk.visit(0, everyone)
    if table.hit == "first":
        dead = [row.id for at, row in enumerate(table.rows) if not winners >> at & 1]
    else:
        dead = [row.id for at, row in enumerate(table.rows) if not walk.possible(1 << at)]
    return Analysis(
        combinations=prod(len(found) for found in walk.cells),
        gaps=gaps,
        gap_examples=tuple(walk.gap_examples()) if gaps else (),
        dead=tuple(dead),
        overlaps=tuple(_overlaps(table, walk)),
    )


class _Walk:
    def __init__(self, table: Table, limit: int) -> None:
        self.table, self.limit = table, limit
        self.cells = [cells(table, fact) for fact in table.facts]
        # Rows as bits: per fact and cell, the rows whose conditions on that fact hold there.
        self.accept = [
            [self._rows(fact.name, cell) for cell in found]
            for fact, found in zip(table.facts, self.cells, strict=True)
        ]
        self.seen: dict[tuple[int, int], tuple[int, int]] = {}
        # After its last condition a row that still may apply does apply.
        last = [self._last(1 << at) for at in range(len(table.rows))]
        self.certain = [
            sum(1 << at for at, fact in enumerate(last) if fact < depth)
            for depth in range(len(table.facts) + 1)
        ]

    def _rows(self, name: str, cell: Cell) -> int:
        return sum(
            1 << at
            for at, row in enumerate(self.table.rows)
            if all(holds(c, cell.value) for c in row.conditions if c.fact == name)
        )

    def _last(self, bit: int) -> int:
        asked = [
            at for at, masks in enumerate(self.accept) if not all(mask & bit for mask in masks)
        ]
        return max(asked, default=-1)

    def visit(self, depth: int, alive: int) -> tuple[int, int]:
        """Gaps below here, and the rows that come first somewhere below here."""
        if not alive:
            return prod(len(found) for found in self.cells[depth:]), 0
        sure = alive & self.certain[depth]
        if sure:
            first = sure & -sure
            alive &= (first << 1) - 1
            if alive == first:
                return 0, first
        state = (depth, alive)
        if state not in self.seen:
            if len(self.seen) >= self.limit:
                raise RulesError("rules.error.too_large", file=self.table.file, limit=self.limit)
            gaps, winners = 0, 0
            for mask in self.accept[depth]:
                below, first_below = self.visit(depth + 1, alive & mask)
                gaps += below
                winners |= first_below
            self.seen[state] = (gaps, winners)
        return self.seen[state]

    def possible(self, bits: int) -> bool:
        """Whether all these rows apply together somewhere."""
        return all(any(mask & bits == bits for mask in masks) for masks in self.accept)

    def where(self, bits: int) -> Facts:
        """Facts to which all these rows apply."""
        return tuple(
            (
                fact.name,
                next(c.value for c, m in zip(found, masks, strict=True) if m & bits == bits),
            )
            for fact, found, masks in zip(self.table.facts, self.cells, self.accept, strict=True)
        )

    def gap_examples(self) -> list[Facts]:
        """A few combinations that no row covers, the first ones in the order of the cells."""
        found: list[Facts] = []

        def descend(depth: int, alive: int, facts: Facts) -> None:
            if len(found) == EXAMPLES or not self.visit(depth, alive)[0]:
                return
            if depth == len(self.cells):
                found.append(facts)
                return
            name = self.table.facts[depth].name
            shown = set()
            for cell, mask in zip(self.cells[depth], self.accept[depth], strict=True):
                # Cells that leave the same rows tell the same story.
                if alive & mask not in shown:
                    shown.add(alive & mask)
                    descend(depth + 1, alive & mask, (*facts, (name, cell.value)))

        descend(0, (1 << len(self.table.rows)) - 1, ())
        return found


def _overlaps(table: Table, walk: _Walk) -> list[Overlap]:
    # In a first-hit table rows meet on purpose: the order says which one counts.
    if table.hit == "first":
        return []
    return [
        Overlap(table.rows[a].id, table.rows[b].id, walk.where(both), differs)
        for a, b in combinations(range(len(table.rows)), 2)
        if walk.possible(both := 1 << a | 1 << b)
        for differs in (table.rows[a].then != table.rows[b].then,)
    ]
