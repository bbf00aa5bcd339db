"""Programs measured against each other, turn by turn, each in a process that is warm."""

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

PEERS = Path(__file__).with_name("peers.py")
RUNS = 5


class Turn(NamedTuple):
    seconds: float
    winners: tuple[str, ...]


class Runner:
    """One peer in a process of its own, as long as the context lasts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, PEERS, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> "Runner":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def run(self, path: Path, rule: str, warm: Path) -> Turn:
        """Seconds from path to outcome, after `warm`. Raises RuntimeError when the peer has ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            task = {"path": str(path), "rule": rule, "warm": str(warm)}
            self.process.stdin.write(json.dumps(task) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended without an answer")
        answer = json.loads(line)
        return Turn(answer["seconds"], tuple(answer["winners"]))


def race(
    names: Sequence[str], path: Path, rule: str, warm: Path, runs: int = RUNS
) -> dict[str, list[Turn]]:
    """`runs` turns of each, A B C A B C..., when all of them have done `warm` once."""
    with ExitStack() as stack:
        runners = [stack.enter_context(Runner(name)) for name in names]
        for runner in runners:
            runner.run(warm, rule, warm)
        turns: dict[str, list[Turn]] = {name: [] for name in names}
        for _ in range(runs):
            for runner in runners:
                turns[runner.name].append(runner.run(path, rule, warm))
    return turns


class Ratio(NamedTuple):
    """How many times longer: by the medians, and in the worst and the best of the turns."""

    middle: float
    low: float
    high: float


def ratio(slow: Sequence[Turn], fast: Sequence[Turn]) -> Ratio:
    pairs = [one.seconds / other.seconds for one, other in zip(slow, fast, strict=True)]
    middle = statistics.median(turn.seconds for turn in slow) / statistics.median(
        turn.seconds for turn in fast
    )
    return Ratio(middle, min(pairs), max(pairs))


def apart(turns: Sequence[Turn], others: Sequence[Turn]) -> str:
    """Where two orders of winners differ, in words; nothing when all turns agree."""
    for one, other in zip(turns, others, strict=True):
        if one.winners != other.winners:
            only = [sorted({*a} - {*b}) for a, b in ((one.winners, other.winners),
                                                     (other.winners, one.winners))]  # fmt: skip
            if only == [[], []]:
                return "the same winners in another order"
            return f"other winners: {', '.join(only[0])} against {', '.join(only[1])}"
    return ""
