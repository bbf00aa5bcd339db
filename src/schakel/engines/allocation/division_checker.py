"""Verifies a division, part by part. Reads problem and division; shares no code with `divide`."""

from collections import Counter
from collections.abc import Collection, Iterator
from fractions import Fraction

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.ballots import BallotGroup
from schakel.engines.allocation.checker import Verdict, check
from schakel.engines.allocation.division import SHARED, Division, Part
from schakel.engines.allocation.outcome import Outcome
from schakel.engines.allocation.problem import Problem
from schakel.engines.explanation import Explanation


def check_division(problem: Problem, division: Division) -> Verdict:
    """Whether each part is the election it should be, and its outcome stands; and the sums.

    Stops at the first break. That the whole fits the budget follows: each part fits its own, and
    these are no more than the whole. What `check` cannot see of an outcome, this cannot see either.
    """
    first = next(_findings(problem, division), None)
    return Verdict(() if first is None else (first,))


def _findings(problem: Problem, division: Division) -> Iterator[Explanation]:
    """Each step counts on those before it, so only the first finding is to be believed."""
    envelopes, parts = division.envelopes, division.parts
    if division.budget != problem.budget:
        yield _whole("allocation.check.budget")
    apart = sum(Fraction(envelope.budget) for envelope in envelopes)
    inside = [name for envelope in envelopes for name in envelope.projects]
    if (
        len({envelope.name for envelope in envelopes}) < len(envelopes)
        or len(set(inside)) < len(inside)
        or not set(inside) <= set(problem.by_id)
        or apart > problem.budget
    ):
        yield _whole("allocation.division.check_envelopes")
    if [part.name for part in parts[: len(envelopes)]] != [each.name for each in envelopes]:
        yield _whole("allocation.division.check_parts")
    winners: list[str] = []
    rest = problem.budget - apart
    for envelope, part in zip(envelopes, parts, strict=False):
        voters = set(envelope.projects) if envelope.voters == "own" else None
        yield from _part(problem, part, envelope.budget, set(envelope.projects), voters, winners)
        winners += part.outcome.winners
        if division.pass_on:
            rest += Fraction(envelope.budget) - Fraction(part.outcome.cost)
    if [part.name for part in parts[len(envelopes) :]] != [SHARED] * (rest > 0):
        yield _whole("allocation.division.check_parts")
    for part in parts[len(envelopes) :]:
        yield from _part(problem, part, rest, set(problem.by_id), None, winners)
        winners += part.outcome.winners
    outcomes = [part.outcome for part in parts]
    by = {each.compared and each.compared.by for each in outcomes if each.voters}
    if len(set(map(_rule, outcomes))) > 1 or len(by) > 1:
        yield _whole("allocation.division.check_one_rule")
    if division.winners != tuple(winners):
        yield _whole("allocation.check.winners")
    cost = sum(Fraction(outcome.cost) for outcome in outcomes)
    if division.cost != cost:
        yield _whole("allocation.check.cost")


def _part(
    problem: Problem,
    part: Part,
    budget: Amount,
    names: Collection[str],
    voters: Collection[str] | None,
    winners: Collection[str],
) -> Iterator[Explanation]:
    """Built again from the whole: without what won before, and without what that excludes."""
    sets = [problem.by_id[winner].exclusive for winner in winners]
    candidates = [
        project
        for project in problem.projects
        if project.id in names
        and project.id not in winners
        and not (project.exclusive and project.exclusive in sets)
    ]
    remaining = {project.id for project in candidates}
    ballots: dict[tuple[tuple[str, Amount], ...], int] = {}
    for names_on, count, points in problem.ballots:
        if voters is None or any(name in voters for name in names_on):
            entries = zip(names_on, points or [0] * len(names_on), strict=True)
            ballot = tuple(entry for entry in entries if entry[0] in remaining)
            ballots[ballot] = ballots.get(ballot, 0) + count
    marked = problem.kind == "cumulative"
    groups = [
        BallotGroup(
            tuple(name for name, _ in ballot), count, tuple(mark for _, mark in ballot if marked)
        )
        for ballot, count in ballots.items()
    ]
    election = Problem(
        budget, tuple(candidates), tuple(groups), problem.currency, problem.meta, problem.kind
    )
    if not _same(part.problem, election):
        yield _in_part(part, Explanation("allocation.division.check_election"))
    for finding in check(election, part.outcome).findings:
        yield _in_part(part, finding)


def _same(claimed: Problem, election: Problem) -> bool:
    def counted(problem: Problem) -> Counter[tuple[tuple[str, ...], tuple[Amount, ...]]]:
        counts: Counter[tuple[tuple[str, ...], tuple[Amount, ...]]] = Counter()
        for projects, count, points in problem.ballots:
            counts[projects, points] += count
        return counts

    return (
        (claimed.budget, claimed.kind, claimed.currency)
        == (election.budget, election.kind, election.currency)
        and claimed.by_id == election.by_id
        and counted(claimed) == counted(election)
    )


def _rule(outcome: Outcome) -> tuple[object, ...]:
    """What was declared beforehand. Where greedy was taken by comparison, the rule is the other."""
    if outcome.compared is not None and outcome.rule == "greedy":
        outcome = outcome.compared.other
    return outcome.rule, outcome.utility, outcome.completion, outcome.ties, outcome.increment


def _whole(key: str) -> Explanation:
    return Explanation("allocation.check.whole", because=(Explanation(key),))


def _in_part(part: Part, finding: Explanation) -> Explanation:
    if part.name == SHARED:
        return Explanation("allocation.division.check_shared", because=(finding,))
    return Explanation("allocation.division.check_part", {"name": part.name}, (finding,))
