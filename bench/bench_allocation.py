"""How long does dividing money take? One processor, pure Python, outcomes checked.

A neighbourhood round made here (3,000 ballots, 20 projects), and real rounds when the data is
there ($SCHAKEL_DATA or ../shared/data). Fails when a bound is broken.

    python bench/bench_allocation.py
"""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from schakel.engines.allocation import (
    Outcome,
    Problem,
    Project,
    check,
    equal_shares,
    greedy,
    phragmen,
    read_pabulib,
)

DATA = Path(os.environ.get("SCHAKEL_DATA") or Path(__file__).parents[2] / "shared" / "data")
REAL = ("Netherlands_Assen_2024", "Netherlands_Amsterdam_252", "Poland_Wieliczka_2023_Green_Budget")
BOUND_NEIGHBOURHOOD, BOUND_REAL = 5.0, 60.0


def neighbourhood() -> Problem:
    dice = random.Random(7)
    names = [str(number) for number in range(20)]
    projects = [Project(name, dice.randrange(2000, 25000, 100)) for name in names]
    ballots = [dice.sample(names, dice.randrange(1, 7)) for _ in range(3000)]
    return Problem.of(60_000, projects, ballots)


def timed(rule: Callable[[], Outcome]) -> tuple[Outcome, float]:
    started = time.process_time()
    outcome = rule()
    return outcome, time.process_time() - started


def measure(name: str, problem: Problem, bound: float) -> bool:
    """Prints a line per rule; says whether all stayed within the bound and were found sound."""
    sound = True
    print(f"{name}: {problem.voters} voters, {len(problem.ballots)} different ballots, "
          f"{len(problem.projects)} projects")  # fmt: skip
    rules: dict[str, Callable[[], Outcome]] = {
        "equal shares": lambda: equal_shares(problem),
        "with add1": lambda: equal_shares(problem, completion="add1"),
        "phragmen": lambda: phragmen(problem),
        "greedy": lambda: greedy(problem),
    }
    for rule, solve in rules.items():
        outcome, seconds = timed(solve)
        started = time.process_time()
        holds = bool(check(problem, outcome))
        checking = time.process_time() - started
        good = holds and seconds <= bound
        sound &= good
        print(f"  {rule:<13} {seconds:8.3f} s  check {checking:7.3f} s  "
              f"{outcome.runs:4} runs  {'' if good else 'FAILED'}".rstrip())  # fmt: skip
    return sound


def main() -> int:
    sound = measure("neighbourhood", neighbourhood(), BOUND_NEIGHBOURHOOD)
    for name in REAL:
        path = DATA / "pabulib" / f"{name}.pb"
        if path.exists():
            sound &= measure(name, read_pabulib(path), BOUND_REAL)
        else:
            print(f"{name}: not here, set SCHAKEL_DATA")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
