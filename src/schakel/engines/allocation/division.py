"""A budget divided in parts: what was set apart, and what was decided in each part."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from schakel.engines.allocation.amounts import Amount, from_json, plain, to_json
from schakel.engines.allocation.outcome import Outcome
from schakel.engines.allocation.problem import Problem

FORMAT = "schakel.division/1"
VOTERS = ("all", "own")
SHARED = ""
"""The name of the part that divides the shared budget."""


@dataclass(frozen=True)
class Envelope:
    """Money set apart for these projects. Raises ValueError for what is not one.

    `voters`: `all`: every ballot is a voter, as for a category; `own`: only ballots that name at
    least one of the projects, as for a district.
    """

    name: str
    budget: Amount
    projects: tuple[str, ...]
    voters: str = "all"

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("an envelope needs a name")
        if not isinstance(self.budget, int | Fraction) or self.budget <= 0:
            raise ValueError(f"envelope {self.name}: budget must be an exact amount above zero")
        if len(set(self.projects)) < len(self.projects):
            raise ValueError(f"envelope {self.name}: each project once")
        if self.voters not in VOTERS:
            raise ValueError(f"envelope {self.name}: voters must be one of {', '.join(VOTERS)}")


@dataclass(frozen=True)
class Part:
    """One election of the division: of the envelope of that name, or of the shared budget."""

    name: str
    problem: Problem
    outcome: Outcome


@dataclass(frozen=True)
class Division:
    """The parts: of each envelope, in their order, then of the shared budget, if there was any.

    `winners` in order of the parts, `cost` of all together. With `pass_on` the shared budget
    also held what the envelopes left.
    """

    budget: Amount
    envelopes: tuple[Envelope, ...]
    pass_on: bool
    parts: tuple[Part, ...]
    winners: tuple[str, ...]
    cost: Amount

    @property
    def left(self) -> Amount:
        return plain(Fraction(self.budget) - Fraction(self.cost))

    def as_json(self) -> dict[str, Any]:
        """A JSON-ready dict. The ballots are not in it: they are those of the whole problem."""
        return {
            "format": FORMAT,
            "budget": to_json(self.budget),
            "cost": to_json(self.cost),
            "left": to_json(self.left),
            "pass_on": self.pass_on,
            "winners": list(self.winners),
            "envelopes": [
                {
                    "name": envelope.name,
                    "budget": to_json(envelope.budget),
                    "voters": envelope.voters,
                    "projects": list(envelope.projects),
                }
                for envelope in self.envelopes
            ],
            "parts": [
                {
                    "name": part.name,
                    "projects": [project.id for project in part.problem.projects],
                    "outcome": part.outcome.as_json(),
                }
                for part in self.parts
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], problem: Problem) -> Self:
        """The division of this problem that `as_json` wrote; raises ValueError when it is not."""
        if data.get("format") != FORMAT:
            raise ValueError(f"not a division of the form {FORMAT}")
        envelopes = {
            entry["name"]: Envelope(
                entry["name"],
                from_json(entry["budget"]),
                tuple(entry["projects"]),
                entry["voters"],
            )
            for entry in data["envelopes"]
        }
        parts = []
        for entry in data["parts"]:
            name, outcome = entry["name"], Outcome.from_json(entry["outcome"])
            if name != SHARED and name not in envelopes:
                raise ValueError(f"part {name} is of no envelope")
            own = name != SHARED and envelopes[name].voters == "own"
            voters_of = envelopes[name].projects if own else None
            restricted = problem.restricted(outcome.budget, entry["projects"], voters_of)
            parts.append(Part(name, restricted, outcome))
        return cls(
            budget=from_json(data["budget"]),
            envelopes=tuple(envelopes.values()),
            pass_on=data["pass_on"],
            parts=tuple(parts),
            winners=tuple(data["winners"]),
            cost=from_json(data["cost"]),
        )
