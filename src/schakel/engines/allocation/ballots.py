"""Ballots: groups of voters who chose the same, one by one or packed in arrays."""

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, overload

from schakel.engines.allocation.amounts import Amount


class BallotGroup(NamedTuple):
    """`count` voters with exactly this ballot; `projects` may be empty.

    Approval: the chosen ids in text order. Cumulative: the same, with the `points` of each.
    Ordinal: the ids in order of preference.
    """

    projects: tuple[str, ...]
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody needs
    points: tuple[Amount, ...] = ()


class PackedBallots(Sequence[BallotGroup]):
    """The groups of a large file, unpacked only when somebody looks at them one by one.

    Group g has `weights[g]` voters; its ballot is `projects[starts[g] : starts[g + 1]]`, numbers in
    `ids` (text order), with `points` to each when the ballots have them.
    """

    def __init__(
        self,
        ids: tuple[str, ...],
        weights: "array[int]",
        starts: "array[int]",
        projects: "array[int]",
        points: "array[int] | None" = None,
    ) -> None:
        self.ids = ids
        self.weights, self.starts, self.projects = weights, starts, projects
        self.points = points

    @cached_property
    def groups(self) -> tuple[BallotGroup, ...]:
        names = [self.ids[project] for project in self.projects]
        groups = [
            BallotGroup(
                tuple(names[begin:end]),
                weight,
                tuple(self.points[begin:end]) if self.points is not None else (),
            )
            for weight, (begin, end) in zip(self.weights, pairwise(self.starts), strict=True)
        ]
        return tuple(sorted(groups, key=lambda group: (group.projects, group.points)))

    def __len__(self) -> int:
        return len(self.weights)

    def __iter__(self) -> Iterator[BallotGroup]:
        return iter(self.groups)

    @overload
    def __getitem__(self, at: int) -> BallotGroup: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[BallotGroup, ...]: ...
    def __getitem__(self, at: int | slice) -> BallotGroup | tuple[BallotGroup, ...]:
        return self.groups[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.groups == tuple(other)

    def __hash__(self) -> int:
        return hash(self.groups)
