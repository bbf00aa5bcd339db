"""Tables of tests: rows as a file, and a file as rows."""

import csv
import io
from pathlib import Path

from schakel.base.actor import Actor
from schakel.base.sheets import Stored, sheets
from schakel.people.models import Party
from schakel.sheets import files, services


def table(*rows: dict[str, object], head: list[str] | None = None) -> str:
    """CSV of these rows; the head is every name in them, in order."""
    names = head or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, delimiter=";", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def exported(key: str, area: object | None = None) -> list[dict[str, str]]:
    return rows_of("".join(files.written(sheets.get(key), area)))


def read_in(actor: Actor, home: Party, key: str, text: str | bytes, folder: Path) -> Stored:
    path = folder / "tabel.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return services.read_in(actor, home, sheets.get(key), path)
