"""Write the documents that are made from the code, or with --check say which are out of date."""

import argparse
import contextlib
import importlib.util
import io
import itertools
import os
import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEDGER = 429


class Collector:
    def __init__(self) -> None:
        self.claims: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        from tests.conftest import claims

        for item in session.items:
            test = item.nodeid.split("[")[0]
            for claim in claims(item):
                self.claims[claim.requirement].add((test, claim.breaks))


def coverage() -> str:
    collector, output = Collector(), io.StringIO()
    # Not "not slow": a claim may rest on a slow test.
    with contextlib.redirect_stdout(output):
        code = pytest.main(["--collect-only", "-q", "-m", "", "tests"], plugins=[collector])
    if code:
        told = "\n".join(output.getvalue().splitlines()[-20:])
        raise SystemExit(f"documents: the tests cannot be collected\n{told}")
    lines = [
        "# Which requirements have a test",
        "",
        "Made by `make docs` from the marks on the tests; do not edit.",
        "",
        f"{len(collector.claims)} of the {LEDGER} requirements in the ledger are claimed. A claim "
        "counts because `make test-slow` breaks the named function in two ways and sees the test "
        "fail.",
        "",
        "| requirement | test | rests on |",
        "| --- | --- | --- |",
    ]
    for requirement, tests in sorted(collector.claims.items()):
        lines += [f"| {requirement} | `{test}` | `{breaks}` |" for test, breaks in sorted(tests)]
    return "\n".join(lines) + "\n"


def _usage(path: str, parser: argparse.ArgumentParser, text: str, depth: int) -> list[str]:
    """One command: its sentence, and every argument it takes."""
    rows, deeper, words = [], [], []
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, child in action.choices.items():
                deeper += _usage(f"{path} {name}", child, helps.get(name, ""), depth + 1)
            words.append(f"{{{'|'.join(action.choices)}}}")
            continue
        value = action.metavar or (
            "|".join(map(str, action.choices)) if action.choices else action.dest.upper()
        )
        shown = ", ".join(action.option_strings) or str(value)
        if action.option_strings and action.nargs != 0:
            shown += f" {value}"
        if not action.option_strings:
            words.append(f"[{shown}]" if action.nargs in ("?", "*") else shown)
        # argparse writes % as %%; the page shows it as a reader sees it.
        told = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")
        rows.append("| `{}` | {} |".format(*(cell.replace("|", r"\|") for cell in (shown, told))))
    options = " [options]" if any(a.option_strings for a in parser._actions[1:]) else ""
    lines = [f"{'#' * depth} `{' '.join([path, *words])}{options}`", ""]
    lines += [text or parser.description or "", ""]
    if rows:
        lines += ["| argument | meaning |", "| --- | --- |", *rows, ""]
    return lines + deeper


def commands() -> str:
    from schakel.commands.main import COMMANDS

    lines = [
        "# The `schakel` command",
        "",
        "Made by `make docs` from the commands themselves; do not edit.",
        "",
        "A command ends with 0 when it did its work and with 2 when its input was refused; the "
        "refusal is one line on standard error. A name that is not below is a command of Django: "
        "`schakel migrate`, `schakel check`.",
        "",
    ]
    for name, path in sorted(COMMANDS.items()):
        if importlib.util.find_spec(path) is None:
            continue
        module = importlib.import_module(path)
        parser = argparse.ArgumentParser(prog=f"schakel {name}")
        module.configure(parser)
        lines += _usage(f"schakel {name}", parser, module.HELP, 2)
    return "\n".join(lines).rstrip() + "\n"


def tables() -> str:
    """Every table that goes out and in, by its columns: as the site and the reader have them."""
    from schakel.base.sheets import sheets

    lines = [
        "# The tables",
        "",
        "Made by `make docs` from the tables themselves; do not edit.",
        "",
        "CSV in UTF-8 (Western European is read too), a semicolon between cells (comma and tab are "
        "read too), the names of the columns on the first line, in any order. An empty cell is "
        "nothing. Days are `2026-11-27` or `27-11-2026`, amounts `1250,50`. A cell that a "
        "spreadsheet would take for a formula goes out with a quote before it, which is taken off "
        "again on the way in.",
        "",
        "Reading in only adds. A line with a `kenmerk` that was read in before, or that is our "
        "number, stays as it is: reading the same file twice changes nothing. All of a file is "
        "looked at first; one wrong line and nothing is kept.",
        "",
        "`schakel sheets export TABLE`, `schakel sheets import TABLE FILE.csv --municipality NAME`, "
        "or on the site under `/tabellen/`.",
        "",
    ]
    for key, sheet in sorted(sheets.items(), key=lambda item: item[1].order):
        lines += [
            f"## {key}",
            "",
            f"{sheet.description}",
            "",
            "| column | what | |",
            "| --- | --- | --- |",
        ]
        for column in sheet.columns:
            words = f" Kies uit: {', '.join(column.words)}." if column.words else ""
            need = "out only" if column.out else "required" if column.required else ""
            lines.append(f"| `{column.name}` | {column.what}{words} | {need} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def glossary_problems() -> list[str]:
    """The glossary is a table sorted by Dutch term, each term once, no cell empty."""
    rows = re.findall(r"^\| (.*) \|$", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)[2:]
    cells = [row.split(" | ") for row in rows]
    found = [f"row without three cells: {row}" for row in cells if len([c for c in row if c]) != 3]
    terms = [row[0].casefold() for row in cells]
    found += [f"{a!r} comes before {b!r}" for a, b in itertools.pairwise(terms) if a >= b]
    return found


MADE = {
    "docs/coverage.md": coverage,
    "docs/reference/commands.md": commands,
    "docs/reference/tables.md": tables,
}


def main() -> int:
    check = "--check" in sys.argv[1:]
    sys.path[:0] = [str(ROOT)]
    os.chdir(ROOT)
    failures = [f"docs/glossary.md: {problem}" for problem in glossary_problems()]
    for name, make in MADE.items():
        path, text = ROOT / name, make()
        if path.exists() and path.read_text() == text:
            continue
        if check:
            failures.append(f"{name} is out of date: run `make docs`")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"wrote {name}")
    for line in failures:
        print(f"documents: {line}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
