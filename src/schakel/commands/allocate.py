"""`schakel allocate FILE.pb`: which projects get money, by which rule, and why."""

import argparse
import sys
import textwrap
from pathlib import Path

from schakel.base.exceptions import InputRefused
from schakel.base.explanations import LANGUAGES, money, number, render, render_all
from schakel.commands import allocate_checking, allocate_envelopes
from schakel.commands.allocate_writing import (
    WIDTH,
    Line,
    aligned,
    clear_progress,
    print_json,
    refuse,
    show_progress,
    tables,
)
from schakel.engines.allocation import (
    Outcome,
    PabulibError,
    Problem,
    ProjectExplanation,
    equal_shares,
    explain,
    explain_ties,
    greedy,
    phragmen,
    read_pabulib,
)
from schakel.engines.allocation.amounts import Amount, parse, round_up
from schakel.engines.allocation.outcome import COMPARISONS
from schakel.engines.allocation.problem import TIES
from schakel.engines.allocation.shares import COMPLETIONS
from schakel.engines.allocation.tally import NEEDS, UTILITIES
from schakel.engines.explanation import Explanation, Value

HELP = "divide a budget over projects by the votes in a Pabulib file"
NEEDS_DJANGO = False

RULES = ("equal-shares", "phragmen", "greedy")
MOST_TIES = 10
OF_THE_RULE = ("--rule", "--utility", "--completion", "--compare", "--increment", "--ties")


def configure(parser: argparse.ArgumentParser) -> None:
    def choice(option: str, choices: tuple[str, ...], default: str, meaning: str) -> None:
        # What is given beside a rule that has no such choice is a mistake worth saying.
        given = None if option in OF_THE_RULE else default
        text = f"{meaning} (default {default})"
        parser.add_argument(option, choices=choices, default=given, help=text)

    parser.add_argument("file", metavar="FILE.pb", help="a Pabulib file, or - for standard input")
    choice("--rule", RULES, "equal-shares", "how projects are chosen")
    choice(
        "--utility",
        tuple(UTILITIES),
        "cost",
        "what a project is worth to who chose it: its cost, 1, the points given, or Borda's score",
    )
    choice("--completion", COMPLETIONS, "none", "how equal shares divides what is left")
    choice("--compare", COMPARISONS, "none", "take greedy instead where more voters prefer it, by")
    parser.add_argument("--increment", metavar="N", help="step of add1 per voter (default 1)")
    choice("--ties", TIES, "lexicographic", "who goes first in a tie; ends in the id, by text")
    allocate_envelopes.configure(parser)
    parser.add_argument("--explain", action="store_true", help="say for each project why")
    parser.add_argument(
        "--check",
        action="store_true",
        help="check the outcome without the rule; tell what is true of it",
    )
    parser.add_argument(
        "--against",
        metavar="OUTCOME.json",
        help="check this published outcome and compute it again; exit code 1 when it does not hold",
    )
    choice("--format", ("table", "json"), "table", "how the result is written")
    choice("--language", LANGUAGES, "nl", "language of the texts")


def run(args: argparse.Namespace) -> int:
    if args.against is not None:
        refuse_a_rule(args)
        return allocate_checking.run(read(args), args)
    args.rule = args.rule or "equal-shares"
    args.completion, args.compare = args.completion or "none", args.compare or "none"
    args.ties = args.ties or "lexicographic"
    refuse_nonsense(args)
    step = increment(args)
    columns = allocate_envelopes.declared(args)
    problem = read(args)
    refuse_what_ballots_lack(problem, args)
    if columns:
        return allocate_envelopes.run(problem, columns, args, lambda part: divide(part, args, step))
    outcome = divide(problem, args, step)
    found = allocate_checking.look_at(problem, outcome) if args.check else []
    if args.format == "json":
        document = as_json(problem, outcome, args)
        if found:
            document["check"] = allocate_checking.as_json(found, problem, args.language)
        print_json(document)
    else:
        lines = as_table(problem, outcome, args)
        if found:
            lines += ["", *allocate_checking.write(found, problem, args.language)]
        print("\n".join(lines))
    return 0 if allocate_checking.holds(found) else 1


def refuse_a_rule(args: argparse.Namespace) -> None:
    """With a published outcome: the rule is in it, so that a choice beside it could only contradict."""
    given = [option for option in OF_THE_RULE if getattr(args, option[2:]) is not None]
    given += [option for option, _ in args.apart] + ["--keep-rest"] * args.keep_rest
    given += ["--explain"] * args.explain + ["--check"] * args.check
    if given:
        values: dict[str, Value] = {"option": given[0]}
        refuse(Explanation("allocation.command.not_against", values), args.language)


def refuse_nonsense(args: argparse.Namespace) -> None:
    if args.rule != "equal-shares" and (args.completion, args.compare) != ("none", "none"):
        asked = args.completion if args.completion != "none" else args.compare
        values: dict[str, Value] = {"completion": asked}
        refuse(Explanation("allocation.command.only_with_shares", values), args.language)
    if args.rule == "phragmen" and args.utility is not None:
        refuse(Explanation("allocation.command.no_utility"), args.language)
    if args.increment is not None and not args.completion.startswith("add1"):
        refuse(Explanation("allocation.command.only_with_add1"), args.language)


