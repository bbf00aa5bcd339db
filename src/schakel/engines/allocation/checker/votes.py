"""The checker's own count: who supports what, and how much it is worth to them."""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from schakel.engines.allocation.problem import Problem


class Votes:
    """What each group of voters gives each project, by the utility of the outcome.

    `ballots[g]` holds the project ids that group g supports, with the points it gives each: whole
    numbers above zero, 1 without points. Points on cumulative ballots are divided by their largest
    common measure; on ordinal ballots (Borda) the last gets 0, the one before 1, and so on.
    `counts[g]` is how many voters the group has, `backers` its project's groups and points,
    `voters` and `support` those of all groups added up: voters, and points.
    """

    def __init__(self, problem: Problem, utility: str | None) -> None:
        self.by_cost = utility == "cost"
        self.counts: list[int] = []
        self.ballots: list[tuple[tuple[str, int], ...]] = []
        self.backers: dict[str, list[tuple[int, int]]] = {name: [] for name in problem.by_id}
        self.voters = dict.fromkeys(problem.by_id, 0)
        self.support = dict.fromkeys(problem.by_id, 0)
        measure = _measure(problem) if utility == "points" else Fraction(1)
        for group, (names, count, points) in enumerate(problem.ballots):
            given: Iterable[tuple[str, int]]
            if utility == "points":
                given = zip(names, (int(value / measure) for value in points), strict=True)
            elif utility == "borda":
                given = zip(names, reversed(range(len(names))), strict=True)
            else:
                given = [(name, 1) for name in names]
            ballot = tuple([one for one in given if one[1]])
            self.counts.append(count)
            self.ballots.append(ballot)
            for name, own in ballot:
                self.backers[name].append((group, own))
                self.voters[name] += count
                self.support[name] += count * own


def _measure(problem: Problem) -> Fraction:
    """The largest amount of points of which every number on the ballots is a whole multiple."""
    given = {Fraction(value) for _, _, points in problem.ballots for value in points}
    whole = lcm(*(value.denominator for value in given))
    return Fraction(gcd(*(int(value * whole) for value in given)) or 1, whole)


def rivals(problem: Problem, name: str) -> list[str]:
    """The others of its set, which leave the race when it wins."""
    own = problem.by_id[name].exclusive
    return [p.id for p in problem.projects if own and p.exclusive == own and p.id != name]
