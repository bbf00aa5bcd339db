"""A story in whole numbers, retold as an outcome tells it: ids and amounts of money."""

from collections.abc import Sequence
from fractions import Fraction

from schakel.engines.allocation.outcome import Money, NearTie, Round
from schakel.engines.allocation.story import Story
from schakel.engines.allocation.tally import Tally

_STAGES = {0: "shares", 1: "part"}


def rounds(tally: Tally, story: Story, stage: str = "") -> list[Round]:
    """All purchases. `stage` when it is not told by the story."""
    return [
        Round(
            number=number,
            winner=tally.ids[project],
            stage=stage or _STAGES[how],
            price=tally.amount(price.numerator, price.denominator),
            full=counts[0],
            less=counts[1],
            nothing=counts[2],
            money=money(tally, line),
            part=None if how == 0 else tally.amount(paid),
        )
        for number, (project, how, paid, counts, price, line) in enumerate(
            zip(
                story.winners, story.stages, story.paid, story.counts, story.prices, story.money,
                strict=False,
            ),
            1,
        )
    ]  # fmt: skip


def money(tally: Tally, line: Sequence[int]) -> Money:
    """What is behind each project still in the race, by id as text."""
    ids = tally.ids
    return tuple(
        (ids[p], line[p] // 100 if line[p] % 100 == 0 else Fraction(line[p], 100))
        for p in tally.by_text
        if line[p] >= 0
    )


def near_ties(tally: Tally, story: Story) -> tuple[NearTie, ...]:
    return tuple(NearTie(tie.round + 1, tally.ids[tie.project], tie.equal) for tie in story.ties)
