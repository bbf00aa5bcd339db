"""Leaves out secret cells, and beside them as little as keeps them from being computed."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from fractions import Fraction

from schakel.engines.explanation import Explanation
from schakel.engines.suppression.problem import Cell, Outcome, Problem, Sum


def suppress(problem: Problem) -> Outcome:
    """The cells to leave out. In every sum at least two, that hold the minimum together; and none
    of the secret ones follows from all that is shown. Ties go to the first cell of the problem.
    """
    return _Search(problem).run()


def explain(problem: Problem, outcome: Outcome, key: Hashable) -> Explanation | None:
    """Why this cell is left out; None when it is shown."""
    if key not in outcome.hidden:
        return None
    reason = "small" if key in outcome.small else "beside"
    return Explanation(f"suppression.{reason}", {"minimum": problem.minimum})


class _Search:
    def __init__(self, problem: Problem) -> None:
        self.minimum = problem.minimum
        self.cells = {cell.key: cell for cell in problem.cells}
        self.order = {cell.key: place for place, cell in enumerate(problem.cells)}
        self.secret = {cell.key for cell in problem.cells if cell.secret}
        self.hidden: set[Hashable] = set(self.secret)
        self.sums = problem.sums
        self.of: dict[Hashable, list[int]] = defaultdict(list)
        for place, line in enumerate(problem.sums):
            for key in _members(line):
                self.of[key].append(place)

    def run(self) -> Outcome:
        while True:
            self._fill_sums()
            open = next(iter(sorted(self._computable(), key=self.order.__getitem__)), None)
            if open is None:
                break
            if not self._widen(open):
                break  # nothing is shown any more that it could follow from
        return Outcome(frozenset(self.secret), frozenset(self.hidden - self.secret))

    def _fill_sums(self) -> None:
        due = {place for key in self.hidden for place in self.of[key]}
        while due:
            place = min(due)
            due.discard(place)
            line = self.sums[place]
            chosen = self._lacking(line)
            if chosen is not None:
                self.hidden.add(chosen)
                due.update(self.of[chosen])

    def _lacking(self, line: Sum) -> Hashable | None:
        """The cell to leave out of a sum that gives too much away; None when it does not."""
        parts = [key for key in line.parts if key in self.hidden]
        total_hidden = line.total is not None and line.total in self.hidden
        if not parts and not total_hidden:
            return None
        if total_hidden:
            return None if parts else self._next(line, ())
        if len(parts) > 1 and sum(self.cells[key].value for key in parts) >= self.minimum:
            return None
        return self._next(line, parts)

    def _next(self, line: Sum, beside: Iterable[Hashable]) -> Hashable | None:
        """The smallest shown part, first among the neighbours; the total when no part is left."""
        near: set[Hashable] = set()
        for key in beside:
            near |= self.cells[key].near
        shown = [key for key in line.parts if key not in self.hidden]
        if shown:
            return min(
                shown,
                key=lambda key: (
                    self.cells[key].value == 0,  # leaving out nothing protects nobody
                    key not in near,
                    self.cells[key].value,
                    self.order[key],
                ),
            )
        return line.total if line.total is not None and line.total not in self.hidden else None

    def _widen(self, key: Hashable) -> bool:
        """Leave out one cell more, in a sum of the computable cell or of those it hangs together with."""
        seen, edge = {key}, [key]
        while edge:
            options = []
            for each in edge:
                for place in self.of[each]:
                    chosen = self._next(self.sums[place], (key,))
                    if chosen is not None:
                        options.append(chosen)
            if options:
                self.hidden.add(min(options, key=self._cost))
                return True
            edge = [
                other
                for each in edge
                for place in self.of[each]
                for other in _members(self.sums[place])
                if other in self.hidden and other not in seen and not seen.add(other)  # type: ignore[func-returns-value]
            ]
        return False

    def _cost(self, key: Hashable) -> tuple[bool, int, int]:
        return self.cells[key].value == 0, self.cells[key].value, self.order[key]

    # --- what follows from what is shown ----------------------------------------------------------

    def _computable(self) -> set[Hashable]:
        return {
            key
            for group in self._groups()
            if any(key in self.secret for key in group)
            for key in _fixed(group, self._equations(group), self.cells)
            if key in self.secret
        }

    def _groups(self) -> list[list[Hashable]]:
        """Left-out cells that hang together by sums."""
        left, groups = set(self.hidden), []
        for start in sorted(self.hidden, key=self.order.__getitem__):
            if start not in left:
                continue
            group, edge = [], [start]
            left.discard(start)
            while edge:
                key = edge.pop()
                group.append(key)
                for place in self.of[key]:
                    for other in _members(self.sums[place]):
                        if other in left:
                            left.discard(other)
                            edge.append(other)
            groups.append(sorted(group, key=self.order.__getitem__))
        return groups

    def _equations(self, group: list[Hashable]) -> list[dict[Hashable, int]]:
        places = sorted({place for key in group for place in self.of[key]})
        found = []
        for place in places:
            line = self.sums[place]
            row = {key: 1 for key in line.parts if key in self.hidden}
            if line.total is not None and line.total in self.hidden:
                row[line.total] = -1
            found.append(row)
        return found


def _members(line: Sum) -> tuple[Hashable, ...]:
    return line.parts if line.total is None else (*line.parts, line.total)


def _fixed(
    group: list[Hashable], equations: list[dict[Hashable, int]], cells: dict[Hashable, Cell]
) -> set[Hashable]:
    """The cells that have one value only in everything that adds up and is not below zero.

    First by narrowing the range of each cell, then by elimination over what is still open.
    """
    right = [sum(sign * cells[key].value for key, sign in row.items()) for row in equations]
    low: dict[Hashable, int] = dict.fromkeys(group, 0)
    high: dict[Hashable, int | None] = dict.fromkeys(group)
    for _round in range(len(group) + 2):
        before = (dict(low), dict(high))
        for row, value in zip(equations, right, strict=True):
            for key, sign in row.items():
                _narrow(key, sign, row, value, low, high)
        if before == (low, high):
            break
    fixed = {key for key in group if low[key] == high[key]}
    return fixed | _eliminate([key for key in group if key not in fixed], equations)


def _narrow(
    key: Hashable,
    sign: int,
    row: dict[Hashable, int],
    value: int,
    low: dict[Hashable, int],
    high: dict[Hashable, int | None],
) -> None:
    """sign * key = value - the others: take the least and the most that the others can be."""
    least: int | None = 0
    most: int | None = 0
    for other, weight in row.items():
        if other == key:
            continue
        ends = (low[other], high[other]) if weight > 0 else (high[other], low[other])
        least = None if least is None or ends[0] is None else least + weight * ends[0]
        most = None if most is None or ends[1] is None else most + weight * ends[1]
    smallest = None if most is None else value - most
    largest = None if least is None else value - least
    if sign < 0:
        smallest, largest = (
            None if largest is None else -largest,
            None if smallest is None else -smallest,
        )
    if smallest is not None:
        low[key] = max(low[key], smallest)
    if largest is not None:
        top = high[key]
        high[key] = largest if top is None else min(top, largest)


def _eliminate(open: list[Hashable], equations: list[dict[Hashable, int]]) -> set[Hashable]:
    """Cells whose own unit vector lies in the space of the equations."""
    columns = {key: place for place, key in enumerate(open)}
    rows: list[dict[int, Fraction]] = []
    for equation in equations:
        row = {columns[key]: Fraction(sign) for key, sign in equation.items() if key in columns}
        if row:
            rows.append(row)
    reduced: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        for pivot, other in reduced.items():
            if pivot in row:
                row = _minus(row, other, row[pivot])
        if not row:
            continue
        pivot = min(row)
        row = {place: weight / row[pivot] for place, weight in row.items()}
        for place, other in reduced.items():
            if pivot in other:
                reduced[place] = _minus(other, row, other[pivot])
        reduced[pivot] = row
    return {open[pivot] for pivot, row in reduced.items() if len(row) == 1}


def _minus(
    row: dict[int, Fraction], other: dict[int, Fraction], times: Fraction
) -> dict[int, Fraction]:
    found = dict(row)
    for place, weight in other.items():
        left = found.get(place, Fraction(0)) - times * weight
        if left:
            found[place] = left
        else:
            found.pop(place, None)
    return found
