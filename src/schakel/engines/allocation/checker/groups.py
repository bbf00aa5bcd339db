"""Groups that deserve more than they got: EJR+ up to one project, found in polynomial time.

Let B be the budget, n the number of voters, W the winners, and u_i(c) what project c is worth to
voter i (of a winner in part, that part). A group S whose members all support a project c outside W
could buy it at the rate r(c) = cost(c) / (the sum of u_j(c) over S) per unit of utility. W ignores
S when every member could have paid c as well as the own winners out of B / n, each at such a rate:

    cost, points, borda:  (u_i(W) + u_i(c)) * r(c)  <=  B / n            for every i in S
    cardinality:  r(c) + the sum over the own winners w of min(r(w), r(c))  <=  B / n

where r(w) = cost(w) / (members of S who support w): a winner that was cheap for the group counts
for no more than it would have cost it. W satisfies the axiom when it ignores no group.

With projects of one cost and cardinality this is |W and the ballot of i| + 1 <= |S| * k / n, with k
the projects that the budget buys: the EJR+ of Brill and Peters (2023, arXiv 2302.01989). By cost it
is: each member has c and the own winners for no more than |S| * B / n. For approval ballots it
implies EJR up to one project of Peters, Pierczyński and Skowron (2021, arXiv 2008.13276); for points
it implies that of groups whose projects all lost.

Equal shares satisfies it, with every completion. Take the first moment at which a member of S has
less than u_i(c) * r(c). Until then c could be bought at r(c), so whatever was bought had that rate
at most: the member got more than (B / n - u_i(c) * r(c)) / r(c). A completion only adds winners.

A project that could not win any more because another of its set won, and a project that is worth
nothing to its supporters (a free one, by cost), make no group ignored.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.checker.votes import Votes, rivals
from schakel.engines.allocation.problem import Problem


class Ignored(NamedTuple):
    """So many voters who all support this project are ignored."""

    project: str
    voters: int


def largest_ignored(
    problem: Problem, votes: Votes, utility: str, won: Mapping[str, Amount]
) -> Ignored | None:
    """The largest group that is ignored, the first of them by id; None when there is none.

    `won` is what each winner gets. For each loser there is one largest ignored group, because two
    such groups together are one as well: the more members, the lower r(c).
    """
    gone = {other for name in won for other in (name, *rivals(problem, name))}
    largest: Ignored | None = None
    ignored = (_ByCount if utility == "cardinality" else _ByRate)(problem, votes, won)
    for name in sorted(set(problem.by_id) - gone):
        voters = ignored(name)
        if voters and (largest is None or voters > largest.voters):
            largest = Ignored(name, voters)
    return largest


class _ByRate:
    """Cost and points: with the members in order of u_i(W) + u_i(c), the group is a first stretch."""

    def __init__(self, problem: Problem, votes: Votes, won: Mapping[str, Amount]) -> None:
        self.problem, self.votes = problem, votes
        costs = {name: Fraction(project.cost) for name, project in problem.by_id.items()}
        worth = costs if votes.by_cost else dict.fromkeys(costs, Fraction(1))
        got = {n: worth[n] * Fraction(part) / (costs[n] or 1) for n, part in won.items() if part}
        got |= {name: worth[name] for name, part in won.items() if not part}
        scale = lcm(*(value.denominator for value in (*worth.values(), *got.values())))
        self.worth = {name: int(value * scale) for name, value in worth.items()}
        gains = {name: int(value * scale) for name, value in got.items()}
        self.gained = [
            sum([gains[name] * own for name, own in ballot if name in gains])
            for ballot in votes.ballots
        ]

    def __call__(self, name: str) -> int:
        worth, counts = self.worth[name], self.votes.counts
        if not worth:
            return 0
        members = sorted(
            [(self.gained[g] + worth * own, worth * own, counts[g])
             for g, own in self.votes.backers[name]]
        )  # fmt: skip
        # u * cost * n <= B * (sum of u over S)
        cost = Fraction(self.problem.by_id[name].cost) * sum(counts) / Fraction(self.problem.budget)
        found = voters = support = 0
        for place, (most, own, count) in enumerate(members):
            voters, support = voters + count, support + own * count
            last = place + 1 == len(members) or members[place + 1][0] != most
            if last and most * cost.numerator <= support * cost.denominator:
                found = voters
        return found


class _ByCount:
    """Cardinality: members who got more than their part leave, until all stay or none is left."""

    def __init__(self, problem: Problem, votes: Votes, won: Mapping[str, Amount]) -> None:
        self.problem, self.votes = problem, votes
        # r(w) times the members who support w: its cost. In part: the part is worth that much less.
        self.costs = {name: Fraction(problem.by_id[name].cost) for name in problem.by_id}
        self.part = {n: Fraction(got) / self.costs[n] if got else Fraction(1)
                     for n, got in won.items()}  # fmt: skip
        self.own = [[name for name, _ in ballot if name in won] for ballot in votes.ballots]
        self.purse = Fraction(problem.budget) / sum(votes.counts)

    def __call__(self, name: str) -> int:
        counts, cost = self.votes.counts, self.costs[name]
        members = [group for group, _ in self.votes.backers[name]]
        size = sum([counts[group] for group in members])
        while members and cost <= size * self.purse:
            among: dict[str, int] = {}
            for group in members:
                for winner in self.own[group]:
                    among[winner] = among.get(winner, 0) + counts[group]
            rate = cost / size
            dues = {w: min(self.costs[w] / among[w], rate) * self.part[w] for w in among}
            scale = lcm(*(due.denominator for due in dues.values()))
            whole = {winner: int(due * scale) for winner, due in dues.items()}
            most = (self.purse - rate) * scale
            stay = [g for g in members if sum([whole[w] for w in self.own[g]]) <= most]
            if len(stay) == len(members):
                return size
            members = stay
            size = sum([counts[group] for group in members])
        return 0
