"""`schakel allocate --check` and `--against OUTCOME.json`: whether an outcome is what it should be."""

import argparse
import json
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from schakel.base.explanations import render_all
from schakel.commands.allocate_writing import WIDTH, print_json, refuse
from schakel.engines.allocation import (
    Division,
    EnvelopeError,
    Outcome,
    Problem,
    Verdict,
    check,
    check_division,
    divide,
    equal_shares,
    greedy,
    phragmen,
    properties,
)
from schakel.engines.allocation.division import FORMAT as DIVISION
from schakel.engines.allocation.division import SHARED
from schakel.engines.explanation import Explanation

_NOT_AN_OUTCOME = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What reading and checking raise on JSON that is something else, however it is something else."""

Result = Outcome | Division


class Found(NamedTuple):
    """One thing that was looked at. `holds` is None where it does not apply; `part` names an envelope.

    `decides`: when it does not hold, the outcome is wrong. The others are facts about it.
    """

    name: str
    holds: bool | None
    explanation: Explanation
    decides: bool = False
    part: str | None = None


def look_at(problem: Problem, result: Result) -> list[Found]:
    """Whether the outcome follows from the ballots by its rule, and what else is true of it."""
    if isinstance(result, Outcome):
        return [_verdict(check(problem, result)), *_properties(problem, result)]
    found = [_verdict(check_division(problem, result))]
    for part in result.parts:
        found += _properties(part.problem, part.outcome, part.name)
    return found


def _verdict(verdict: Verdict) -> Found:
    told = verdict.findings[0] if verdict.findings else Explanation("allocation.check.holds")
    return Found("outcome", verdict.holds, told, decides=True)


def _properties(problem: Problem, outcome: Outcome, part: str | None = None) -> list[Found]:
    return [
        Found(one.name, one.holds, one.explanation, part=part)
        for one in properties(problem, outcome)
    ]


def write(found: Sequence[Found], problem: Problem, language: str) -> list[str]:
    """Lines with a title: yes or no, what was looked at, and why."""

    def say(explanation: Explanation) -> str:
        return " ".join(render_all(explanation, language, problem.currency))

    marks = {
        True: say(Explanation("allocation.command.yes")),
        False: say(Explanation("allocation.command.no")),
        None: "-",
    }
    width = max(len(mark) for mark in marks.values()) + 2
    title = say(Explanation("allocation.command.checked"))
    lines, part = [title, "=" * len(title)], None
    for one in found:
        if one.part != part:
            part = one.part
            shared = Explanation("allocation.command.shared_budget")
            own = Explanation("allocation.command.own_budget", {"name": part or ""})
            lines += ["", say(shared if part == SHARED else own)]
        lines += textwrap.wrap(
            f"{say(_LABELS[one.name])} {say(one.explanation)}",
            WIDTH,
            initial_indent=f"{marks[one.holds]:<{width}}",
            subsequent_indent=" " * width,
        )
    return lines


_LABELS = {
    "outcome": Explanation("allocation.command.check_outcome"),
    "same": Explanation("allocation.command.check_same"),
    "feasible": Explanation("allocation.command.check_feasible"),
    "exhaustive": Explanation("allocation.command.check_exhaustive"),
    "priceable": Explanation("allocation.command.check_priceable"),
    "ejr_plus": Explanation("allocation.command.check_ejr_plus"),
}


def as_json(found: Sequence[Found], problem: Problem, language: str) -> dict[str, Any]:
    return {
        "holds": holds(found),
        "looked_at": [
            {
                "name": one.name,
                "holds": one.holds,
                "text": render_all(one.explanation, language, problem.currency),
                **({} if one.part is None else {"part": one.part}),
            }
            for one in found
        ],
    }


def holds(found: Sequence[Found]) -> bool:
    return all(one.holds for one in found if one.decides)


# --- against a published outcome --------------------------------------------------------------------


def run(problem: Problem, args: argparse.Namespace) -> int:
    """Check a published outcome, compute it again by its own rule, and say what differs."""
    data = _read(args)
    try:
        result: Result
        if data.get("format") == DIVISION:
            result = Division.from_json(data, problem)
        else:
            result = Outcome.from_json(data)
        found = look_at(problem, result)
        found.insert(1, _again(problem, result, data))
    except _NOT_AN_OUTCOME:
        _refuse("allocation.command.no_outcome", args)
    if args.format == "json":
        print_json({"check": as_json(found, problem, args.language)})
    else:
        print("\n".join(write(found, problem, args.language)))
    return 0 if holds(found) else 1


def _read(args: argparse.Namespace) -> dict[str, Any]:
    """The engine's own JSON, or that of a round on a site, which has it inside."""
    try:
        data = json.loads(Path(args.against).read_bytes())
    except FileNotFoundError:
        _refuse("allocation.command.no_file", args)
    except OSError:
        _refuse("allocation.command.unreadable", args)
    except (ValueError, RecursionError):
        _refuse("allocation.command.no_outcome", args)
    if isinstance(data, dict) and isinstance(data.get("berekening"), dict):
        data = data["berekening"]
    if not isinstance(data, dict):
        _refuse("allocation.command.no_outcome", args)
    return data


def _refuse(key: str, args: argparse.Namespace) -> NoReturn:
    refuse(Explanation(key, {"file": args.against}), args.language)


def _again(problem: Problem, result: Result, data: Mapping[str, Any]) -> Found:
    """The same rule once more: also sees what a check cannot, such as a run of add1 too many."""
    try:
        if isinstance(result, Outcome):
            computed: Result = _solve(problem, result)
        else:
            first = next(part.outcome for part in result.parts if part.outcome.voters)
            computed = divide(
                problem,
                result.envelopes,
                lambda part: _solve(part, first),
                pass_on=result.pass_on,
            )
    except (EnvelopeError, StopIteration, *_NOT_AN_OUTCOME):
        # By a rule or with envelopes that do not exist, which the check has told.
        return Found("same", None, Explanation("allocation.again.impossible"))
    mine, theirs = computed.winners, result.winners
    known = computed.as_json()
    told: Explanation
    # What follows from the rest, such as what is left, is not read, and compared as it was written.
    if known == result.as_json() and all(data[key] == known[key] for key in known if key in data):
        told = Explanation("allocation.again.holds")
    elif mine == theirs:
        told = Explanation("allocation.again.figures")
    elif set(mine) == set(theirs):
        told = Explanation("allocation.again.order")
    else:
        because = []
        if more := [name for name in theirs if name not in mine]:
            because.append(Explanation("allocation.again.more", {"projects": ", ".join(more)}))
        if fewer := [name for name in mine if name not in theirs]:
            because.append(Explanation("allocation.again.fewer", {"projects": ", ".join(fewer)}))
        told = Explanation("allocation.again.differs", because=tuple(because))
    return Found("same", told.key == "allocation.again.holds", told, decides=True)


def _solve(problem: Problem, published: Outcome) -> Outcome:
    """The outcome of this problem by the rule that a published outcome names."""
    declared, compare = published, "none"
    if published.compared is not None:
        compare = published.compared.by
        if published.rule == "greedy":
            declared = published.compared.other
    if declared.rule == "phragmen":
        return phragmen(problem, ties=declared.ties)
    if declared.rule == "greedy":
        return greedy(problem, utility=declared.utility or "", ties=declared.ties)
    if declared.rule != "equal-shares":
        raise ValueError(declared.rule)
    return equal_shares(
        problem,
        utility=declared.utility or "",
        completion=declared.completion,
        increment=1 if declared.increment is None else declared.increment,
        ties=declared.ties,
        compare=compare,
    )