def refuse_what_ballots_lack(problem: Problem, args: argparse.Namespace) -> None:
    needed = NEEDS.get(args.utility, problem.kind)
    if needed != problem.kind:
        values: dict[str, Value] = {
            "file": Path(args.file).name,
            "utility": args.utility,
            "needed": needed,
            "kind": problem.kind,
        }
        refuse(Explanation("allocation.command.other_ballots", values), args.language)
    parts = [project.id for project in problem.projects if project.minimum is not None]
    if args.rule == "phragmen" and parts:
        values = {"file": Path(args.file).name, "project": parts[0]}
        refuse(Explanation("allocation.command.no_parts", values), args.language)


def increment(args: argparse.Namespace) -> Amount:
    if args.increment is None:
        return 1
    try:
        step = parse(args.increment)
    except ValueError:
        step = 0
    if step <= 0:
        values = {"found": args.increment}
        refuse(Explanation("allocation.command.bad_increment", values), args.language)
    return step


def read(args: argparse.Namespace) -> Problem:
    def note(explanation: Explanation) -> None:
        print(f"schakel: {render(explanation, args.language)}", file=sys.stderr)

    try:
        if args.file == "-":
            return read_pabulib(sys.stdin.buffer, on_note=note)
        return read_pabulib(args.file, on_note=note)
    except PabulibError as error:
        raise InputRefused(render(error.explanation, args.language)) from error
    except FileNotFoundError as error:
        values = {"file": args.file}
        missing = Explanation("allocation.command.no_file", values)
        raise InputRefused(render(missing, args.language)) from error
    except OSError as error:
        values = {"file": args.file}
        unreadable = Explanation("allocation.command.unreadable", values)
        raise InputRefused(render(unreadable, args.language)) from error


def divide(problem: Problem, args: argparse.Namespace, step: Amount) -> Outcome:
    if args.rule == "phragmen":
        return phragmen(problem, ties=args.ties)
    utility = args.utility or "cost"
    if args.rule == "greedy":
        return greedy(problem, utility=utility, ties=args.ties)

    def progress(runs: int) -> None:
        show_progress(Explanation("allocation.command.run", {"run": runs}), args.language)

    outcome = equal_shares(
        problem,
        utility=utility,
        completion=args.completion,
        increment=step,
        ties=args.ties,
        on_progress=progress,
        compare=args.compare,
    )
    clear_progress()
    return outcome


def told(
    problem: Problem, outcome: Outcome, args: argparse.Namespace
) -> tuple[ProjectExplanation, ...]:
    def progress(done: int, every: int) -> None:
        values: dict[str, Value] = {"done": done + 1, "all": every}
        show_progress(Explanation("allocation.command.telling", values), args.language)

    stories = explain(problem, outcome, changes=args.explain, on_progress=progress)
    clear_progress()
    return stories


def as_json(problem: Problem, outcome: Outcome, args: argparse.Namespace) -> dict[str, object]:
    document = outcome.as_json()
    if args.explain:
        document["explanations"] = {
            story.project: render_all(story.explanation, args.language, problem.currency)
            for story in told(problem, outcome, args)
        }
    return document


def as_table(problem: Problem, outcome: Outcome, args: argparse.Namespace) -> list[str]:
    language = args.language

    def say(key: str, values: dict[str, Value] | None = None) -> str:
        return render(Explanation(key, values or {}), language)

    def amount(value: Amount) -> str:
        return money(value, language, problem.currency)

    facts = [
        (say("allocation.command.rule"), outcome.variant),
        (say("allocation.command.utility"), outcome.utility or "-"),
        (say("allocation.command.ties"), outcome.ties),
        (say("allocation.command.voters"), number(outcome.voters, language)),
        (say("allocation.command.budget"), amount(outcome.budget)),
        (say("allocation.command.spent"), amount(outcome.cost)),
        (say("allocation.command.left"), amount(outcome.left)),
    ]
    if outcome.share:
        facts.append((say("allocation.command.share"), amount(round_up(outcome.share))))
    stories = told(problem, outcome, args)
    counts: dict[str, Value] = {"won": len(outcome.winners), "all": len(problem.projects)}
    titles = {
        True: say("allocation.command.winners", counts),
        False: say("allocation.command.losers"),
    }
    groups = [
        (title, [Line(s.round, s.project, s.explanation) for s in stories if s.won is won])
        for won, title in titles.items()
    ]
    lines = aligned([facts])[0]
    for table in tables(problem, groups, args):
        lines += ["", *table]
    ties = explain_ties(problem, outcome)
    if ties:
        lines += ["", say("allocation.command.ties_here")]
        for tie in ties[:MOST_TIES]:
            text = " ".join(render_all(tie, language, problem.currency))
            lines += textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
    if len(ties) > MOST_TIES:
        lines.append(f"  {say('allocation.command.more_ties', {'more': len(ties) - MOST_TIES})}")
    return lines
