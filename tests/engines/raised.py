"""Equal shares at one budget after another: what add1 does, step by step and without any jump."""

import random
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from schakel.engines.allocation import Outcome, Problem, equal_shares

VOTERS, SEED = 28_000, 20_000


def resampled(problem: Problem, voters: int = VOTERS, seed: int = SEED) -> Problem:
    """So many ballots, drawn with replacement; budget and costs grow along.

    So a voter holds what one does in the file, and a unit of money is as small a part of it.
    """
    single = [group.projects for group in problem.ballots for _ in range(group.count)]
    grown = Fraction(voters, problem.voters)
    return Problem.of(
        problem.budget * grown,
        [replace(project, cost=project.cost * grown) for project in problem.projects],
        random.Random(seed).choices(single, k=voters),
        currency=problem.currency,
    )


def after(problem: Problem, steps: int) -> tuple[str, ...]:
    """The winners when every share was raised by 1 so many times."""
    return equal_shares(replace(problem, budget=problem.budget + steps * problem.voters)).winners


def stops(problem: Problem, winners: tuple[str, ...]) -> str:
    """Why add1 would not go on from here: `overshoot`, `exhaustive`, or not at all."""
    left = problem.budget - problem.cost_of(winners)
    if left < 0:
        return "overshoot"
    fits = any(
        problem.votes[project.id] and project.cost <= left
        for project in problem.projects
        if project.id not in winners
    )
    return "" if fits else "exhaustive"


def changes(problem: Problem, steps: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The winners at these steps and, wherever two of them differ, on both sides of a change."""
    known = {step: after(problem, step) for step in sorted(set(steps))}
    for low, high in pairwise(sorted(known)):
        while high - low > 1 and known[low] != known[high]:
            middle = (low + high) // 2
            known[middle] = after(problem, middle)
            if known[middle] == known[low]:
                low = middle
            else:
                high = middle
    return known


def disagreements(problem: Problem, outcome: Outcome, steps: Iterable[int]) -> list[str]:
    """What plain runs at these steps, those around changes and the last ones say against `outcome`."""
    last = outcome.runs - 1
    known = changes(problem, [step for step in steps if step < last])
    found = [
        f"add1 should have stopped at step {step}: {stops(problem, winners)}"
        for step, winners in known.items()
        if stops(problem, winners)
    ]
    final, beyond = after(problem, last), after(problem, last + 1)
    if final != outcome.winners:
        found.append(f"the winners at step {last} are others")
    wanted = ("exhaustive", "") if outcome.stopped == "exhaustive" else ("", "overshoot")
    if stops(problem, final) != wanted[0] or wanted[1] not in ("", stops(problem, beyond)):
        found.append(f"{outcome.stopped} is not what stops it at step {last}")
    return found
