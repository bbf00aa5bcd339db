"""What is to be divided, among which projects, by which ballots."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Self

from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.ballots import BallotGroup, PackedBallots

TIES = ("lexicographic", "votes", "cost")
BALLOTS = ("approval", "cumulative", "ordinal")


@dataclass(frozen=True)
class Project:
    """A project that asks money. `cost` is in currency units; `attributes` are further columns.

    With a `minimum` it can do with less: any amount from there up to its cost. Of the projects with
    the same `exclusive` name at most one can win.
    """

    id: str
    cost: Amount
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    minimum: Amount | None = None
    exclusive: str = ""


@dataclass(frozen=True)
class Problem:
    """A budget, projects and ballots; raises ValueError when they do not fit together.

    `kind` says what the ballots are: `approval` (also choose-1 and choose-k), `cumulative` or
    `ordinal`.
    """

    budget: Amount
    projects: tuple[Project, ...]
    ballots: Sequence[BallotGroup]
    currency: str = "EUR"
    meta: Mapping[str, str] = field(default_factory=dict)
    kind: str = "approval"

    def __post_init__(self) -> None:
        if not isinstance(self.budget, int | Fraction) or self.budget <= 0:
            raise ValueError(f"budget must be an int or Fraction above zero, not {self.budget!r}")
        if self.kind not in BALLOTS:
            raise ValueError(f"kind must be one of {', '.join(BALLOTS)}, not {self.kind!r}")
        ids = {project.id for project in self.projects}
        if len(ids) != len(self.projects):
            raise ValueError("two projects have the same id")
        for project in self.projects:
            if not isinstance(project.cost, int | Fraction) or project.cost < 0:
                raise ValueError(f"project {project.id}: cost must be an exact amount, not below 0")
            if project.minimum is not None and not 0 < project.minimum <= project.cost:
                raise ValueError(
                    f"project {project.id}: minimum must be above 0 and at most the cost"
                )
        if isinstance(self.ballots, PackedBallots):
            # Sound by construction; only the ids can differ.
            if self.ballots.ids != tuple(sorted(ids)):
                raise ValueError("the packed ballots are of other projects")
            return
        for projects, count, points in self.ballots:
            if count < 1 or len(set(projects)) != len(projects):
                raise ValueError(f"ballot {projects}: counts at least once, each id once")
            if not ids.issuperset(projects):
                raise ValueError(f"ballot {projects}: unknown project")
            if self.kind == "cumulative":
                if len(points) != len(projects) or any(value < 0 for value in points):
                    raise ValueError(f"ballot {projects}: one number of points, not below 0, each")
            elif points:
                raise ValueError(f"ballot {projects}: points belong to cumulative ballots")

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
        """Builds a problem from single approval ballots; equal ballots are collapsed."""
        counted = Counter(tuple(sorted(set(ballot))) for ballot in ballots)
        groups = tuple(BallotGroup(ids, counted[ids]) for ids in sorted(counted))
        return cls(plain(budget), tuple(projects), groups, currency, dict(meta or {}))

    def restricted(
        self, budget: Amount, names: Collection[str], voters_of: Collection[str] | None = None
    ) -> Self:
        """The same election, for these projects and this budget.

        Each ballot says what it said of these projects, in its order and with its points. Every
        ballot is a voter, an empty one too; with `voters_of` only those that name one of these.
        Raises ValueError for projects that are not here.
        """
        kept, own = set(names), None if voters_of is None else set(voters_of)
        if not kept <= self.by_id.keys():
            raise ValueError(f"unknown projects: {', '.join(sorted(kept - self.by_id.keys()))}")
        counted: Counter[tuple[tuple[str, ...], tuple[Amount, ...]]] = Counter()
        for ids, count, points in self.ballots:
            if own is not None and own.isdisjoint(ids):
                continue
            if kept.issuperset(ids):
                counted[ids, points] += count
            elif kept.isdisjoint(ids):
                counted[(), ()] += count
            else:
                places = [place for place, name in enumerate(ids) if name in kept]
                left = tuple([points[place] for place in places]) if points else ()
                counted[tuple([ids[place] for place in places]), left] += count
        groups = tuple(
            BallotGroup(ids, counted[ids, points], points) for ids, points in sorted(counted)
        )
        projects = tuple(project for project in self.projects if project.id in kept)
        return replace(self, budget=plain(budget), projects=projects, ballots=groups)

    @cached_property
    def voters(self) -> int:
        """Everybody who cast a ballot, empty ones too."""
        if isinstance(self.ballots, PackedBallots):
            return sum(self.ballots.weights)
        return sum(group.count for group in self.ballots)

    @cached_property
    def by_id(self) -> dict[str, Project]:
        return {project.id: project for project in self.projects}

    @cached_property
    def votes(self) -> dict[str, int]:
        """Voters who named the project, by id."""
        votes = dict.fromkeys(self.by_id, 0)
        for projects, count, _ in self.ballots:
            for project in projects:
                votes[project] += count
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
