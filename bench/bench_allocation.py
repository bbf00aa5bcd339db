"""How fast is money divided? Against the best of others, and against a clock; winners compared.

Against pabutools, from the path of a file to its outcome, in processes that are warm, five turns each
(`peers.py`, `race.py`): equal shares on the largest round of the folder, and add1. Against a clock,
the median of five: the whole folder, more than 20,000 increments, a whole process, and the reasons
of all losers. Fails when a figure misses its target, winners differ, or there is no kernel.

    SCHAKEL_DATA=... python bench/bench_allocation.py
"""

import gc
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import peers
import race
import report

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from schakel.engines.allocation import (  # noqa: E402
    equal_shares,
    explain,
    native,
    phragmen,
    read_pabulib,
)
from tests.engines.raised import SEED, VOTERS, disagreements, resampled  # noqa: E402

DATA = Path(os.environ.get("SCHAKEL_DATA") or ROOT.parent / "shared" / "data") / "pabulib"
WARM = "Netherlands_Assen_2024.pb"
LARGE, ADD1 = "Poland_Lodz_2023.pb", "Poland_Wieliczka_2023_Green_Budget.pb"
FORINT, PROCESS = "Hungary_Budapest_2025_VIII_Jozsefvaros.pb", "Netherlands_Amsterdam_252.pb"
# (file, rule, how many times faster than the fastest mode of pabutools, who runs along)
RACES = (
    (LARGE, "equal-shares", 50, ("pabutools-exact", "pabumeasures")),
    (ADD1, "add1", 100, ("pabutools-exact",)),
)
RIVAL = "pabutools-floats"
LEAST_STEPS, SAMPLES = 20_000, 20


def main() -> int:
    if native.kernel is None:
        print("bench: the kernel is not loaded: install a C compiler, and Schakel again",
              file=sys.stderr)  # fmt: skip
        return 1
    missing = [n for n in (WARM, LARGE, ADD1, FORINT, PROCESS) if not (DATA / n).is_file()]
    if missing:
        print(f"bench: no {missing[0]} in the folder of Pabulib files: set SCHAKEL_DATA to the "
              "folder that holds pabulib/", file=sys.stderr)  # fmt: skip
        return 2
    held = [against(*each) for each in RACES]
    held += [folder(), increments(), process(), reasons()]
    return 0 if all(held) else 1


def say(
    what: str, seconds: Sequence[float], target: str = "", holds: bool | None = None, note: str = ""
) -> bool:
    """Prints and reports one figure; gives whether it holds."""
    unit, times = ("s", 1) if max(seconds) >= 0.5 else ("ms", 1000)
    values = sorted(second * times for second in seconds)
    verdict = {None: "", True: "", False: "FAILED"}[holds]
    print(f"{what}: {values[len(values) // 2]:.3g} {unit} ({values[0]:.3g}-{values[-1]:.3g}) "
          f"{target} {note} {verdict}".rstrip(), flush=True)  # fmt: skip
    report.row(what, values, unit, target=target, holds=holds, note=note)
    return holds is not False


def against(file: str, rule: str, target: int, others: Sequence[str]) -> bool:
    names = ["schakel", RIVAL, *(name for name in others if name in peers.PEERS)]
    turns = race.race(names, DATA / file, rule, DATA / WARM)
    label = f"{file.removesuffix('.pb')}, {'equal shares' if rule != 'add1' else 'add1'}"
    mine, held = turns["schakel"], True
    for name in names:
        note = race.apart(mine, turns[name])
        say(f"{label}: {name}", [turn.seconds for turn in turns[name]], note=note)
        if name == "schakel":
            continue
        ratio = race.ratio(turns[name], mine)
        # Only the rival is a claim; the others run along for information.
        holds = ratio.middle >= target and not note if name == RIVAL else None
        aim = f"at least {target} x" if name == RIVAL else ""
        what = f"{label}: times faster than {name}"
        print(f"{what}: {ratio.middle:.0f} ({ratio.low:.0f}-{ratio.high:.0f}) {aim} "
              f"{'FAILED' if holds is False else ''}".rstrip(), flush=True)  # fmt: skip
        report.told(what, *ratio, "x", aim, holds, note)
        held &= holds is not False
    return held


def timed(act: Callable[[], object], runs: int = race.RUNS) -> list[float]:
    """Seconds of each run, after one that is not counted."""
    act()
    seconds = []
    for _ in range(runs):
        gc.collect()
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return seconds


def folder() -> bool:
    """Every approval and choose-1 file: read, equal shares, Phragmén."""
    paths = [
        path for path in sorted(DATA.glob("*.pb")) if vote_type(path) in ("approval", "choose-1")
    ]
    found = {"files": 0, "ballots": 0}

    def all_of_it() -> None:
        found.update(files=0, ballots=0)
        for path in paths:
            problem = read_pabulib(path)
            equal_shares(problem)
            phragmen(problem)
            found["files"] += 1
            found["ballots"] += problem.voters

    seconds = timed(all_of_it)
    note = f"{found['files']:,} files, {found['ballots']:,} ballots, one process"
    return say("all approval and choose-1 files: read, equal shares, Phragmén", seconds,
               "under 10 s", max(seconds) < 10 and found["files"] > 100, note)  # fmt: skip


def vote_type(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as lines:
        for line in lines:
            key, _, value = line.strip().partition(";")
            if key == "vote_type":
                return value
    return ""


def increments() -> bool:
    problem = resampled(read_pabulib(DATA / FORINT))
    outcome = equal_shares(problem, completion="add1")
    steps = outcome.runs - 1
    sample = random.Random(SEED).sample(range(steps), SAMPLES)
    wrong = disagreements(problem, outcome, [*sample, *range(steps - 5, steps)])
    note = (
        f"{steps:,} increments of 1 {problem.currency} over {VOTERS:,} ballots drawn from "
        f"{FORINT.removesuffix('.pb')} with seed {SEED:,}, amounts grown along; "
        + ("; ".join(wrong) or "plain runs at sampled increments and around changes agree")
    )
    seconds = timed(lambda: equal_shares(problem, completion="add1"))
    holds = max(seconds) < 10 and steps >= LEAST_STEPS and not wrong
    return say("add1 over many increments", seconds, "under 10 s", holds, note)


def process() -> bool:
    command = [Path(sys.executable).with_name("schakel"), "allocate", DATA / PROCESS]

    def whole() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    seconds = timed(whole)
    return say(f"`schakel allocate {PROCESS}`, a whole process", seconds,
               "under 1 s", max(seconds) < 1)  # fmt: skip


def reasons() -> bool:
    problem = read_pabulib(DATA / ADD1)
    outcome = equal_shares(problem, completion="add1")
    losers = len(problem.projects) - len(outcome.winners)
    seconds = timed(lambda: explain(problem, outcome))
    return say(f"{ADD1.removesuffix('.pb')}, add1: the reasons of all {losers} losers", seconds,
               "under 1 s", max(seconds) < 1)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
