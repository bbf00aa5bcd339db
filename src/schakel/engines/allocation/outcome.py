"""What a rule decided, with the money behind every project in every round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, ClassVar, Self

from schakel.engines.allocation.amounts import Amount, from_json, plain, to_json
from schakel.engines.allocation.problem import Problem

FORMAT = "schakel.allocation/1"

Money = tuple[tuple[str, Amount], ...]
"""Project id and amount, in text order of the ids."""


@dataclass(frozen=True)
class Round:
    """One project chosen.

    `stage` is `shares`, `part` (equal shares, not in full), `loads` (Phragmén), `greedy` or
    `completion`. `part` is what it got when that is less than its cost.
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
    part: Amount | None = None

    @property
    def money_behind(self) -> dict[str, Amount]:
        return dict(self.money)


@dataclass(frozen=True)
class NearTie:
    """In this round `project` had the same rate as the winner (`equal`), and lost by the declared
    order; or a rate less than one part in 1,000,000,000 higher, which floats may not tell apart."""

    round: int
    project: str
    equal: bool


COMPARISONS = ("none", "satisfaction", "exclusion")


@dataclass(frozen=True)
class Comparison:
    """How many voters are better off with equal shares, and with greedy; `other` was not chosen."""

    by: str
    for_shares: int
    for_greedy: int
    other: "Outcome"


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
    near_ties: tuple[NearTie, ...] = ()
    compared: Comparison | None = None

    exact: ClassVar[bool] = True

    @property
    def variant(self) -> str:
        """The full name of what was computed, such as `equal-shares/add1`.

        A completion by greedy also names its order, because tools differ in it.
        """
        if self.compared is not None:
            shares = self if self.rule == "equal-shares" else self.compared.other
            return f"{replace(shares, compared=None).variant}/compared-by-{self.compared.by}"
        name = self.rule if self.completion == "none" else f"{self.rule}/{self.completion}"
        if self.completion not in ("utilitarian", "add1-greedy"):
            return name
        worth = "votes" if self.utility == "cardinality" else self.utility
        return f"{name}-votes" if self.utility == "cost" else f"{name}-{worth}-per-cost"

    @property
    def left(self) -> Amount:
        return plain(Fraction(self.budget) - Fraction(self.cost))

    def but(self, **changes: Any) -> Self:
        """The same outcome with these fields changed."""
        return replace(self, **changes)

    def with_rounds(
        self, problem: Problem, rounds: Sequence[Round], near_ties: tuple[NearTie, ...] = ()
    ) -> Self:
        """The same outcome with these purchases, and what they cost together."""
        paid = sum(
            (
                Fraction(problem.by_id[turn.winner].cost if turn.part is None else turn.part)
                for turn in rounds
            ),
            Fraction(0),
        )
        return replace(
            self,
            cost=plain(paid),
            winners=tuple(turn.winner for turn in rounds),
            rounds=tuple(rounds),
            near_ties=near_ties,
        )

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
                    **({} if turn.part is None else {"part": to_json(turn.part)}),
                }
                for turn in self.rounds
            ],
            "end": _money_to_json(self.end),
            "overshoot": [[name, to_json(amount)] for name, amount in self.overshoot],
            "near_ties": [[tie.round, tie.project, tie.equal] for tie in self.near_ties],
            **({} if self.compared is None else {"compared": _comparison_to_json(self.compared)}),
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
                    part=from_json(turn["part"]) if "part" in turn else None,
                )
                for turn in data["rounds"]
            ),
            end=_money_from_json(data["end"]),
            runs=data["runs"],
            stopped=data["stopped"],
            overshoot=tuple((name, from_json(amount)) for name, amount in data["overshoot"]),
            # Outcomes of before these were recorded have none.
            near_ties=tuple(NearTie(*tie) for tie in data.get("near_ties", ())),
            compared=_comparison_from_json(cls, data["compared"]) if "compared" in data else None,
        )


def _money_to_json(money: Money) -> dict[str, int | float | str]:
    return {name: to_json(amount) for name, amount in money}


def _money_from_json(money: Mapping[str, int | float | str]) -> Money:
    return tuple((name, from_json(money[name])) for name in sorted(money))


def _comparison_to_json(compared: Comparison) -> dict[str, Any]:
    return {
        "by": compared.by,
        "for_shares": compared.for_shares,
        "for_greedy": compared.for_greedy,
        "other": compared.other.as_json(),
    }


def _comparison_from_json(outcome: type[Outcome], data: Mapping[str, Any]) -> Comparison:
    other = outcome.from_json(data["other"])
    return Comparison(data["by"], data["for_shares"], data["for_greedy"], other)
