"""What would have changed it: the largest cost and the fewest further voters that make a loser win.

Every answer was tried: the rule was run again at it, and one step beside it. Costs are changed with
the same ballots; further voters choose this project alone, while the money that was divided in the
run that counts stays the same, so that everybody's equal share becomes a little smaller.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from fractions import Fraction

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.greedy import fill
from schakel.engines.allocation.machine import fits, machine
from schakel.engines.allocation.outcome import Outcome
from schakel.engines.allocation.problem import Problem
from schakel.engines.allocation.story import LOSES, PERHAPS, WINS, Probe
from schakel.engines.allocation.tally import Tally

CENT = Fraction(1, 100)


@dataclass(frozen=True)
class Counterfactual:
    """What would have made one loser win.

    `cost`: the largest at which it wins, in whole hundredths (whole units when those are too large
    for the kernel); None when even the smallest is too much. `voters`: the least number of further
    voters with whom it wins; None when `asked`, as many as voted, are not enough. `asked` is 0 where
    a ballot for this project alone says nothing (utilities points and borda). `again`: the least
    number above `voters` with which it loses again, or None. `money`: what was divided in the run
    that counts.
    """

    cost: Amount | None
    voters: int | None
    again: int | None
    asked: int
    money: Amount


class Counterfactuals:
    """Asks them of one outcome. Raises ValueError for one in which nobody voted."""

    def __init__(self, problem: Problem, outcome: Outcome) -> None:
        if not problem.voters:
            raise ValueError("nobody voted")
        step = Fraction(outcome.increment or 0)
        utility = outcome.utility or "cost"
        self.outcome = outcome
        self.most = problem.voters  # as many more as voted
        fine = Tally(problem, outcome.ties, utility, [step, CENT])
        self.tally = (
            fine if fits(fine, self.most) else Tally(problem, outcome.ties, utility, [step])
        )
        self.machine = machine(self.tally, self.most)
        self.number = {name: at for at, name in enumerate(self.tally.ids)}
        # All that was divided, scaled: the budget, and what add1 raised the shares by.
        raised = Fraction(outcome.share) * problem.voters * self.tally.unit
        self.total = int(raised) if outcome.rule == "equal-shares" else self.tally.budget
        self.filled = outcome.completion in ("utilitarian", "add1-greedy")

    def of(self, name: str) -> Counterfactual | None:
        """None for a project that can do with a part, which has no one cost, or where parts fill up."""
        project, tally = self.number[name], self.tally
        if tally.least[project] < tally.costs[project] or (tally.parts and self.filled):
            return None
        alone = tally.points is None
        voters, again = self._voters(project) if alone else (None, None)
        cost = self._cost(project)
        return Counterfactual(
            cost=None if cost is None else tally.amount(cost),
            voters=voters,
            again=again,
            asked=self.most if alone else 0,
            money=tally.amount(self.total),
        )

    def wins(self, project: int, cost: int, extra: int) -> bool:
        """Runs the rule again."""
        probe = Probe(project, cost, extra)
        if self.outcome.rule == "phragmen":
            return project in self.machine.phragmen(probe)[0].winners
        if self.outcome.rule == "greedy":
            return self._fits(probe, ())
        winners = self.machine.winners(self.total, self.tally.voters + extra, probe)
        return project in winners or (self.filled and self._fits(probe, winners))

    def _fits(self, probe: Probe, winners: tuple[int, ...]) -> bool:
        """Whether greedy takes it after these."""
        project, cost, extra = probe
        tally = copy(self.tally)
        for field in ("costs", "least", "votes", "support"):
            setattr(tally, field, list(getattr(tally, field)))
        tally.costs[project] = tally.least[project] = cost
        tally.votes[project] += extra
        tally.support[project] += extra
        spent = sum(tally.costs[one] for one in winners)
        rounds = fill(tally, list(winners), spent, "completion", supported_only=self.filled)
        return any(turn.winner == tally.ids[project] for turn in rounds)

    def _cost(self, project: int) -> int | None:
        """Winning is monotone in cost: cheaper never comes later, nor needs more.

        Equal shares: what supporters pay at price x together, F(x), is concave, so x / F(x) rises
        with the cost F(x), and so does the rate. Phragmén: a lower cost is due earlier, when more
        is left. Greedy: the turn comes no later, when no less is left.
        """
        tally = self.tally
        if not tally.votes[project]:
            return None
        highest = tally.costs[project]
        unit = max(1, tally.unit // 100)
        steps = (highest - 1) // unit
        # What its supporters have left is a good guess, and often the answer.
        left = dict(self.outcome.end).get(tally.ids[project], 0)
        guess = min(steps, max(1, int(Fraction(left) * tally.unit) // unit))
        for low in (guess, 1):
            if low <= steps and self.wins(project, low * unit, 0):
                return unit * _last(lambda step: self.wins(project, step * unit, 0), low, steps)
        return None

    def _voters(self, project: int) -> tuple[int | None, int | None]:
        if self.outcome.rule != "equal-shares":
            # Monotone: its turn comes earlier, and nobody else's turn changes before that.
            cost = self.tally.costs[project]
            if not self.wins(project, cost, self.most):
                return None, None
            losing = _last(lambda extra: not self.wins(project, cost, extra), 0, self.most - 1)
            return losing + 1, None
        return self._voters_of_shares(project)

    def _voters_of_shares(self, project: int) -> tuple[int | None, int | None]:
        """Not monotone: each further voter makes every share smaller, and others may go first.

        So no number is passed over: a range is left out only when the same is proven of all of it,
        and a single number is tried.
        """
        tally, cost = self.tally, self.tally.costs[project]
        votes, voters, spare = tally.votes[project], tally.voters, self.total - cost
        low, high = 1, self.most
        if spare > 0:
            # From `high` the further ones alone hold enough, whatever others do, unless another of
            # its set goes first. Below `low` all supporters together hold too little.
            if tally.exclusive[project] < 0:
                high = -(-(cost * voters) // spare)
            if not self.filled:
                low = max(1, -(-(cost * voters - votes * self.total) // spare))
        elif not self.filled and (spare < 0 or votes < voters):
            return None, None
        first: int | None = None
        high, width = min(high, self.most), 1
        while low <= high:
            many = min(low + width - 1, high)
            found = self._between(project, low, many)
            if found == PERHAPS:
                width = max(1, (many - low + 1) // 4)
                continue
            if found == WINS and first is None:
                first = low
            elif found == LOSES and first is not None:
                return first, low
            low, width = many + 1, 2 * width
        return first, None

    def _between(self, project: int, few: int, many: int) -> int:
        cost, voters = self.tally.costs[project], self.tally.voters
        if few == many:
            return WINS if self.wins(project, cost, few) else LOSES
        found, others = self.machine.between(self.total, voters, Probe(project, cost, few), many)
        if found != LOSES or not self.filled or others is None:
            return found
        # Greedy on what the others leave, the same at all these numbers; its turn only comes earlier.
        if self._fits(Probe(project, cost, few), others):
            return WINS
        return PERHAPS if self._fits(Probe(project, cost, many), others) else LOSES


def _last(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The largest number up to `high` for which it holds, when it holds at `low` and up to there."""
    step = 1
    while low < high:
        tried = min(low + step, high)
        if holds(tried):
            low, step = tried, 2 * step
            continue
        high = tried - 1
        if step > 1:
            step = max(1, (high - low + 1) // 2)
    return low
