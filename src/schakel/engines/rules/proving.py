"""A table stands when its examples come out, nothing is left open, and no row is for nothing."""

from pathlib import Path

from schakel.engines.explanation import Value
from schakel.engines.rules.analysis import LIMIT, Analysis, analyse
from schakel.engines.rules.deciding import apply
from schakel.engines.rules.errors import RulesError
from schakel.engines.rules.reading import parse
from schakel.engines.rules.table import Table


def load(source: str | Path, limit: int = LIMIT) -> Table:
    """The table in a file (a Path) or a text (a str), proven. Raises RulesError."""
    if isinstance(source, str):
        table = parse(source, "-")
    else:
        try:
            text = source.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise RulesError("rules.error.unreadable", file=source.name) from None
        table = parse(text, source.name)
    prove(table, limit)
    return table


def prove(table: Table, limit: int = LIMIT) -> Analysis:
    """Run the examples and the analysis; also to be called before a stored table is activated.

    A `collect` table may leave facts without a row and may have rows that meet: its analysis says
    where, and it stands. Raises RulesError.
    """
    analysis = analyse(table, limit)
    if analysis.dead:
        raise RulesError("rules.error.dead", file=table.file, row=analysis.dead[0])
    for overlap in analysis.overlaps:
        if table.hit == "unique" and overlap.differs:
            raise RulesError(
                "rules.error.overlap",
                file=table.file,
                row=overlap.row,
                other=overlap.other,
                facts=table.told(overlap.facts),
            )
    if analysis.gaps and table.hit != "collect":
        raise RulesError(
            "rules.error.gap",
            file=table.file,
            count=analysis.gaps,
            facts=table.told(analysis.gap_examples[0]),
        )
    for at, example in enumerate(table.examples, 1):
        outcome = apply(table, dict(example.facts))
        found = tuple(hit.then for hit in outcome.hits)
        rows = tuple(hit.row for hit in outcome.hits)
        if found != example.then or (example.row is not None and example.row not in rows):
            raise RulesError(
                "rules.error.example",
                file=table.file,
                example=at,
                wanted=_then(table, example.then) + ((example.row,) if example.row else ()),
                found=_then(table, found) + rows,
            )
    return analysis


def _then(table: Table, found: tuple[tuple[tuple[str, object], ...], ...]) -> tuple[Value, ...]:
    return tuple(
        str(value).lower() if isinstance(value, bool) else str(value)
        for then in found
        for _, value in then
    )
