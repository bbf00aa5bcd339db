"""The checker's own books: what each voter holds, or since when each voter saves."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.checker.votes import Votes, rivals
from schakel.engines.allocation.outcome import Money
from schakel.engines.allocation.problem import Problem

NEAR = 10**9
"""Rates closer than one part in this are near-ties."""


class _Books:
    """Amounts in whole numbers: times `scale`, which is known beforehand from all of them."""

    def __init__(self, problem: Problem, votes: Votes, amounts: Iterable[Amount]) -> None:
        self.problem, self.votes = problem, votes
        costs = {name: Fraction(project.cost) for name, project in problem.by_id.items()}
        leasts = [Fraction(p.minimum) for p in problem.projects if p.minimum is not None]
        hundredth = [Fraction(1, 100)] if leasts else []
        every = [*costs.values(), *leasts, *hundredth, *map(Fraction, amounts)]
        self.scale = lcm(*(amount.denominator for amount in every))
        self.costs = {name: self.whole(cost) for name, cost in costs.items()}
        # Everything still in the race, in the order in which money is listed.
        self.open = dict.fromkeys(sorted(problem.by_id))

    def whole(self, amount: Amount) -> int:
        return int(Fraction(amount) * self.scale)

    def rounded(self, name: str, amount: int) -> tuple[str, Amount]:
        cents = amount * 100 // self.scale
        return name, Fraction(cents, 100) if cents % 100 else cents // 100

    def won(self, name: str) -> None:
        """It leaves the race, and so do the others of its set."""
        for gone in (name, *rivals(self.problem, name)):
            self.open.pop(gone, None)


class Ledger(_Books):
    """Equal shares: what one voter of each group still holds."""

    def __init__(
        self, problem: Problem, votes: Votes, share: Fraction, prices: Iterable[Amount]
    ) -> None:
        super().__init__(problem, votes, [share, *prices])
        self.held = [self.whole(share)] * len(votes.counts)
        self.total = {name: votes.voters[name] * self.whole(share) for name in problem.by_id}
        # What one point is worth to who gives it.
        self.worth = self.costs if votes.by_cost else dict.fromkeys(problem.by_id, 1)

    def purses(self, name: str) -> list[tuple[int, int, int]]:
        """What each group of supporters holds a head, its points, and how many they are."""
        held, counts = self.held, self.votes.counts
        return [(held[group], own, counts[group]) for group, own in self.votes.backers[name]]

    def money(self) -> Money:
        return tuple([self.rounded(name, self.total[name]) for name in self.open])

    def payers(self, name: str, price: Amount) -> tuple[int, int, int]:
        """How many pay the price in full, all they have, and nothing."""
        each, found = self.whole(price), [0, 0, 0]
        for held, own, count in self.purses(name):
            found[0 if held >= each * own else 1 if held else 2] += count
        return found[0], found[1], found[2]

    def raised(self, name: str, price: Amount) -> int | None:
        """What the supporters pay together at this price a point; None when nobody pays it in full."""
        each = self.whole(price)
        purses = self.purses(name)
        if each < 0 or not any(held >= each * own for held, own, _ in purses):
            return None
        return sum([min(held, each * own) * count for held, own, count in purses])

    def pay(self, name: str, price: Amount) -> None:
        each = self.whole(price)
        for group, own in self.votes.backers[name]:
            paid = min(self.held[group], each * own)
            if paid:
                self.held[group] -= paid
                paid *= self.votes.counts[group]
                for other, _ in self.votes.ballots[group]:
                    self.total[other] -= paid
        self.won(name)

    def claims(self, winner: str, price: Amount) -> dict[str, str]:
        """Of the others that can be paid: `better` at a lower rate than the winner, `equal`, `near`.

        The rate is the price per unit of utility. Free projects go first, and are all equal.
        """
        free = [n for n in self.open if self.votes.voters[n] and not self.costs[n] and n != winner]
        if not self.costs[winner]:
            return dict.fromkeys(free, "equal")
        found = dict.fromkeys(free, "better")
        each, units = self.whole(price), self.worth[winner]
        for name in self.open:
            if name == winner or self.total[name] < self.costs[name] or not self.costs[name]:
                continue
            # Amounts times the winner's worth, so that the rate stays whole.
            most, cost = each * self.worth[name], self.costs[name] * units
            if most * self.votes.support[name] * (NEAR + 1) < cost * NEAR:
                continue
            purses = self.purses(name)
            money = sum([min(held * units, most * own) * count for held, own, count in purses])
            # At a rate one part in so many higher they pay at most that much more.
            if money * (NEAR + 1) < cost * NEAR:
                continue
            dues = [(held * units, most * own, count) for held, own, count in purses]
            if money > cost or (money == cost and all(held < due for held, due, _ in dues)):
                found[name] = "better"
            elif money == cost:
                found[name] = "equal"
            elif cost * NEAR <= sum(
                [min(held * NEAR, due * (NEAR + 1)) * count for held, due, count in dues]
            ):
                found[name] = "near"
        return found

    def somebody_can_still_buy(self) -> bool:
        return any(
            self.votes.voters[name] and self.total[name] >= self.costs[name] for name in self.open
        )

    def parts(self) -> dict[str, int]:
        """The part of each project that its supporters can pay, in whole hundredths, if enough."""
        found = {}
        hundredth = self.scale // 100
        for name in self.open:
            least = self.problem.by_id[name].minimum
            if least is not None and self.whole(least) < self.costs[name]:
                part = self.total[name] // hundredth * hundredth
                if part >= self.whole(least):
                    found[name] = part
        return found


class Clock(_Books):
    """Phragmén: when each voter last paid."""

    def __init__(self, problem: Problem, votes: Votes, moments: Iterable[Amount]) -> None:
        super().__init__(problem, votes, moments)
        self.since = [0] * len(votes.counts)
        # Those moments, of all supporters of a project together.
        self.paid_at = dict.fromkeys(problem.by_id, 0)
        for name, project in problem.by_id.items():
            if project.cost > problem.budget:
                del self.open[name]
        self.spent = Fraction(0)

    def saved(self, moment: Amount) -> dict[str, int]:
        """What the supporters of each open project have together by then."""
        time = self.whole(moment)
        return {name: time * self.votes.voters[name] - self.paid_at[name] for name in self.open}

    def next(self, saved: dict[str, int]) -> tuple[bool, list[str]]:
        """Whether some project could pay before then, and which can pay exactly then."""
        supported = [name for name in self.open if self.votes.voters[name]]
        if not supported:
            return False, list(self.open)
        spare = {name: saved[name] - self.costs[name] for name in supported}
        return any(rest > 0 for rest in spare.values()), [n for n in spare if not spare[n]]

    def too_dear(self, name: str) -> bool:
        return self.spent + self.problem.by_id[name].cost > self.problem.budget

    def money(self, saved: dict[str, int]) -> Money:
        return tuple([self.rounded(name, amount) for name, amount in saved.items()])

    def buy(self, name: str, moment: Amount) -> None:
        time = self.whole(moment)
        for group, _ in self.votes.backers[name]:
            more = (time - self.since[group]) * self.votes.counts[group]
            self.since[group] = time
            for other, _ in self.votes.ballots[group]:
                self.paid_at[other] += more
        self.spent += self.problem.by_id[name].cost
        self.won(name)
