"""Verifies an outcome by finding, for every secret count, a second table that fits what is shown.

Shares no code with the solver. The second table differs from the true one by a round trip of one
person: some left-out cells get one more, others one less, and every sum stays as it is.
"""

from collections.abc import Hashable
from dataclasses import dataclass

from schakel.engines.explanation import Explanation
from schakel.engines.suppression.problem import Outcome, Problem

_MOST_STEPS = 200_000


@dataclass(frozen=True)
class Verdict:
    """`findings` say what does not hold; none means that the outcome stands."""

    findings: tuple[Explanation, ...]

    @property
    def holds(self) -> bool:
        return not self.findings

    def __bool__(self) -> bool:
        return self.holds


def check(problem: Problem, outcome: Outcome) -> Verdict:
    findings = []
    secret = {cell.key for cell in problem.cells if cell.secret}
    if outcome.small != secret:
        findings.append(Explanation("suppression.check.small"))
    hidden = outcome.hidden
    for line in problem.sums:
        parts = [key for key in line.parts if key in hidden]
        total = line.total is not None and line.total in hidden
        if len(parts) + total == 1:
            findings.append(
                Explanation("suppression.check.alone", {"cell": str((parts or [line.total])[0])})
            )
    for cell in problem.cells:
        if cell.secret and cell.key in hidden and not _other_table(problem, hidden, cell.key):
            findings.append(Explanation("suppression.check.computable", {"cell": str(cell.key)}))
    return Verdict(tuple(findings))


def _other_table(problem: Problem, hidden: frozenset[Hashable], key: Hashable) -> bool:
    """Whether the cell can have one more or one less while everything shown stays as it is."""
    value = {cell.key: cell.value for cell in problem.cells}
    lines: list[dict[Hashable, int]] = []
    touching: dict[Hashable, list[int]] = {cell: [] for cell in hidden}
    for line in problem.sums:
        signs: dict[Hashable, int] = {part: 1 for part in line.parts if part in hidden}
        if line.total is not None and line.total in hidden:
            signs[line.total] = -1
        if signs:
            for cell in signs:
                touching[cell].append(len(lines))
            lines.append(signs)
    budget = [_MOST_STEPS]
    return any(
        _mend(lines, touching, value, {key: step}, budget)
        for step in (1, -1)
        if value[key] + step >= 0
    )


def _mend(
    lines: list[dict[Hashable, int]],
    touching: dict[Hashable, list[int]],
    value: dict[Hashable, int],
    moved: dict[Hashable, int],
    budget: list[int],
) -> bool:
    """Mend the first sum that is off by moving one more cell; depth first."""
    budget[0] -= 1
    if budget[0] < 0:
        return False
    for place in sorted({place for cell in moved for place in touching[cell]}):
        signs = lines[place]
        off = sum(sign * moved.get(cell, 0) for cell, sign in signs.items())
        if not off:
            continue
        for cell, sign in signs.items():
            if cell in moved:
                continue
            step = -1 if off * sign > 0 else 1
            if value[cell] + step < 0:
                continue
            if _mend(lines, touching, value, {**moved, cell: step}, budget):
                return True
        return False
    return True
