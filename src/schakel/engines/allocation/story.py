"""What a run tells: who won in which round, who paid, and the money behind every project."""

from fractions import Fraction
from typing import NamedTuple

NEAR = 10**9
"""Rates closer than one part in this are near ties."""


LOSES, WINS, PERHAPS = 0, 1, 2
"""What becomes of a probe at a range of numbers of voters: the same at all of them, or it differs."""


class Probe(NamedTuple):
    """What if: this project at another (scaled) cost, chosen by so many voters more, and them only."""

    project: int
    cost: int
    extra: int = 0


class Tie(NamedTuple):
    """In this round (from 0) this project's rate was equal to the winner's, or all but equal."""

    round: int
    project: int
    equal: bool


class Story(NamedTuple):
    """All of a run. `stages`: 0 in full, 1 in part. `paid` in scaled amounts; `counts` of voters who
    paid the price, all they had, nothing; `prices` per point, scaled. `money`: for each round, and
    after the last, hundredths of currency units behind each project, -1 for one out of the race.
    """

    winners: tuple[int, ...]
    stages: tuple[int, ...]
    paid: tuple[int, ...]
    counts: tuple[tuple[int, int, int], ...]
    prices: tuple[Fraction, ...]
    money: tuple[tuple[int, ...], ...]
    ties: tuple[Tie, ...]


class Raised(NamedTuple):
    """What add1 found: `steps` increments, the run that counts, and the one that was too dear."""

    steps: int
    story: Story
    beyond: Story | None
