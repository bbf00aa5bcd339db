"""What is to be divided, among which projects, by which ballots."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Self

from schakel.engines.allocation.amounts import Amount, plain

TIES = ("lexicographic", "votes", "cost")


@dataclass(frozen=True)
class Project:
    """A project that asks money. `cost` is in currency units; `attributes` are further columns."""

    id: str
    cost: Amount
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BallotGroup:
    """`count` voters who chose exactly these projects (ids in text order; may be none)."""

    projects: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Problem:
    """A budget, projects and ballots; raises ValueError when they do not fit together."""

    budget: Amount
    projects: tuple[Project, ...]
    ballots: tuple[BallotGroup, ...]
    currency: str = "EUR"
    meta: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.budget, int | Fraction) or self.budget <= 0:
            raise ValueError(f"budget must be an int or Fraction above zero, not {self.budget!r}")
        ids = {project.id for project in self.projects}
        if len(ids) != len(self.projects):
            raise ValueError("two projects have the same id")
        for project in self.projects:
            if not isinstance(project.cost, int | Fraction) or project.cost < 0:
                raise ValueError(f"project {project.id}: cost must be an exact amount, not below 0")
        for group in self.ballots:
            if group.count < 1 or len(set(group.projects)) != len(group.projects):
                raise ValueError(f"ballot {group.projects}: counts at least once, each id once")
            if not ids.issuperset(group.projects):
                raise ValueError(f"ballot {group.projects}: unknown project")

    @classmethod
    def of(
        cls,
        budget: Amount,
        projects: Iterable[Project],
        ballots: Iterable[Iterable[str]],
        *,
        currency: str = "EUR",
        meta: Mapping[str, str] | None = None,
    ) -> Self:
        """Builds a problem from single ballots; equal ballots are collapsed."""
        counted = Counter(tuple(sorted(set(ballot))) for ballot in ballots)
        groups = tuple(BallotGroup(ids, counted[ids]) for ids in sorted(counted))
        return cls(plain(budget), tuple(projects), groups, currency, dict(meta or {}))

    @cached_property
    def voters(self) -> int:
        """Everybody who cast a ballot, empty ones too."""
        return sum(group.count for group in self.ballots)

    @cached_property
    def by_id(self) -> dict[str, Project]:
        return {project.id: project for project in self.projects}

    @cached_property
    def votes(self) -> dict[str, int]:
        """Votes per project id."""
        votes = dict.fromkeys(self.by_id, 0)
        for group in self.ballots:
            for project in group.projects:
                votes[project] += group.count
        return votes

    def cost_of(self, names: Iterable[str]) -> Amount:
        return plain(sum((Fraction(self.by_id[name].cost) for name in names), Fraction(0)))

    def tie_key(self, ties: str) -> Callable[[str], tuple[Amount, str]]:
        """The total order declared beforehand: who goes first in a tie. Ends in the id, by text."""
        if ties == "lexicographic":
            return lambda name: (0, name)
        if ties == "votes":
            return lambda name: (-self.votes[name], name)
        if ties == "cost":
            return lambda name: (self.by_id[name].cost, name)
        raise ValueError(f"ties must be one of {', '.join(TIES)}, not {ties!r}")
