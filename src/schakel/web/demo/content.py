"""What the demo tells: places, plans and groups of voters, read from the files in `content/`."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

FOLDER = Path(__file__).parent / "content"
_NAMESPACE = UUID("6f3c1a52-8c1e-4f0b-9f55-2f9d5f0f6a3e")


def stable_id(name: str) -> UUID:
    """The same id for the same name, in every demo."""
    return uuid5(_NAMESPACE, name)


@dataclass(frozen=True)
class District:
    name: str
    code: str
    neighbourhoods: tuple[tuple[str, str, str], ...]  # code, name, kind


@dataclass(frozen=True)
class Municipality:
    key: str
    name: str
    code: str
    districts: tuple[District, ...]


@dataclass(frozen=True)
class PartyContent:
    """A party; `area` is the code of where it is at home."""

    key: str
    name: str
    kind: str
    corner: str
    area: str
    about: str


@dataclass(frozen=True)
class LineContent:
    """What somebody offers, and how another asks for it."""

    kind: str
    offer: str
    ask: str
    text: str
    much: int = 0
    square_metres: int = 0


@dataclass(frozen=True)
class Early:
    """What an office says when it is too early; `days` count from the first day."""

    because: str
    helps: str
    days: int


@dataclass(frozen=True)
class InitiativeContent:
    """A dream as it was told, and how far it came. `days` before the first day it was told."""

    key: str
    title: str
    area: str
    state: str
    type: str
    domains: tuple[str, ...]
    days: int
    want: str
    told: str = "web"
    group: str = ""
    can: str = ""
    need: str = ""
    why: str = ""
    gives: str = ""
    costs: str = ""
    conditions: str = ""
    stays_small: bool = False
    end_state: str = ""
    end_in: int = 0
    steps: tuple[str, ...] = ()
    early: Early | None = None


@dataclass(frozen=True)
class CopyContent:
    """An idea that another neighbourhood took over from `source`."""

    key: str
    source: str
    title: str
    area: str
    state: str
    group: str
    days: int
    because: str


@dataclass(frozen=True)
class Plan:
    """`key` is for the files here; `number` is what voters see, of equal length so that text sorts it."""

    number: str
    key: str
    title: str
    cost: int
    proposer: str
    text: str


@dataclass(frozen=True)
class Group:
    """Voters who want the same: out of 100 voters `share`, choosing a plan `likes` times out of 100."""

    share: int
    likes: Mapping[str, int]
    other: int


@dataclass(frozen=True)
class RoundContent:
    """A round as its file tells it. Amounts are whole euros, `days` count from the first day."""

    key: str
    title: str
    purpose: str
    area: str
    pot: str
    pot_source: str
    budget: int
    regulation: str
    decides: str
    standing: str
    rule: str
    days: Mapping[str, int]
    plans: tuple[Plan, ...]
    groups: tuple[Group, ...]
    decision: Mapping[str, str] | None

    @property
    def id(self) -> UUID:
        return stable_id(f"round.{self.key}")

    def ballots(self, count: int) -> list[tuple[str, ...]]:
        """That many ballots, the same ones every time; nobody leaves all plans unchosen."""
        draw = random.Random(f"schakel.demo.{self.key}")
        shares = [group.share for group in self.groups]
        ballots: list[tuple[str, ...]] = []
        while len(ballots) < count:
            (group,) = draw.choices(self.groups, shares)
            chosen = tuple(
                plan.number
                for plan in self.plans
                if draw.random() * 100 < group.likes.get(plan.key, group.other)
            )
            if chosen:
                ballots.append(chosen)
        return ballots


@cache
def municipalities() -> Sequence[Municipality]:
    return tuple(
        Municipality(
            key=row["key"],
            name=row["name"],
            code=row["code"],
            districts=tuple(
                District(
                    d["name"], d["code"], tuple((c, n, like) for c, n, like in d["neighbourhoods"])
                )
                for d in row["district"]
            ),
        )
        for row in _read("areas.toml")["municipality"]
    )


@cache
def parties() -> Sequence[PartyContent]:
    return tuple(PartyContent(**row) for row in _read("parties.toml")["party"])


@cache
def lines() -> Sequence[LineContent]:
    return tuple(LineContent(**row) for row in _read("lines.toml")["line"])


@cache
def initiatives() -> Sequence[InitiativeContent]:
    return tuple(
        InitiativeContent(**{**row, "early": Early(**row["early"]) if "early" in row else None})
        for row in _read("initiatives.toml")["initiative"]
    )


@cache
def copies() -> Sequence[CopyContent]:
    return tuple(CopyContent(**row) for row in _read("initiatives.toml")["copy"])


@cache
def responses() -> Sequence[str]:
    return tuple(_read("responses.toml")["responses"])


@cache
def first_names() -> Sequence[str]:
    return tuple(_read("names.toml")["first"])


@cache
def round_content(key: str) -> RoundContent:
    row = _read(f"rounds/{key}.toml")
    rows = row.pop("plan")
    width = len(str(len(rows)))
    plans = tuple(Plan(f"{number:0{width}}", **plan) for number, plan in enumerate(rows, 1))
    groups = tuple(
        Group(group["share"], group["likes"], group["other"]) for group in row.pop("group", ())
    )
    return RoundContent(
        **{"decision": None, **row, "purpose": " ".join(row["purpose"].split())},
        plans=plans,
        groups=groups,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
