"""How `schakel allocate` writes: refusals, JSON, facts under one another, tables of projects."""

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from schakel.base.exceptions import InputRefused
from schakel.base.explanations import money, number, render, render_all
from schakel.engines.allocation import Problem
from schakel.engines.explanation import Explanation, Value

WIDTH = 80


class Line(NamedTuple):
    """One project in a table: `round` is None for a loser."""

    round: int | None
    project: str
    explanation: Explanation


def refuse(explanation: Explanation, language: str) -> NoReturn:
    raise InputRefused(render(explanation, language))


def show_progress(explanation: Explanation, language: str) -> None:
    """One line that is written over, for who is watching."""
    if sys.stderr.isatty():
        print(f"\r{render(explanation, language)}", end="", file=sys.stderr, flush=True)


def clear_progress() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def print_json(document: dict[str, object]) -> None:
    plain = sys.stdout.encoding.lower() != "utf-8"
    print(json.dumps(document, ensure_ascii=plain, indent=2))


def aligned(blocks: Sequence[Sequence[tuple[str, str]]]) -> list[list[str]]:
    """Labels and values, the values of all blocks in one column."""
    width = max(len(label) for block in blocks for label, _ in block)
    return [[f"{label:<{width}}  {value}" for label, value in block] for block in blocks]


def tables(
    problem: Problem, groups: Iterable[tuple[str, Sequence[Line]]], args: argparse.Namespace
) -> list[list[str]]:
    """The lines of a table for each title with its projects; the columns of all are as wide."""
    language, currency = args.language, problem.currency

    def say(key: str, values: dict[str, Value] | None = None) -> str:
        return render(Explanation(key, values or {}), language)

    heads = [
        say("allocation.command.column_round"),
        say("allocation.command.column_project"),
        say("allocation.command.column_votes"),
        say("allocation.command.column_cost"),
        say("allocation.command.column_name"),
    ]

    def cells(line: Line) -> list[str]:
        return [
            str(line.round or "-"),
            line.project,
            number(problem.votes[line.project], language),
            money(problem.by_id[line.project].cost, language, currency),
            problem.by_id[line.project].name,
        ]

    groups = list(groups)
    rows = [heads, *(cells(line) for _, lines in groups for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    widths[4] = max(10, WIDTH - sum(widths[:4]) - 8)

    def row(cells: list[str]) -> str:
        name = cells[4] if len(cells[4]) <= widths[4] else f"{cells[4][: widths[4] - 1]}…"
        return (
            f"{cells[0]:>{widths[0]}}  {cells[1]:<{widths[1]}}  {cells[2]:>{widths[2]}}  "
            f"{cells[3]:>{widths[3]}}  {name}"
        ).rstrip()

    written = []
    for title, lines in groups:
        table = [title, row(heads) if lines else f"  {say('allocation.command.none')}"]
        for line in lines:
            table.append(row(cells(line)))
            if args.explain:
                text = " ".join(render_all(line.explanation, language, currency))
                table += textwrap.wrap(
                    text, WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 4
                )
        written.append(table)
    return written
