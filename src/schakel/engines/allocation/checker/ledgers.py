"""The checker's own books: what each voter holds, or since when each voter saves."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from schakel.engines.allocation.amounts import Amount, round_down
from schakel.engines.allocation.outcome import Money
from schakel.engines.allocation.problem import Problem


class Ledger:
    """What one voter of each group still holds, in whole numbers: amounts times `scale`.

    All prices are known beforehand, so one scale makes every amount whole.
    """

    def __init__(
        self,
        problem: Problem,
        utility: str | None,
        ties: str,
        share: Fraction,
        prices: Iterable[Amount],
    ) -> None:
        costs = {name: Fraction(project.cost) for name, project in problem.by_id.items()}
        amounts = [share, *costs.values(), *map(Fraction, prices)]
        self.scale = lcm(*(amount.denominator for amount in amounts))
        self.tie_key = problem.tie_key(ties)
        self.counts = [group.count for group in problem.ballots]
        self.held = [self.whole(share)] * len(problem.ballots)
        self.open = dict.fromkeys(sorted(problem.by_id))
        self.costs = {name: self.whole(cost) for name, cost in costs.items()}
        self.utility = self.costs if utility == "cost" else dict.fromkeys(costs, 1)
        self.backers: dict[str, list[int]] = {name: [] for name in problem.by_id}
        self.ballots = [group.projects for group in problem.ballots]
        for index, names in enumerate(self.ballots):
            for name in names:
                self.backers[name].append(index)
        self.votes = problem.votes
        self.total = {name: self.votes[name] * self.whole(share) for name in problem.by_id}

    def whole(self, amount: Amount) -> int:
        return int(Fraction(amount) * self.scale)

    def purses(self, name: str) -> list[tuple[int, int]]:
        """What each group of supporters holds a head, and how many they are."""
        return [(self.held[index], self.counts[index]) for index in self.backers[name]]

    def money(self) -> Money:
        return tuple(
            (name, round_down(Fraction(self.total[name], self.scale))) for name in self.open
        )

    def buy(self, name: str, exact_price: Amount) -> bool:
        """Whether the payments are exactly the cost and no other project had a better claim."""
        price, cost = self.whole(exact_price), self.costs[name]
        purses = self.purses(name)
        if not purses or sum([min(held, price) * count for held, count in purses]) != cost:
            return False
        if any(self._goes_before(other, name, price) for other in self.open if other != name):
            return False
        if price < 0 or not any(held >= price for held, _ in purses):
            return False
        for index in self.backers[name]:
            paid = min(self.held[index], price)
            self.held[index] -= paid
            for other in self.ballots[index]:
                self.total[other] -= paid * self.counts[index]
        del self.open[name]
        return True

    def _goes_before(self, other: str, winner: str, price: int) -> bool:
        """Whether the other can be paid at a lower price per unit of utility, or wins the tie."""
        if not self.backers[other]:
            return False
        cost = self.costs[other]
        earlier = self.tie_key(other) < self.tie_key(winner)
        if not cost or not price:
            return not cost and (price > 0 or earlier)
        # Amounts times the winner's utility, so that the rate stays whole.
        units, most = self.utility[winner], price * self.utility[other]
        if min(most * self.votes[other], self.total[other] * units) < cost * units:
            return False
        purses = self.purses(other)
        raised = sum([min(held * units, most) * count for held, count in purses])
        if raised != cost * units:
            return raised > cost * units
        return earlier or all(held * units < most for held, _ in purses)

    def somebody_can_still_buy(self) -> bool:
        return any(
            self.backers[name] and self.total[name] >= self.costs[name] for name in self.open
        )


class Clock:
    """When each voter last paid, in whole numbers: moments and amounts times `scale`."""

    def __init__(self, problem: Problem, moments: Iterable[Amount]) -> None:
        self.problem = problem
        amounts = [Fraction(project.cost) for project in problem.projects]
        amounts += map(Fraction, moments)
        self.scale = lcm(*(amount.denominator for amount in amounts))
        self.since = [0] * len(problem.ballots)
        self.open = [
            name for name in sorted(problem.by_id) if problem.by_id[name].cost <= problem.budget
        ]
        self.spent = Fraction(0)

    def saved(self, moment: Amount) -> dict[str, int]:
        """What the supporters of each open project have together by then."""
        time = int(Fraction(moment) * self.scale)
        saved = dict.fromkeys(self.problem.by_id, 0)
        for group, since in zip(self.problem.ballots, self.since, strict=True):
            amount = (time - since) * group.count
            for name in group.projects:
                saved[name] += amount
        return {name: saved[name] for name in self.open}

    def next(self, saved: dict[str, int]) -> tuple[bool, list[str]]:
        """Whether some project could pay before then, and which can pay exactly then."""
        supported = [name for name in self.open if self.problem.votes[name]]
        if not supported:
            return False, list(self.open)
        spare = {
            name: saved[name] - int(Fraction(self.problem.by_id[name].cost) * self.scale)
            for name in supported
        }
        return any(rest > 0 for rest in spare.values()), [n for n in spare if not spare[n]]

    def too_dear(self, name: str) -> bool:
        return self.spent + self.problem.by_id[name].cost > self.problem.budget

    def money(self, saved: dict[str, int]) -> Money:
        return tuple(
            (name, round_down(Fraction(amount, self.scale))) for name, amount in saved.items()
        )

    def buy(self, name: str, moment: Amount) -> None:
        for index, group in enumerate(self.problem.ballots):
            if name in group.projects:
                self.since[index] = int(Fraction(moment) * self.scale)
        self.open.remove(name)
        self.spent += self.problem.by_id[name].cost
