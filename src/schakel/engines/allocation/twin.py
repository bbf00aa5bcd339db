"""The twin of the kernel, in Python alone: the same rules, the same outcomes, no bounds.

Amounts of voters are whole numbers over one growing denominator. It runs where the kernel was not
built or numbers are too large for it, and shows what the kernel does.
"""

from array import array
from collections.abc import Callable, Sequence
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd
from typing import NamedTuple

from schakel.engines.allocation.story import LOSES, NEAR, PERHAPS, WINS, Probe, Raised, Story, Tie
from schakel.engines.allocation.tally import Tally


class Twin:
    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.ballots = [
            tally.projects[begin:end]
            for begin, end in zip(tally.starts, tally.starts[1:], strict=False)
        ]
        self.supporters: list[list[tuple[int, int]]] = [[] for _ in tally.ids]
        for group, (begin, end) in enumerate(zip(tally.starts, tally.starts[1:], strict=False)):
            for entry in range(begin, end):
                points = tally.points[entry] if tally.points else 1
                self.supporters[tally.projects[entry]].append((group, points))

    def winners(self, total: int, voters: int, probe: Probe | None = None) -> tuple[int, ...]:
        return tuple(step.project for step in _Run(self, Fraction(total, voters), probe).buy())

    def story(self, total: int, voters: int) -> Story:
        run = _Run(self, Fraction(total, voters), None, near=True)
        return self._record(Fraction(total, voters), run.buy(), run.ties)

    def add1(self, step: int, tick: Callable[[int], object] | None) -> Raised:
        tally = self.tally
        total, more = tally.budget, step * tally.voters
        steps, found = 0, _Run(self, Fraction(total, tally.voters), None).buy()
        beyond = None
        while not self._exhaustive(found):
            if tick is not None:
                tick(steps + 1)
            longer = _Run(self, Fraction(total + more, tally.voters), None).buy()
            if sum(one.paid for one in longer) > tally.budget:
                beyond = self.story(total + more, tally.voters)
                break
            total, steps, found = total + more, steps + 1, longer
        return Raised(steps, self.story(total, tally.voters), beyond)

    def _exhaustive(self, steps: list["_Step"]) -> bool:
        """Whether no further project that somebody chose fits what is left."""
        tally = self.tally
        rest = tally.budget - sum(step.paid for step in steps)
        won = {step.project for step in steps}
        sets = {tally.exclusive[project] for project in won} - {-1}
        return not any(
            tally.votes[project] and tally.least[project] <= rest
            for project in range(len(tally.ids))
            if project not in won and tally.exclusive[project] not in sets
        )

    def between(
        self, total: int, voters: int, probe: Probe, many: int
    ) -> tuple[int, tuple[int, ...] | None]:
        """With at least `probe.extra` and at most `many`: see `between` in the kernel."""
        mine, few = probe.project, probe.extra
        low = _Run(self, Fraction(total, voters + many), probe, aside=mine)
        high = _Run(self, Fraction(total, voters + few), probe._replace(extra=many), aside=mine)
        rivals = {mine, *self.rivals(mine)}
        begun = len(low.steps)
        worst: list[Fraction | None] = []
        rates: list[Fraction] = []
        while True:
            worst.append(low.rate(mine) if low.keeps(rivals) else None)
            best = low.choose()
            if best is None:
                break
            rates.append(best[0])
            low.pay(best[1], low.costs[best[1]], 0)
        bought = tuple(step.project for step in low.steps)
        for project, rate, least in zip(bought[begun:], rates, worst, strict=False):
            if not high.keeps(rivals):
                return LOSES, None
            if high.at_most(rate, project):
                return PERHAPS, None
            best_rate = high.rate(mine)
            if best_rate is not None and best_rate <= rate:
                lowest = high.rate(project)
                wins = least is not None and lowest is not None and least < lowest
                return (WINS if wins else PERHAPS), None
            high.pay(project, high.costs[project], 0)
        if not high.keeps(rivals):
            return LOSES, None
        if high.choose() is not None:
            return PERHAPS, None
        if high.rate(mine) is None:
            return LOSES, bought
        return (PERHAPS if worst[-1] is None else WINS), None

    def _record(self, share: Fraction, steps: list["_Step"], ties: list[Tie]) -> Story:
        tally = self.tally
        scale = share.denominator
        held = [share.numerator] * len(tally.weights)
        behind = [votes * share.numerator for votes in tally.votes]
        open_ = set(range(len(tally.ids)))
        money: list[tuple[int, ...]] = []
        counts: list[tuple[int, int, int]] = []

        def lines() -> tuple[int, ...]:
            unit = scale * tally.unit
            return tuple(
                behind[p] * 100 // unit if p in open_ else -1 for p in range(len(tally.ids))
            )

        for project, price, _, _ in steps:
            factor = price.denominator // gcd(price.denominator, scale)
            if factor > 1:
                scale *= factor
                held = [amount * factor for amount in held]
                behind = [amount * factor for amount in behind]
            target = price.numerator * (scale // price.denominator)
            money.append(lines())
            paying = [0, 0, 0]
            for group, points in self.supporters[project]:
                own = held[group]
                paid = min(own, target * points)
                weight = tally.weights[group]
                paying[0 if own >= target * points else 1 if own else 2] += weight
                if paid:
                    held[group] = own - paid
                    for other in self.ballots[group]:
                        behind[other] -= weight * paid
            open_ -= {project, *self.rivals(project)}
            counts.append((paying[0], paying[1], paying[2]))
        return Story(
            tuple(step.project for step in steps),
            tuple(step.stage for step in steps),
            tuple(step.paid for step in steps),
            tuple(counts),
            tuple(step.price for step in steps),
            (*money, lines()),
            tuple(ties),
        )

    def rivals(self, project: int) -> list[int]:
        """Those that are out once the project wins."""
        name = self.tally.exclusive[project]
        return [p for p, other in enumerate(self.tally.exclusive) if other == name != -1]

    def phragmen(self, probe: Probe | None = None) -> tuple[Story, int]:
        tally = self.tally
        weights: Sequence[int] = tally.weights
        costs, votes, ballots, supporters = tally.costs, tally.votes, self.ballots, self.supporters
        if probe is not None:
            mine = probe.project
            costs, votes, supporters = list(costs), list(votes), list(supporters)
            costs[mine] = probe.cost
            votes[mine] += probe.extra
            weights, ballots = [*weights, probe.extra], [*ballots, array("q", [mine])]
            supporters[mine] = [*supporters[mine], (len(weights) - 1, 1)]
        scale = 1
        last = [-1] * len(weights)
        times: list[int] = []
        moments: list[Fraction] = []
        # The loads of all supporters together.
        carried = [0] * len(tally.ids)
        winners: list[int] = []
        money: list[tuple[int, ...]] = []
        ties: list[Tie] = []
        spent, stop = 0, -1
        open_ = [p for p in range(len(tally.ids)) if costs[p] <= tally.budget]
        while open_:
            supported = [p for p in open_ if votes[p]]
            if supported:
                dues = {p: Fraction(carried[p] + costs[p] * scale, votes[p]) for p in supported}
                due = min(dues.values())
                next_ = [p for p in supported if dues[p] == due]
                ties += [Tie(len(winners), p, True) for p in next_[1:]]
            else:
                due, next_ = Fraction(times[-1] if times else 0), open_
            factor, time = due.denominator, due.numerator
            if factor > 1:
                scale *= factor
                times = [earlier * factor for earlier in times]
                carried = [load * factor for load in carried]
            line = [-1] * len(tally.ids)
            for p in open_:
                line[p] = (votes[p] * time - carried[p]) * 100 // (scale * tally.unit)
            money.append(tuple(line))
            moments.append(Fraction(time, scale))
            stop = next((p for p in next_ if spent + costs[p] > tally.budget), -1)
            if stop >= 0:
                break
            winner = next_[0]
            moved: dict[tuple[int, int], int] = {}
            for group, _ in supporters[winner]:
                weight, before = weights[group], last[group]
                for project in ballots[group]:
                    moved[project, before] = moved.get((project, before), 0) + weight
                last[group] = len(times)
            for (project, before), weight in moved.items():
                carried[project] += weight * (time - (times[before] if before >= 0 else 0))
            times.append(time)
            spent += costs[winner]
            winners.append(winner)
            gone = {winner, *self.rivals(winner)}
            open_ = [p for p in open_ if p not in gone]
        story = Story(
            tuple(winners),
            (0,) * len(winners),
            tuple(costs[p] for p in winners),
            tuple((votes[p], 0, 0) for p in winners),
            tuple(moments),
            tuple(money),
            tuple(ties),
        )
        return story, stop


class _Step(NamedTuple):
    project: int
    price: Fraction
    paid: int
    stage: int


class _Run:
    """One run of equal shares. What groups hold are whole numbers over `scale`."""

    def __init__(
        self,
        twin: Twin,
        share: Fraction,
        probe: Probe | None,
        near: bool = False,
        aside: int = -1,
    ) -> None:
        tally = twin.tally
        self.twin, self.tally, self.near = twin, tally, near
        self.scale = share.denominator
        self.held = [share.numerator] * len(tally.weights)
        self.weights: list[int] = list(tally.weights)
        self.costs = tally.costs
        self.votes, self.support = tally.votes, tally.support
        self.supporters = list(twin.supporters)
        if probe is not None:
            project, cost, extra = probe
            self.costs = [*tally.costs[:project], cost, *tally.costs[project + 1 :]]
            if extra:
                self.held.append(share.numerator)
                self.weights.append(extra)
                self.supporters[project] = [
                    *self.supporters[project],
                    (len(self.weights) - 1, 1),
                ]
                self.votes, self.support = list(tally.votes), list(tally.support)
                self.votes[project] += extra
                self.support[project] += extra
        self.open = {p for p in range(len(tally.ids)) if self.support[p] and p != aside}
        self.steps: list[_Step] = []
        self.ties: list[Tie] = []
        for project in sorted(self.open):
            if not self.costs[project] and project in self.open:
                self._won(_Step(project, Fraction(0), 0, 0))
        # A lower bound on the rate: it only rises as money is spent.
        self.waiting = [
            (Fraction(self.costs[p], self.support[p] * self.worth(p)), p) for p in self.open
        ]
        heapify(self.waiting)

    def worth(self, project: int) -> int:
        return self.costs[project] if self.tally.utility == "cost" else 1

    def buy(self) -> list[_Step]:
        while (best := self.choose()) is not None:
            self.pay(best[1], self.costs[best[1]], 0)
        if self.tally.parts:
            self._buy_parts()
        return self.steps

    def choose(self) -> tuple[Fraction, int] | None:
        """The project with the lowest rate, and that rate; None when none can be paid."""
        waiting = self.waiting
        known: list[tuple[Fraction, int]] = []
        best: tuple[Fraction, int] | None = None
        while waiting and (best is None or waiting[0][0] <= self._horizon(best[0])):
            _, project = heappop(waiting)
            rate = self.rate(project) if project in self.open else None
            if rate is None:
                continue
            known.append((rate, project))
            if best is None or known[-1] < best:
                best = known[-1]
        for one in known:
            heappush(waiting, one)
        if self.near and best is not None:
            limit = best[0] * (NEAR + 1)
            self.ties += [
                Tie(len(self.steps), project, rate == best[0])
                for rate, project in sorted(known, key=lambda one: one[1])
                if project != best[1] and rate * NEAR <= limit
            ]
        return best

    def keeps(self, rivals: set[int]) -> bool:
        """Whether none of these has won."""
        return not any(step.project in rivals for step in self.steps)

    def at_most(self, rate: Fraction, but: int) -> bool:
        """Whether one of the others has this rate or a lower one."""
        others = [self.rate(project) for project in self.open if project != but]
        return any(other is not None and other <= rate for other in others)

    def rate(self, project: int) -> Fraction | None:
        """Price per point and unit of utility; None when its supporters cannot pay it."""
        priced = self._price(project, self.costs[project] * self.scale)
        if priced is None:
            return None
        rest, paying = priced
        return Fraction(rest, paying * self.scale * self.worth(project))

    def _horizon(self, rate: Fraction) -> Fraction:
        return rate * (NEAR + 1) / NEAR if self.near else rate

    def _able(self, project: int) -> list[tuple[int, int]]:
        able = [one for one in self.supporters[project] if self.held[one[0]]]
        self.supporters[project] = able
        return able

    def _price(self, project: int, cost: int) -> tuple[int, int] | None:
        """The price per point as rest / paying (over `scale`); None when they cannot pay it."""
        held, weights = self.held, self.weights
        able = self._able(project)
        if sum([weights[group] * held[group] for group, _ in able]) < cost:
            return None
        rest, paying = cost, sum([weights[group] * points for group, points in able])
        while True:
            poor = [(g, u) for g, u in able if held[g] * paying < rest * u]
            if not poor:
                return rest, paying
            able = [(g, u) for g, u in able if held[g] * paying >= rest * u]
            rest -= sum([weights[group] * held[group] for group, _ in poor])
            paying -= sum([weights[group] * points for group, points in poor])

    def pay(self, project: int, cost: int, stage: int) -> None:
        priced = self._price(project, cost * self.scale)
        assert priced is not None
        common = gcd(*priced)
        rest, paying = priced[0] // common, priced[1] // common
        step = _Step(project, Fraction(rest, paying * self.scale), cost, stage)
        if paying > 1:
            self.scale *= paying
            self.held = [amount * paying for amount in self.held]
        for group, points in self.supporters[project]:
            due = rest * points
            self.held[group] = self.held[group] - due if self.held[group] > due else 0
        self._won(step)

    def _won(self, step: _Step) -> None:
        self.steps.append(step)
        self.open -= {step.project, *self.twin.rivals(step.project)}

    def _buy_parts(self) -> None:
        """When nothing can be paid in full: the project of which the largest part can be."""
        tally = self.tally
        cents = tally.unit // 100
        while True:
            best: tuple[Fraction, int, int] | None = None
            for project in sorted(self.open):
                least, cost = tally.least[project], self.costs[project]
                if least >= cost:
                    continue
                able = self._able(project)
                money = sum([self.weights[group] * self.held[group] for group, _ in able])
                part = money // (self.scale * cents) * cents
                if part >= max(least, 1) and (best is None or Fraction(part, cost) > best[0]):
                    best = (Fraction(part, cost), project, part)
            if best is None:
                return
            self.pay(best[1], best[2], 1)
