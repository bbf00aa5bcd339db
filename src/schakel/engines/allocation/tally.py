"""The problem in whole numbers, as the rules compute with it."""

from array import array
from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from schakel.engines.allocation import native
from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.ballots import PackedBallots
from schakel.engines.allocation.problem import Problem

UTILITIES = {
    "cost": "Cost_Sat",
    "cardinality": "Cardinality_Sat",
    "points": "Additive_Cardinal_Sat",
    "borda": "Additive_Borda_Sat",
}
"""What a chosen project is worth to a voter, and the satisfaction of pabutools it equals."""

NEEDS = {"points": "cumulative", "borda": "ordinal"}
"""Utilities that only these ballots give."""


class Tally:
    """Projects numbered in tie order, so the lowest number wins a tie; amounts times `unit`.

    `unit` is the least number that makes the budget, every cost and `steps` whole; where projects
    may be funded in part also their hundredths. The ballot of group g is `projects[starts[g] :
    starts[g + 1]]`, and to each a number of points (`points` is None when all count 1): only
    what is worth something to the voter is on it.
    """

    def __init__(
        self, problem: Problem, ties: str, utility: str = "cost", steps: Sequence[Amount] = ()
    ) -> None:
        if utility not in UTILITIES:
            raise ValueError(f"utility must be one of {', '.join(UTILITIES)}, not {utility!r}")
        needed = NEEDS.get(utility, problem.kind)
        if needed != problem.kind:
            raise ValueError(f"utility {utility} needs {needed} ballots, not {problem.kind}")
        self.utility = utility
        ordered = sorted(problem.by_id, key=problem.tie_key(ties))
        number = {name: index for index, name in enumerate(ordered)}
        projects = [problem.by_id[name] for name in ordered]
        amounts = [Fraction(project.cost) for project in projects]
        least = [Fraction(p.cost if p.minimum is None else p.minimum) for p in projects]
        budget = Fraction(problem.budget)
        unit = lcm(
            budget.denominator,
            *(amount.denominator for amount in (*amounts, *least)),
            *(Fraction(step).denominator for step in steps),
        )
        self.parts = any(project.minimum is not None for project in projects)
        if self.parts:
            unit = lcm(unit, 100)
        self.unit = unit
        self.ids = ordered
        self.costs = [int(amount * unit) for amount in amounts]
        self.least = [int(amount * unit) for amount in least]
        names = {name: at for at, name in enumerate(dict.fromkeys(p.exclusive for p in projects))}
        self.exclusive = [names[p.exclusive] if p.exclusive else -1 for p in projects]
        self.budget = int(budget * unit)
        self.voters = problem.voters
        self._ballots(problem, number)
        self.votes, self.support = self._count()
        # The order in which money is listed: by id as text, whatever breaks ties.
        self.by_text = sorted(range(len(ordered)), key=ordered.__getitem__)

    def _ballots(self, problem: Problem, number: dict[str, int]) -> None:
        packed = problem.ballots
        self.points: array[int] | list[int] | None = None
        if isinstance(packed, PackedBallots) and self.utility not in NEEDS:
            self.weights, self.starts, self.projects = (
                packed.weights,
                packed.starts,
                packed.projects,
            )
            if self.ids != list(packed.ids):
                renumbered = [number[name] for name in packed.ids]
                self.projects = array("q", map(renumbered.__getitem__, packed.projects))
            return
        self.weights = array("q", [group.count for group in problem.ballots])
        starts, projects = array("q", [0]), array("q")
        if self.utility not in NEEDS:
            for names, _, _ in problem.ballots:
                projects.extend([number[name] for name in names])
                starts.append(len(projects))
        else:
            points: list[int] = []
            for names, worth in _worth(problem, self.utility):
                projects.extend(
                    [number[name] for name, own in zip(names, worth, strict=True) if own]
                )
                points.extend([own for own in worth if own])
                starts.append(len(projects))
            # Numbers of more than 64 bits stay a list, for the twin.
            self.points = array("q", points) if max(points, default=0) < 1 << 62 else points
        self.starts, self.projects = starts, projects

    def _count(self) -> tuple[list[int], list[int]]:
        """Voters behind each project, and their points together."""
        size = len(self.ids)
        if native.kernel is not None and self.points is None:
            votes = array("q", native.kernel.count(self.weights, self.starts, self.projects, size))
            return votes.tolist(), votes.tolist()
        votes_, support = [0] * size, [0] * size
        for group, weight in enumerate(self.weights):
            for entry in range(self.starts[group], self.starts[group + 1]):
                project = self.projects[entry]
                votes_[project] += weight
                support[project] += weight * (self.points[entry] if self.points else 1)
        return votes_, support

    def amount(self, numerator: int, denominator: int = 1) -> Amount:
        """A scaled amount in currency units."""
        return plain(Fraction(numerator, denominator * self.unit))

    def worth(self, project: int) -> int:
        """What one point for the project is worth."""
        return self.costs[project] if self.utility == "cost" else 1


def _worth(problem: Problem, utility: str) -> list[tuple[tuple[str, ...], list[int]]]:
    """What each ballot gives each of its projects, in whole numbers.

    Borda as in the literature on participatory budgeting: the last on a ballot gets nothing.
    """
    if utility == "borda":
        return [
            (names, [len(names) - place - 1 for place in range(len(names))])
            for names, _, _ in problem.ballots
        ]
    given = {value for _, _, points in problem.ballots for value in points}
    unit = lcm(*(Fraction(value).denominator for value in given))
    common = gcd(*(int(value * unit) for value in given)) or 1
    whole = {value: int(value * unit) // common for value in given}
    return [(names, [whole[value] for value in points]) for names, _, points in problem.ballots]
