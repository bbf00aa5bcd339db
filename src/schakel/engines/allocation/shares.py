"""The method of equal shares (Peters, Pierczynski, Skowron 2021), with two completions."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd

from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.greedy import fill
from schakel.engines.allocation.outcome import Outcome
from schakel.engines.allocation.problem import Problem
from schakel.engines.allocation.rounds import record_shares
from schakel.engines.allocation.tally import Tally

UTILITIES = ("cost", "cardinality")
COMPLETIONS = ("none", "add1", "utilitarian")


def equal_shares(
    problem: Problem,
    utility: str = "cost",
    completion: str = "none",
    increment: Amount = 1,
    ties: str = "lexicographic",
    on_progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Every voter holds budget / voters and pays only for projects on the own ballot.

    In each round the project wins whose supporters can pay its cost at the lowest price per unit
    of utility, everybody paying the same price or all that is left. A project without support
    never wins. Completion `add1` raises every share by `increment` (currency units) until the
    outcome is exhaustive, and returns the previous one when it would exceed the budget;
    `utilitarian` fills what is left by votes (utility cost) or votes per cost (cardinality).
    `on_progress` gets the number of each add1 run. Exact: ints and Fractions only.
    """
    if utility not in UTILITIES:
        raise ValueError(f"utility must be one of {', '.join(UTILITIES)}, not {utility!r}")
    if completion not in COMPLETIONS:
        raise ValueError(f"completion must be one of {', '.join(COMPLETIONS)}, not {completion!r}")
    step = Fraction(increment)
    if step <= 0:
        raise ValueError(f"increment must be above zero, not {increment}")
    tally = Tally(problem, ties)
    if not tally.voters:
        result = _Result(Fraction(0), [], stopped="no voters")
    elif completion == "add1":
        result = _add1(tally, utility, step * tally.unit, on_progress)
    else:
        share = Fraction(tally.budget, tally.voters)
        result = _Result(share, _run(tally, utility, share))

    rounds, end = record_shares(tally, result.share, result.steps)
    if completion == "utilitarian" and tally.voters:
        chosen = [project for project, _ in result.steps]
        rounds += fill(tally, utility, chosen, stage="completion", supported_only=True)
    winners = tuple(turn.winner for turn in rounds)
    return Outcome(
        rule="equal-shares",
        utility=utility,
        completion=completion,
        ties=ties,
        increment=plain(step) if completion == "add1" else None,
        budget=problem.budget,
        cost=problem.cost_of(winners),
        voters=tally.voters,
        share=tally.amount(result.share.numerator, result.share.denominator),
        winners=winners,
        rounds=tuple(rounds),
        end=tuple((name, amount) for name, amount in end if name not in winners),
        runs=result.runs,
        stopped=result.stopped,
        overshoot=tuple(
            (tally.ids[project], tally.amount(price.numerator, price.denominator))
            for project, price in result.overshoot
        ),
    )


Step = tuple[int, Fraction]
"""A project won; each supporter paid this price (scaled), or all that was left."""


@dataclass(frozen=True)
class _Result:
    share: Fraction
    steps: list[Step]
    runs: int = 1
    stopped: str = "done"
    overshoot: tuple[Step, ...] = ()


def _add1(
    tally: Tally, utility: str, step: Fraction, on_progress: Callable[[int], None] | None
) -> _Result:
    share = Fraction(tally.budget, tally.voters)
    steps = _run(tally, utility, share)
    runs = 1
    while True:
        if on_progress is not None:
            on_progress(runs)
        if _exhaustive(tally, steps):
            return _Result(share, steps, runs, "exhaustive")
        longer = _run(tally, utility, share + step)
        if _cost(tally, longer) > tally.budget:
            return _Result(share, steps, runs, "overshoot", tuple(longer))
        share, steps, runs = share + step, longer, runs + 1


def _cost(tally: Tally, steps: list[Step]) -> int:
    return sum(tally.costs[project] for project, _ in steps)


def _exhaustive(tally: Tally, steps: list[Step]) -> bool:
    """Whether no further project that somebody chose fits the budget."""
    chosen = {project for project, _ in steps}
    rest = tally.budget - _cost(tally, steps)
    return not any(
        votes and project not in chosen and tally.costs[project] <= rest
        for project, votes in enumerate(tally.votes)
    )


def _run(tally: Tally, utility: str, share: Fraction) -> list[Step]:
    """One run from an equal share; budgets are integers over one growing denominator."""
    scale = share.denominator
    money = [share.numerator] * len(tally.weights)
    weights = tally.weights
    utilities = tally.costs if utility == "cost" else [1] * len(tally.costs)
    supporters = list(tally.supporters)
    steps: list[Step] = []
    # A lower bound on the price per unit of utility: it only rises as money is spent.
    waiting: list[tuple[Fraction, int]] = []
    for project, votes in enumerate(tally.votes):
        if not votes:
            continue
        if tally.costs[project] == 0:
            steps.append((project, Fraction(0)))
        else:
            waiting.append((Fraction(tally.costs[project], votes * utilities[project]), project))
    heapify(waiting)

    best: tuple[Fraction, int] | None = None
    best_price = (0, 1)
    set_aside: list[tuple[Fraction, int]] = []
    while waiting or best is not None:
        if waiting and (best is None or waiting[0] < best):
            _, project = heappop(waiting)
            cost = tally.costs[project] * scale
            able = [group for group in supporters[project] if money[group]]
            supporters[project] = able
            if sum([weights[group] * money[group] for group in able]) < cost:
                continue
            rest, paying = cost, sum([weights[group] for group in able])
            while True:
                price = -(-rest // paying)
                poor = [group for group in able if money[group] < price]
                if not poor:
                    break
                rest -= sum([weights[group] * money[group] for group in poor])
                paying -= sum([weights[group] for group in poor])
                able = [group for group in able if money[group] >= price]
            candidate = (Fraction(rest, paying * scale * utilities[project]), project)
            if best is None or candidate < best:
                if best is not None:
                    set_aside.append(best)
                best, best_price = candidate, (rest, paying)
            else:
                set_aside.append(candidate)
            continue
        assert best is not None
        project = best[1]
        common = gcd(*best_price)
        rest, paying = best_price[0] // common, best_price[1] // common
        steps.append((project, Fraction(rest, paying * scale)))
        if paying > 1:
            scale *= paying
            money = [amount * paying for amount in money]
        for group in supporters[project]:
            money[group] = money[group] - rest if money[group] > rest else 0
        best = None
        for entry in set_aside:
            heappush(waiting, entry)
        set_aside.clear()
    return steps
