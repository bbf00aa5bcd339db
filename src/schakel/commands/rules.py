"""`schakel rules check FILE...`: does a decision table stand: examples, gaps, overlaps, dead rows."""

import argparse
from pathlib import Path

from schakel.base.exceptions import InputRefused
from schakel.base.explanations import LANGUAGES, render
from schakel.engines.explanation import Explanation, Value
from schakel.engines.rules import Analysis, RulesError, Table, load, prove

HELP = "prove decision tables: their examples, gaps, overlaps and rows that never apply"
NEEDS_DJANGO = False


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser("check", help="say of each table whether it stands, and why not")
    check.add_argument("files", metavar="FILE", nargs="+", help="decision tables in TOML")
    check.add_argument(
        "--language", choices=LANGUAGES, default="nl", help="language of the texts (default nl)"
    )


def run(args: argparse.Namespace) -> int:
    refused = []
    for file in args.files:
        try:
            table = load(Path(file))
        except RulesError as error:
            refused.append(render(error.explanation, args.language))
        else:
            for line in report(table, prove(table)):
                print(render(line, args.language))
    if refused:
        raise InputRefused("\nschakel: ".join(refused))
    return 0


def report(table: Table, analysis: Analysis) -> list[Explanation]:
    """That it stands, and what a `collect` table leaves open or decides twice."""
    lines = [
        Explanation(
            "rules.command.stands",
            {
                "file": table.file,
                "rows": len(table.rows),
                "examples": len(table.examples),
                "combinations": analysis.combinations,
            },
        )
    ]
    if analysis.gaps:
        values: dict[str, Value] = {
            "gaps": analysis.gaps,
            "facts": table.told(analysis.gap_examples[0]),
        }
        lines.append(Explanation("rules.command.open", values))
    for overlap in analysis.overlaps:
        values = {
            "row": overlap.row,
            "other": overlap.other,
            "facts": table.told(overlap.facts),
        }
        lines.append(Explanation("rules.command.meet", values))
    return lines
