"""From a round to the engine and back: the exact problem, the outcome checked, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from schakel.base.exceptions import SchakelError
from schakel.engines import allocation
from schakel.engines.allocation.amounts import decimal_text, plain
from schakel.engines.allocation.checker import check
from schakel.engines.explanation import Explanation
from schakel.funding.models import Project, Round
from schakel.voice import queries as voice


class Unsound(SchakelError):
    """The checker does not accept what was computed; nothing is stored."""


@dataclass(frozen=True)
class Line:
    """One project in the order of the result."""

    project: Project
    votes: int
    chosen_in: int | None
    comparison_won: bool
    money_cents: list[int]
    lacked_cents: int | None
    explanation: Explanation


@dataclass(frozen=True)
class Counted:
    outcome: allocation.Outcome
    comparison: allocation.Outcome
    lines: list[Line]
    covered: int
    comparison_covered: int
    asked_cents: int
    spent_cents: int
    box_head: str
    tie: dict[str, Any]
    file_bytes: int


def run(round: Round) -> Counted:
    """Solve the round by its declared rule, check it, explain it, and compare with most votes first.

    Raises voice's BoxStillOpen before closing, and Unsound when the checker rejects the outcome.
    """
    box = round.dossier.ballot_box
    projects = list(round.projects.all())
    problem = problem_of(round, projects, voice.ballots(box))
    outcome = solve(problem, round)
    if not check(problem, outcome):
        raise Unsound(
            _("De controle keurt de berekening af. De uitslag is niet bewaard. Meld dit.")
        )
    comparison = allocation.greedy(problem, utility="cost", ties=round.ties)
    file = pabulib_file(round, problem, outcome.winners, box.head)
    by_key = {project.key: project for project in projects}
    others = set(comparison.winners)
    return Counted(
        outcome=outcome,
        comparison=comparison,
        lines=[
            Line(
                project=by_key[story.project],
                votes=story.votes,
                chosen_in=story.round,
                comparison_won=story.project in others,
                money_cents=[cents(amount) for amount in story.money],
                lacked_cents=None if story.lacked is None else cents(story.lacked),
                explanation=story.explanation,
            )
            for story in allocation.explain(problem, outcome)
        ],
        covered=_covered(problem, outcome.winners),
        comparison_covered=_covered(problem, comparison.winners),
        asked_cents=sum(project.cost_cents for project in projects),
        spent_cents=cents(outcome.cost),
        box_head=box.head,
        tie=_tie(problem, round, outcome),
        file_bytes=len(file.encode()),
    )


def problem_of(
    round: Round, projects: Iterable[Project], ballots: Iterable[tuple[tuple[str, ...], int]]
) -> allocation.Problem:
    """The round as the engine reads it: amounts in currency units, exact."""
    return allocation.Problem(
        budget=units(round.budget_cents),
        projects=tuple(
            allocation.Project(
                project.key,
                units(project.cost_cents),
                project.title,
                {"description": project.description} if project.description else {},
            )
            for project in projects
        ),
        ballots=tuple(
            allocation.BallotGroup(tuple(sorted(keys)), number) for keys, number in ballots
        ),
        currency=round.currency,
    )


def solve(problem: allocation.Problem, round: Round, ties: str = "") -> allocation.Outcome:
    """The outcome by the rule that the round declares; `ties` replaces its tie order."""
    ties = ties or round.ties
    if round.rule == Round.Rule.PHRAGMEN:
        return allocation.phragmen(problem, ties=ties)
    if round.rule == Round.Rule.GREEDY:
        return allocation.greedy(problem, utility=round.utility, ties=ties)
    return allocation.equal_shares(
        problem,
        utility=round.utility,
        completion=round.completion,
        increment=units(round.increment_cents),
        ties=ties,
    )


def pabulib_file(
    round: Round, problem: allocation.Problem, winners: Iterable[str] | None, box_head: str
) -> str:
    """The anonymous list of ballots in canonical order, with what anyone needs to recompute it."""
    phases = {phase.name: phase for phase in round.dossier.process.phases.all()}
    voted = phases["vote"]
    meta: dict[str, object] = {
        "country": "Netherlands",
        "instance": round.pot.year,
        **round.file_meta,
        "description": round.dossier.title,
        "unit": round.file_meta.get("unit") or round.dossier.municipality.name,
        "vote_type": round.ballot_type,
        "rule": "/".join(filter(None, [round.rule.replace("-", ""), _completion(round)])),
        "date_begin": timezone.localtime(voted.opens).strftime("%d.%m.%Y"),
        "date_end": timezone.localtime(voted.closes).strftime("%d.%m.%Y"),
        "box_head": box_head,
    }
    if round.max_choices:
        meta["max_length"] = round.max_choices
    return allocation.write_pabulib(problem, meta, winners)


def command(round: Round, file: str) -> list[str]:
    """The one command that recomputes the outcome from the file."""
    words = ["schakel", "allocate", file, "--rule", round.rule]
    if round.rule != Round.Rule.PHRAGMEN:
        words += ["--utility", round.utility]
    if round.rule == Round.Rule.EQUAL_SHARES:
        words += ["--completion", round.completion]
        if round.completion == Round.Completion.ADD1:
            words += ["--increment", decimal_text(units(round.increment_cents))]
    return [*words, "--ties", round.ties]


def _completion(round: Round) -> str:
    return "" if round.completion == Round.Completion.NONE else round.completion


def _tie(problem: allocation.Problem, round: Round, outcome: allocation.Outcome) -> dict[str, Any]:
    """Whether two plans stood equal, and what the declared order made of it.

    At the first tie the first and the last by text differ, so one of these two other orders chooses
    differently from the declared one. `effect` is "" (no tie), "order" or "money".
    """
    others = [_solved_backwards(problem, round)]
    if round.ties != Round.Ties.LEXICOGRAPHIC:
        others.append(solve(problem, round, ties=Round.Ties.LEXICOGRAPHIC).winners)
    won = set(outcome.winners)
    plans = sorted(set().union(*(won.symmetric_difference(other) for other in others)))
    moved = any(other != outcome.winners for other in others)
    return {"effect": "money" if plans else "order" if moved else "", "plans": plans}


def _solved_backwards(problem: allocation.Problem, round: Round) -> tuple[str, ...]:
    """The winners when the last by text goes first in a tie."""
    names = sorted(problem.by_id, reverse=True)
    new = {name: f"{number:09d}" for number, name in enumerate(names)}
    mirrored = allocation.Problem(
        budget=problem.budget,
        projects=tuple(
            allocation.Project(new[project.id], project.cost) for project in problem.projects
        ),
        ballots=tuple(
            allocation.BallotGroup(tuple(sorted(new[key] for key in group.projects)), group.count)
            for group in problem.ballots
        ),
    )
    winners = solve(mirrored, round, ties=Round.Ties.LEXICOGRAPHIC).winners
    return tuple(names[int(winner)] for winner in winners)


def units(cents: int) -> int | Fraction:
    return plain(Fraction(cents, 100))


def cents(amount: int | Fraction) -> int:
    """Whole cents; ValueError when the amount is not whole in cents."""
    exact = plain(Fraction(amount) * 100)
    if not isinstance(exact, int):
        raise ValueError(f"{amount} is not a whole number of cents")
    return exact


def _covered(problem: allocation.Problem, winners: Iterable[str]) -> int:
    won = set(winners)
    return sum(group.count for group in problem.ballots if not won.isdisjoint(group.projects))


# --- explanations in a row ----------------------------------------------------------------------


def packed(explanation: Explanation) -> dict[str, Any]:
    """An explanation as JSON that keeps every value exact."""
    return {
        "key": explanation.key,
        "values": {name: _pack(value) for name, value in explanation.values.items()},
        "because": [packed(each) for each in explanation.because],
        "would_change": [packed(each) for each in explanation.would_change],
        "source": explanation.source,
    }


def unpacked(data: dict[str, Any]) -> Explanation:
    """The explanation that `packed` wrote."""
    return Explanation(
        key=data["key"],
        values={name: _unpack(value) for name, value in data["values"].items()},
        because=tuple(unpacked(each) for each in data["because"]),
        would_change=tuple(unpacked(each) for each in data["would_change"]),
        source=data["source"],
    )


def _pack(value: Any) -> Any:
    if isinstance(value, Fraction):
        return {"fraction": [value.numerator, value.denominator]}
    return [_pack(each) for each in value] if isinstance(value, tuple) else value


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return Fraction(*value["fraction"])
    return tuple(_unpack(each) for each in value) if isinstance(value, list) else value
