"""The problem in whole numbers, as the rules compute with it."""

from array import array
from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.problem import Problem

UTILITIES = {
    "cost": "Cost_Sat",
    "cardinality": "Cardinality_Sat",
    "points": "Additive_Cardinal_Sat",
    "borda": "Additive_Borda_Sat",
}
"""What a chosen project is worth to a voter, and the satisfaction of pabutools it equals."""

_NEEDS = {"points": "cumulative", "borda": "ordinal"}


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
        needed = _NEEDS.get(utility, problem.kind)
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
        self.weights = array("q", [group.count for group in problem.ballots])
        self._ballots(problem, number)
        self.votes = [0] * len(ordered)
        self.support = [0] * len(ordered)
        starts, points = self.starts, self.points
        for group, weight in enumerate(self.weights):
            for entry in range(starts[group], starts[group + 1]):
                project = self.projects[entry]
                self.votes[project] += weight
                self.support[project] += weight * (points[entry] if points else 1)
        # The order in which money is listed: by id as text, whatever breaks ties.
        self.by_text = sorted(range(len(ordered)), key=ordered.__getitem__)

    def _ballots(self, problem: Problem, number: dict[str, int]) -> None:
        starts, projects = array("q", [0]), array("q")
        self.points: array[int] | None = None
        if self.utility not in _NEEDS:
            for names, _, _ in problem.ballots:
                projects.extend([number[name] for name in names])
                starts.append(len(projects))
        else:
            points = array("q")
            for names, worth in _worth(problem, self.utility):
                projects.extend(
                    [number[name] for name, own in zip(names, worth, strict=True) if own]
                )
                points.extend([own for own in worth if own])
                starts.append(len(projects))
            self.points = points
        self.starts, self.projects = starts, projects

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
