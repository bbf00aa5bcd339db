"""Retelling a run: who paid, and the money behind each project in each round."""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd

from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.outcome import Money, Round
from schakel.engines.allocation.tally import Tally


def record_shares(
    tally: Tally, share: Fraction, steps: Iterable[tuple[int, Fraction]]
) -> tuple[list[Round], Money]:
    """The rounds of an equal-shares run, and the money behind the losers at its end."""
    scale = share.denominator
    money = [share.numerator] * len(tally.weights)
    behind = [votes * share.numerator for votes in tally.votes]
    open_ = dict.fromkeys(tally.by_text)
    rounds: list[Round] = []
    for number, (project, price) in enumerate(steps, 1):
        factor = price.denominator // gcd(price.denominator, scale)
        if factor > 1:
            scale *= factor
            money = [amount * factor for amount in money]
            behind = [amount * factor for amount in behind]
        target = price.numerator * (scale // price.denominator)
        before = _money(tally, behind, scale, open_)
        counts = [0, 0, 0]
        for group in tally.supporters[project]:
            held = money[group]
            paid = min(held, target)
            weight = tally.weights[group]
            counts[0 if held >= target else 1 if held else 2] += weight
            if paid:
                money[group] = held - paid
                for other in tally.ballots[group]:
                    behind[other] -= weight * paid
        del open_[project]
        rounds.append(
            Round(
                number=number,
                winner=tally.ids[project],
                stage="shares",
                price=tally.amount(price.numerator, price.denominator),
                full=counts[0],
                less=counts[1],
                nothing=counts[2],
                money=before,
            )
        )
    return rounds, _money(tally, behind, scale, open_)


def hundredths(tally: Tally, numerator: int, denominator: int) -> Amount:
    """A scaled amount in currency units, rounded down to whole hundredths."""
    return plain(Fraction(numerator * 100 // (denominator * tally.unit), 100))


def _money(tally: Tally, behind: list[int], scale: int, projects: Iterable[int]) -> Money:
    return tuple((tally.ids[p], hundredths(tally, behind[p], scale)) for p in projects)
