"""Asking the open data service of Statistics Netherlands or RIVM for a table, into a file.

The service has habits (docs/manual/gebieden.md): it answers at most 10,000 rows and fails above
that, ignores a filter that it does not know, and gives an empty list where it found nothing. So
areas are asked in small groups, by the start of their code, and every answer is compared with what
was asked.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

from django.utils.translation import gettext as _

from schakel.areas import sources
from schakel.base.exceptions import InputRefused

Get = Callable[[str], bytes]

_REGION = "WijkenEnBuurten"
_MOST_ROWS = 10_000
_SECONDS = 60
_DEEPEST = 8  # BU + municipality + district


class TooMany(Exception):
    """The service cannot give so many rows at once."""


def get(url: str) -> bytes:
    """One answer. Raises TooMany on status 500, which is how the service says so; else InputRefused."""
    try:
        with urlopen(
            Request(url, headers={"Accept": "application/json"}), timeout=_SECONDS
        ) as answer:
            return bytes(answer.read())
    except HTTPError as error:
        if error.code == 500:
            raise TooMany from None
        raise InputRefused(
            _("%(url)s: de dienst antwoordt met fout %(code)s. Kijk het nummer van de tabel na.")
            % {"url": url, "code": error.code}
        ) from None
    except (URLError, TimeoutError, ConnectionError, ValueError) as error:
        raise InputRefused(
            _(
                "%(url)s is niet te bereiken (%(reason)s). "
                "Haal het bestand zelf op en gebruik ‘schakel areas import’."
            )
            % {"url": url, "reason": getattr(error, "reason", error)}
        ) from None


def download(table: str, into: Path, municipality: str = "", get: Get = get) -> None:
    """Write a table to a file that `schakel areas import` reads. Raises InputRefused."""
    known = sources.by_table(table)
    publication = known[0] if known else sources.every()["cbs-kwb"]
    base = f"{publication.service}/{quote(table)}"
    title = _title(base, table, get)
    starts = _starts(municipality)
    with into.open("w", encoding="utf-8") as file:
        head = {"odata.metadata": f"{base}/$metadata", "Title": title}
        file.write(json.dumps(head)[:-1] + ', "value": [\n')
        first = True
        for start in starts:
            names = {
                str(row["Key"]).strip(): str(row.get("Title") or "").strip()
                for row in _rows(base, _REGION, "Key", start, get)
            }
            for row in _rows(base, "TypedDataSet", _REGION, start, get):
                row["naam"] = names.get(str(row[_REGION]).strip(), "")
                file.write(("" if first else ",\n") + json.dumps(row))
                first = False
        file.write("\n]}\n")
    if first:
        raise InputRefused(
            _(
                "%(table)s: de dienst gaf een lege lijst. Kijk de code en het nummer van de tabel na."
            )
            % {"table": table}
        )


def _title(base: str, table: str, get: Get) -> str:
    rows = _answer(f"{base}/TableInfos?$format=json", get)
    title = str(rows[0].get("Title") or "") if rows else ""
    if not title:
        raise InputRefused(
            _("%(table)s: de dienst kent deze tabel niet. Kijk het nummer na.") % {"table": table}
        )
    return title


def _starts(municipality: str) -> list[str]:
    """The beginnings of codes that together cover the country, or one municipality."""
    if municipality:
        number = municipality.upper().removeprefix("GM")
        return [f"GM{number}", f"WK{number}", f"BU{number}"]
    numbers = [f"{tens:02}" for tens in range(20)]
    return ["NL", *(kind + number for kind in ("GM", "WK", "BU") for number in numbers)]


def _rows(base: str, entity: str, column: str, start: str, get: Get) -> Iterator[dict[str, Any]]:
    """The rows whose code begins like this; in smaller groups when there are too many."""
    asked = quote(f"startswith({column},'{start}')", safe="(),'")
    try:
        rows = _answer(f"{base}/{entity}?$format=json&$filter={asked}", get)
        if len(rows) >= _MOST_ROWS:
            raise TooMany
    except TooMany:
        if len(start) >= _DEEPEST:
            raise InputRefused(
                _("%(url)s: de dienst geeft %(start)s niet. Probeer het later opnieuw.")
                % {"url": base, "start": start}
            ) from None
        for digit in "0123456789":
            yield from _rows(base, entity, column, start + digit, get)
        return
    for row in rows:
        if column not in row:
            raise InputRefused(
                _(
                    "%(url)s: de kolom ‘%(column)s’ ontbreekt. Is dit een tabel over wijken en buurten?"
                )
                % {"url": base, "column": column}
            )
        if not str(row[column]).startswith(start):
            raise InputRefused(
                _(
                    "%(url)s: gevraagd %(start)s, gekregen %(code)s. De dienst liet het filter weg. "
                    "Haal het bestand zelf op en gebruik ‘schakel areas import’."
                )
                % {"url": base, "start": start, "code": str(row[column]).strip()}
            )
    yield from rows


def _answer(url: str, get: Get) -> list[dict[str, Any]]:
    try:
        rows = json.loads(get(url))["value"]
    except (ValueError, KeyError, TypeError):
        raise InputRefused(
            _("%(url)s: het antwoord is geen tabel. Probeer het later opnieuw.") % {"url": url}
        ) from None
    return list(rows)
