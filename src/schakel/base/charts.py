"""Charts as server-rendered SVG, each with its numbers in a table.

No viewBox: x runs in percentages and y in pixels, so that words never scale with the width.
Fills are presentation attributes with theme variables. Solid is done, light or outlined is what
is left, a dashed line is the threshold. Amounts are cents; fractions are drawn rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from schakel.base.formats import count, money, percent, rounded

_BARS_HEIGHT = 60
_FEWEST_SLOTS = 6
_MOST_LABELS = 8


def budget_bar(spent: int, asked: int, budget: int) -> SafeString:
    """One bar on the scale of everything asked: what was divided, and what was not.

    All in cents. Raises ValueError when an amount is negative.
    """
    if min(spent, asked, budget) < 0:
        raise ValueError("amounts in a budget bar cannot be negative")
    scale = max(asked, budget, spent)
    return render_to_string(
        "components/budget_bar.html",
        {
            "spent": spent,
            "asked": asked,
            "budget": budget,
            "unfunded": max(asked - spent, 0),
            "left": max(budget - spent, 0),
            "spent_width": percent(Fraction(spent, scale) if scale else 0),
            "asked_width": percent(Fraction(asked, scale) if scale else 0),
            "budget_x": percent(Fraction(budget, scale) if scale else 0),
            "show_budget": scale > 0 and Fraction(abs(budget - spent), scale) > Fraction(1, 50),
        },
    )


@dataclass(frozen=True)
class PlanRounds:
    """The money behind one plan in each round, until it was chosen or the rounds ended."""

    name: str
    price: int
    values: Sequence[int | Fraction]
    chosen_round: int | None = None

    @property
    def finding(self) -> str:
        facts = {"name": self.name, "price": money(self.price), "round": self.chosen_round}
        if self.chosen_round is not None:
            return _("%(name)s: prijs %(price)s, gekozen in ronde %(round)s") % facts
        missing = rounded(self.price - self.values[-1]) if self.values else self.price
        if missing <= 0:
            return _("%(name)s: prijs %(price)s, niet gekozen") % facts
        return _("%(name)s: prijs %(price)s, niet gekozen, er ontbrak %(missing)s") % {
            **facts,
            "missing": money(missing),
        }


def rounds_small_multiple(
    values: Sequence[int | Fraction],
    threshold: int,
    chosen_round: int | None,
    *,
    name: str,
    rounds: int = 0,
) -> SafeString:
    """One small chart: a bar for each round, dark for the round in which the plan was chosen.

    `rounds` is the number of rounds on the shared x scale; without it the plan's own number.
    """
    slots = max(rounds, len(values), _FEWEST_SLOTS)
    highest = max([threshold, *values]) or 1
    every = -(-slots // _MOST_LABELS)
    bars = []
    for number, value in enumerate(values, 1):
        height = max(rounded(Fraction(value) * _BARS_HEIGHT / highest), 0)
        bars.append(
            {
                "x": percent(Fraction(number - 1, slots) + Fraction(1, 10 * slots)),
                "middle": percent(Fraction(2 * number - 1, 2 * slots)),
                "y": _BARS_HEIGHT + 4 - height,
                "height": height,
                "number": number,
                "chosen": number == chosen_round,
                "labelled": number == chosen_round
                or (
                    (number - 1) % every == 0
                    and 2 * abs(number - (chosen_round or -every)) >= every
                ),
            }
        )
    return render_to_string(
        "components/rounds_small_multiple.html",
        {
            "finding": PlanRounds(name, threshold, values, chosen_round).finding,
            "bars": bars,
            "width": percent(Fraction(4, 5 * slots)),
            "threshold_y": _BARS_HEIGHT + 4 - rounded(Fraction(threshold * _BARS_HEIGHT) / highest),
        },
    )


def rounds_small_multiples(plans: Sequence[PlanRounds]) -> SafeString:
    """All plans of a round beside each other on one x scale, with the same numbers as a table."""
    rounds = max((len(plan.values) for plan in plans), default=0)
    return render_to_string(
        "components/rounds_small_multiples.html",
        {
            "multiples": [
                (
                    plan,
                    rounds_small_multiple(
                        plan.values, plan.price, plan.chosen_round, name=plan.name, rounds=rounds
                    ),
                )
                for plan in plans
            ],
            "headings": [
                _("Plan"),
                _("Prijs"),
                *(_("Ronde %(number)s") % {"number": count(n)} for n in range(1, rounds + 1)),
            ],
            "numeric": range(2, rounds + 3),
            "rows": [
                [
                    plan.name,
                    money(plan.price),
                    *(money(rounded(value)) for value in plan.values),
                    *([""] * (rounds - len(plan.values))),
                ]
                for plan in plans
            ],
        },
    )


def bar_in_cell(share: int | Fraction, marker: int | Fraction | None = None) -> SafeString:
    """A bar under the number in a table cell; `marker` is a second value to compare with.

    Both are shares of one. The number stands in the cell, so the bar itself says nothing.
    """
    if not 0 <= share <= 1 or not 0 <= (marker or 0) <= 1:
        raise ValueError("a bar in a cell shows a share between 0 and 1")
    return render_to_string(
        "components/bar_in_cell.html",
        {"width": percent(share), "marker": None if marker is None else percent(marker)},
    )
