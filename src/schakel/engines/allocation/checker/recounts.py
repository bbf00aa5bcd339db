"""A recount: whether a published list of ballots is the one that was counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.ballots import BallotGroup
from schakel.engines.allocation.problem import Problem
from schakel.engines.explanation import Explanation, Value

_NAMED = 10
"""So many differences are told in words; all of them are in the recount."""

_Ballot = tuple[tuple[str, ...], tuple[Amount, ...]]


@dataclass(frozen=True)
class Recount:
    """`voters` and `votes` as counted in the published list.

    `missing` were counted but are not published, `extra` are published but were not counted.
    """

    voters: int
    votes: Mapping[str, int]
    missing: tuple[BallotGroup, ...]
    extra: tuple[BallotGroup, ...]
    explanation: Explanation

    @property
    def holds(self) -> bool:
        return not self.missing and not self.extra

    def __bool__(self) -> bool:
        return self.holds


def recount(problem: Problem, published: Iterable[BallotGroup | Iterable[str]]) -> Recount:
    """Compares the ballots of the problem with a published list, in any order.

    Each ballot in the list is a group with a count (such as `read_pabulib(file).ballots`), or the
    ids on one single ballot. Ballots carry no name or number, so a difference is told by what is on
    them.
    """
    counted: Counter[_Ballot] = Counter()
    for group in problem.ballots:
        counted[_canonical(problem, group)] += group.count
    found: Counter[_Ballot] = Counter()
    for ballot in published:
        group = ballot if isinstance(ballot, BallotGroup) else BallotGroup(tuple(ballot), 1)
        found[_canonical(problem, group)] += group.count
    votes = dict.fromkeys(problem.by_id, 0)
    for (names, _), count in found.items():
        for name in names:
            votes[name] = votes.get(name, 0) + count
    missing, extra = _groups(counted - found), _groups(found - counted)
    values: dict[str, Value] = {"voters": counted.total(), "found": found.total()}
    if not missing and not extra:
        told = Explanation("allocation.recount.holds", values)
    else:
        because = [_named("missing", group) for group in missing[:_NAMED]]
        because += [_named("extra", group) for group in extra[:_NAMED]]
        told = Explanation("allocation.recount.differs", values, tuple(because))
    return Recount(found.total(), votes, missing, extra, told)


def _canonical(problem: Problem, group: BallotGroup) -> _Ballot:
    """One way to write a ballot: an order counts only on ordinal ballots."""
    if problem.kind == "ordinal":
        return group.projects, ()
    if group.points:
        pairs = sorted(zip(group.projects, group.points, strict=True))
        return tuple(name for name, _ in pairs), tuple(own for _, own in pairs)
    return tuple(sorted(set(group.projects))), ()


def _groups(ballots: Counter[_Ballot]) -> tuple[BallotGroup, ...]:
    return tuple(BallotGroup(names, ballots[names, own], own) for names, own in sorted(ballots))


def _named(which: str, group: BallotGroup) -> Explanation:
    on = [
        f"{name} ({own})" if group.points else name
        for name, own in zip(group.projects, group.points or group.projects, strict=True)
    ]
    values: dict[str, Value] = {"ballots": group.count, "projects": ", ".join(on)}
    if which == "missing":
        blank = Explanation("allocation.recount.missing_blank", values)
        return Explanation("allocation.recount.missing", values) if on else blank
    blank = Explanation("allocation.recount.extra_blank", values)
    return Explanation("allocation.recount.extra", values) if on else blank
