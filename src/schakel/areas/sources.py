"""The publications that the importer knows, declared in `sources.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Publication:
    key: str
    title: str
    publisher: str
    licence: str
    url: str = ""
    service: str = ""  # address of the open data service
    protected: bool = False
    required: tuple[str, ...] = ()
    tables: tuple[tuple[int, str], ...] = ()  # year (0: every year) and number of the table


@cache
def every() -> dict[str, Publication]:
    data = tomllib.loads((Path(__file__).parent / "sources.toml").read_text(encoding="utf-8"))
    return {
        key: Publication(
            key=key,
            required=tuple(row.pop("required")),
            tables=tuple((int(year), table) for year, table in row.pop("tables", {}).items()),
            **row,
        )
        for key, row in data.items()
    }


def by_table(table: str) -> tuple[Publication, int] | None:
    """Which publication a table of the open data service is, and of which year (0: of several)."""
    for publication in every().values():
        for year, number in publication.tables:
            if number.lower() == table.lower():
                return publication, year
    return None
