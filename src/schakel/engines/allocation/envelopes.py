"""Budgets of their own for categories and districts, and one they share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.division import SHARED, Division, Envelope, Part
from schakel.engines.allocation.errors import EnvelopeError
from schakel.engines.allocation.outcome import Outcome
from schakel.engines.allocation.problem import Problem
from schakel.engines.explanation import Explanation

MOST_NAMED = 20


def divide(
    problem: Problem,
    envelopes: Iterable[Envelope],
    rule: Callable[[Problem], Outcome],
    pass_on: bool = True,
) -> Division:
    """Each envelope is an election of its own by `rule`; then the shared budget is one by all.

    The shared budget is what is in no envelope and, with `pass_on`, what the envelopes left. There
    every voter and every project takes part that has not won and is not excluded by a winner;
    without money there is no such part. The order of the envelopes matters only for sets of which
    one can win that span envelopes: the first to choose from a set excludes the rest.

    Raises EnvelopeError for envelopes that do not fit the problem, and what the rule raises.
    """
    envelopes = tuple(envelopes)
    _refuse_misfits(problem, envelopes)
    parts: list[Part] = []
    won: list[str] = []

    def hold(name: str, budget: Amount, names: Iterable[str], own: Sequence[str] | None) -> None:
        taken = {problem.by_id[winner].exclusive for winner in won} - {""}
        still = set(names).difference(won)
        still -= {name for name in still if problem.by_id[name].exclusive in taken}
        part = problem.restricted(budget, still, own)
        outcome = rule(part)
        parts.append(Part(name, part, outcome))
        won.extend(outcome.winners)

    for envelope in envelopes:
        own = envelope.projects if envelope.voters == "own" else None
        hold(envelope.name, envelope.budget, envelope.projects, own)
    shared = problem.budget - sum(Fraction(envelope.budget) for envelope in envelopes)
    if pass_on:
        shared += sum(Fraction(part.outcome.left) for part in parts)
    if shared:
        hold(SHARED, shared, problem.by_id, None)
    return Division(
        budget=problem.budget,
        envelopes=envelopes,
        pass_on=pass_on,
        parts=tuple(parts),
        winners=tuple(won),
        cost=plain(sum((Fraction(part.outcome.cost) for part in parts), Fraction(0))),
    )


def envelopes_by(
    problem: Problem, column: str, budgets: Mapping[str, Amount], voters: str = "all"
) -> tuple[Envelope, ...]:
    """An envelope for each of these values of a column of PROJECTS, such as `district`.

    A cell may hold several values, separated by commas: the project belongs to the one that has an
    envelope. Raises EnvelopeError for a column or value that no project has, a project that fits
    two envelopes, and envelopes that together exceed the budget.
    """
    cells = {
        project.id: project.attributes[column]
        for project in problem.projects
        if column in project.attributes
    }
    if not cells:
        known = {key: None for project in problem.projects for key in project.attributes}
        refusal = {"column": column, "known": _named(known) or "-"}
        raise EnvelopeError(Explanation("allocation.division.no_column", refusal))
    values = {name: _values(cell) for name, cell in cells.items()}
    envelopes = tuple(
        Envelope(value, budget, tuple(name for name in values if value in values[name]), voters)
        for value, budget in budgets.items()
    )
    for envelope in envelopes:
        if not envelope.projects:
            known = dict.fromkeys(sorted(set(cells.values())))
            if len(known) > MOST_NAMED:
                parts = {part.strip() for cell in known for part in cell.split(",")}
                known = dict.fromkeys(sorted(parts))
            refusal = {"column": column, "value": envelope.name, "known": _named(known) or "-"}
            raise EnvelopeError(Explanation("allocation.division.no_value", refusal))
    _refuse_misfits(problem, envelopes)
    return envelopes


def _values(cell: str) -> set[str]:
    """Of "green, sport" the whole, and each part: in some files a comma belongs to the name."""
    return {value for part in (cell, *cell.split(",")) if (value := part.strip())}


def _named(values: Iterable[str]) -> str:
    named = [value for value in values if value]
    return "; ".join([*named[:MOST_NAMED], *["…"] * (len(named) > MOST_NAMED)])


def _refuse_misfits(problem: Problem, envelopes: Sequence[Envelope]) -> None:
    if len({envelope.name for envelope in envelopes}) < len(envelopes):
        raise ValueError("two envelopes have the same name")
    at: dict[str, str] = {}
    for envelope in envelopes:
        for name in envelope.projects:
            if name not in problem.by_id:
                raise ValueError(f"envelope {envelope.name}: unknown project {name}")
            if name in at:
                values = {"project": name, "first": at[name], "second": envelope.name}
                raise EnvelopeError(Explanation("allocation.division.two_envelopes", values))
            at[name] = envelope.name
    total = plain(sum((Fraction(envelope.budget) for envelope in envelopes), Fraction(0)))
    if total > problem.budget:
        amounts = {"total": total, "budget": problem.budget}
        raise EnvelopeError(Explanation("allocation.division.over_budget", amounts))
