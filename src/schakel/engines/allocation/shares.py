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
        return _outcome(problem, tally, utility, completion, ties, step, stopped="no voters")

    share = Fraction(tally.budget, tally.voters)
    run = _run(tally, utility, share)
    runs, stopped = 1, "done"
    overshoot: list[Step] = []
    if completion == "add1":
        while True:
            if on_progress is not None:
                on_progress(runs)
            spent = sum(tally.costs[taken.project] for taken in run)
            if _exhaustive(tally, run, spent):
                stopped = "exhaustive"
                break
            longer = _run(tally, utility, share + step * tally.unit)
            if sum(tally.costs[taken.project] for taken in longer) > tally.budget:
                stopped, overshoot = "overshoot", longer
                break
            share += step * tally.unit
            run = longer
            runs += 1
    return _outcome(
        problem, tally, utility, completion, ties, step, share, run, runs, stopped, overshoot
    )


@dataclass(frozen=True, slots=True)
class Step:
    """Project `project` won; each supporter paid `price` (scaled), or all that was left."""

    project: int
    price: Fraction


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
            steps.append(Step(project, Fraction(0)))
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
        steps.append(Step(project, Fraction(rest, paying * scale)))
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


def _exhaustive(tally: Tally, run: list[Step], spent: int) -> bool:
    chosen = {step.project for step in run}
    return not any(
        votes and project not in chosen and spent + tally.costs[project] <= tally.budget
        for project, votes in enumerate(tally.votes)
    )


def _outcome(
    problem: Problem,
    tally: Tally,
    utility: str,
    completion: str,
    ties: str,
    increment: Fraction,
    share: Fraction = Fraction(0),
    run: list[Step] | None = None,
    runs: int = 1,
    stopped: str = "done",
    overshoot: list[Step] | None = None,
) -> Outcome:
    run = run or []
    rounds, end = record_shares(tally, share, [(step.project, step.price) for step in run])
    if completion == "utilitarian" and tally.voters:
        chosen = [step.project for step in run]
        rounds += fill(tally, utility, chosen, stage="completion", supported_only=True)
    winners = tuple(turn.winner for turn in rounds)
    return Outcome(
        rule="equal-shares",
        utility=utility,
        completion=completion,
        ties=ties,
        increment=plain(increment) if completion == "add1" else None,
        budget=problem.budget,
        cost=problem.cost_of(winners),
        voters=tally.voters,
        share=tally.amount(share.numerator, share.denominator),
        winners=winners,
        rounds=tuple(rounds),
        end=tuple((name, amount) for name, amount in end if name not in winners),
        runs=runs,
        stopped=stopped,
        overshoot=tuple(
            (tally.ids[step.project], tally.amount(step.price.numerator, step.price.denominator))
            for step in overshoot or []
        ),
    )
