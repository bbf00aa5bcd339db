"""What a rule decided, with the money behind every project in every round."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from schakel.engines.allocation.amounts import Amount, from_json, plain, to_json

FORMAT = "schakel.allocation/1"

Money = tuple[tuple[str, Amount], ...]
"""Project id and amount, in text order of the ids."""


@dataclass(frozen=True)
class Round:
    """One project chosen.

    `stage` is `shares`, `loads` (Phragmén), `greedy` or `completion`.
    `price`: equal shares: the most a supporter paid; Phragmén: what every voter had received by
    then; greedy and completion: what was left in the pot before. Exact, in currency units.
    `full` supporters paid the price, `less` paid all they had, `nothing` had nothing left.
    `money`: what the supporters of each project not yet chosen had together just before, rounded
    down to whole hundredths (the exact amounts follow from the prices). Empty where a rule
    gives voters no money.
    """

    number: int
    winner: str
    stage: str
    price: Amount
    full: int = 0
    less: int = 0
    nothing: int = 0
    money: Money = ()

    @property
    def money_behind(self) -> dict[str, Amount]:
        return dict(self.money)


@dataclass(frozen=True)
class Outcome:
    """The winners in order of selection and what proves them.

    `share` is what each voter held at the start of the run that counts: budget / voters, raised
    by add1 (`runs` - 1 times the increment). `stopped`: `done`, `exhaustive` (nothing more fits),
    `overshoot` (one more increment would exceed the budget: `overshoot` holds winner and price of
    each round of that run; Phragmén: the project that no longer fitted, and the time) or
    `no voters`. `end` is the money behind each loser at the end, as in `Round.money`.
    """

    rule: str
    utility: str | None
    completion: str
    ties: str
    increment: Amount | None
    budget: Amount
    cost: Amount
    voters: int
    share: Amount
    winners: tuple[str, ...]
    rounds: tuple[Round, ...]
    end: Money = ()
    runs: int = 1
    stopped: str = "done"
    overshoot: Money = ()

    exact: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        """The full name of what was computed, such as `equal-shares/add1`.

        The utilitarian completion also names its order, because tools differ in it.
        """
        if self.completion == "none":
            return self.rule
        if self.completion == "utilitarian":
            order = "votes" if self.utility == "cost" else "votes-per-cost"
            return f"{self.rule}/utilitarian-{order}"
        return f"{self.rule}/{self.completion}"

    @property
    def left(self) -> Amount:
        return plain(Fraction(self.budget) - Fraction(self.cost))

    def as_json(self) -> dict[str, Any]:
        """A JSON-ready dict; amounts are numbers where exact, else `numerator/denominator`."""
        return {
            "format": FORMAT,
            "rule": self.rule,
            "utility": self.utility,
            "completion": self.completion,
            "variant": self.variant,
            "ties": self.ties,
            "increment": None if self.increment is None else to_json(self.increment),
            "exact": True,
            "budget": to_json(self.budget),
            "cost": to_json(self.cost),
            "left": to_json(self.left),
            "voters": self.voters,
            "share": to_json(self.share),
            "runs": self.runs,
            "stopped": self.stopped,
            "winners": list(self.winners),
            "rounds": [
                {
                    "number": turn.number,
                    "winner": turn.winner,
                    "stage": turn.stage,
                    "price": to_json(turn.price),
                    "full": turn.full,
                    "less": turn.less,
                    "nothing": turn.nothing,
                    "money": _money_to_json(turn.money),
                }
                for turn in self.rounds
            ],
            "end": _money_to_json(self.end),
            "overshoot": [[name, to_json(amount)] for name, amount in self.overshoot],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The outcome that `as_json` wrote; raises ValueError when it is something else."""
        if data.get("format") != FORMAT or data.get("exact") is not True:
            raise ValueError(f"not an outcome of the form {FORMAT}")
        increment = data["increment"]
        return cls(
            rule=data["rule"],
            utility=data["utility"],
            completion=data["completion"],
            ties=data["ties"],
            increment=None if increment is None else from_json(increment),
            budget=from_json(data["budget"]),
            cost=from_json(data["cost"]),
            voters=data["voters"],
            share=from_json(data["share"]),
            winners=tuple(data["winners"]),
            rounds=tuple(
                Round(
                    number=turn["number"],
                    winner=turn["winner"],
                    stage=turn["stage"],
                    price=from_json(turn["price"]),
                    full=turn["full"],
                    less=turn["less"],
                    nothing=turn["nothing"],
                    money=_money_from_json(turn["money"]),
                )
                for turn in data["rounds"]
            ),
            end=_money_from_json(data["end"]),
            runs=data["runs"],
            stopped=data["stopped"],
            overshoot=tuple((name, from_json(amount)) for name, amount in data["overshoot"]),
        )


def _money_to_json(money: Money) -> dict[str, int | float | str]:
    return {name: to_json(amount) for name, amount in money}


def _money_from_json(money: Mapping[str, int | float | str]) -> Money:
    return tuple((name, from_json(money[name])) for name in sorted(money))
