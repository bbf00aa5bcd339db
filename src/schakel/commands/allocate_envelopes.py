"""`schakel allocate FILE.pb --by COLUMN --envelope NAME=AMOUNT`: budgets set apart."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schakel.base.exceptions import InputRefused
from schakel.base.explanations import money, number, render, render_all
from schakel.commands import allocate_checking
from schakel.commands.allocate_writing import Line, aligned, print_json, refuse, tables
from schakel.engines.allocation import (
    Division,
    EnvelopeError,
    Outcome,
    Problem,
    divide,
    envelopes_by,
    explain_division,
)
from schakel.engines.allocation.amounts import Amount, parse, round_up
from schakel.engines.allocation.division import SHARED, VOTERS
from schakel.engines.explanation import Explanation, Value


@dataclass
class Column:
    """The envelopes by one column, as they were given."""

    name: str
    voters: str = "all"
    budgets: dict[str, Amount] = field(default_factory=dict)


class _InOrder(argparse.Action):
    """Keeps what was given in its order: an envelope is of the column named before it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        namespace.apart = [*namespace.apart, (self.option_strings[0], values)]


def configure(parser: argparse.ArgumentParser) -> None:
    def keep(option: str, meaning: str, **options: Any) -> None:
        parser.add_argument(
            option, action=_InOrder, dest="apart", default=(), help=meaning, **options
        )

    keep("--by", "set money apart by this column of PROJECTS, such as district", metavar="COLUMN")
    keep(
        "--envelope",
        "money for the projects with this value in that column; repeat for each",
        metavar="NAME=AMOUNT",
    )
    keep(
        "--voters",
        "who votes for those envelopes: all, or own: who named one of its projects (default all)",
        choices=VOTERS,
    )
    parser.add_argument(
        "--keep-rest",
        action="store_true",
        help="what envelopes leave stays unspent, and is not added to the shared budget",
    )


def declared(args: argparse.Namespace) -> list[Column]:
    """The envelopes asked for, before any file is read; refuses what makes no sense."""
    columns: list[Column] = []
    names: set[str] = set()
    given = [*args.apart, *[("--keep-rest", "")] * args.keep_rest]
    for option, value in given:
        if option == "--by":
            columns.append(Column(value))
        elif not columns:
            values: dict[str, Value] = {"option": option}
            refuse(Explanation("allocation.command.needs_by", values), args.language)
        elif option == "--voters":
            columns[-1].voters = value
        elif option == "--envelope":
            name, amount = _envelope(value, args.language)
            if name in names:
                refuse(
                    Explanation("allocation.command.envelope_twice", {"name": name}), args.language
                )
            names.add(name)
            columns[-1].budgets[name] = amount
    for column in columns:
        if not column.budgets:
            values = {"column": column.name}
            refuse(Explanation("allocation.command.no_envelope", values), args.language)
    return columns


def _envelope(text: str, language: str) -> tuple[str, Amount]:
    name, _, amount = (part.strip() for part in text.rpartition("="))
    try:
        budget = parse(amount)
    except ValueError:
        budget = 0
    if not name or budget <= 0:
        refuse(Explanation("allocation.command.bad_envelope", {"found": text}), language)
    return name, budget


def run(
    problem: Problem,
    columns: Sequence[Column],
    args: argparse.Namespace,
    rule: Callable[[Problem], Outcome],
) -> int:
    try:
        envelopes = [
            envelope
            for column in columns
            for envelope in envelopes_by(problem, column.name, column.budgets, column.voters)
        ]
        division = divide(problem, envelopes, rule, pass_on=not args.keep_rest)
    except EnvelopeError as error:
        told = render(error.explanation, args.language, problem.currency)
        raise InputRefused(f"{Path(args.file).name}: {told}") from error
    found = allocate_checking.look_at(problem, division) if args.check else []
    if args.format == "json":
        document = division.as_json()
        if args.explain:
            document["explanations"] = {
                story.project: render_all(story.explanation, args.language, problem.currency)
                for story in explain_division(problem, division)
            }
        if found:
            document["check"] = allocate_checking.as_json(found, problem, args.language)
        print_json(document)
    else:
        lines = as_table(problem, division, args)
        if found:
            lines += ["", *allocate_checking.write(found, problem, args.language)]
        print("\n".join(lines))
    return 0 if allocate_checking.holds(found) else 1


def as_table(problem: Problem, division: Division, args: argparse.Namespace) -> list[str]:
    language = args.language

    def say(key: str, values: dict[str, Value] | None = None) -> str:
        return render(Explanation(key, values or {}), language)

    def amounts(voters: int, budget: Amount, cost: Amount, left: Amount) -> list[tuple[str, str]]:
        return [
            (say("allocation.command.voters"), number(voters, language)),
            (say("allocation.command.budget"), money(budget, language, problem.currency)),
            (say("allocation.command.spent"), money(cost, language, problem.currency)),
            (say("allocation.command.left"), money(left, language, problem.currency)),
        ]

    # A part without voters does not tell all of the rule.
    outcomes = [part.outcome for part in division.parts]
    outcome = next((each for each in outcomes if each.voters), outcomes[0])
    facts = [
        [
            (say("allocation.command.rule"), outcome.variant),
            (say("allocation.command.utility"), outcome.utility or "-"),
            (say("allocation.command.ties"), outcome.ties),
            *amounts(problem.voters, division.budget, division.cost, division.left),
        ]
    ]
    stories = {story.project: story for story in explain_division(problem, division)}
    groups = []
    for part in division.parts:
        held = part.outcome
        facts.append(amounts(held.voters, held.budget, held.cost, held.left))
        if held.share:
            share = money(round_up(held.share), language, problem.currency)
            facts[-1].append((say("allocation.command.share"), share))
        counts: dict[str, Value] = {"won": len(held.winners), "all": len(part.problem.projects)}
        won = [stories[name] for name in held.winners]
        groups.append((say("allocation.command.winners", counts), won))
    lost = [story for story in stories.values() if story.won_in is None]
    groups.append((say("allocation.command.losers"), lost))

    first, *blocks = aligned(facts)
    *won_tables, lost_table = tables(
        problem,
        [
            (title, [Line(story.round, story.project, story.explanation) for story in told])
            for title, told in groups
        ],
        args,
    )
    lines = first
    for part, block, table in zip(division.parts, blocks, won_tables, strict=True):
        heading = (
            say("allocation.command.shared_budget")
            if part.name == SHARED
            else say("allocation.command.own_budget", {"name": part.name})
        )
        lines += ["", heading, "=" * len(heading), *block, "", *table]
    return [*lines, "", *lost_table]
