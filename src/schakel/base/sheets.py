"""Sheets: rows of one kind as a table, out and in again. A room registers its layout here.

The layout is said once: as the head of the file, as the reader of each cell, and as the page that
explains it. Everything comes out as anybody may see it; nothing of a person goes in or out.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.dispatch import Signal
from django.utils.translation import gettext as _

from schakel.base.exceptions import InputRefused
from schakel.base.forms import DayField, MoneyField
from schakel.base.plugs import Plug

# The first column of every sheet: by it a row that stands there already is known.
REFERENCE = "kenmerk"
# Before a number of ours, so that one of somebody's own is never taken for it.
OURS = "#"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Sent by `add_all`, with `instances`: what a save says of one row.
added = Signal()


class CellRefused(InputRefused):
    """What is wrong in one column of a row."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


@dataclass(frozen=True)
class Column:
    """A column: its name in the head, what stands in it, and how a cell is read.

    `read` gives the value of a cell that is not empty, and raises InputRefused. `words` are what a
    cell may say, each with its value. `out` is for who reads the file; on the way in it does nothing.
    """

    name: str
    what: Any
    read: Callable[[str], Any] | None = None
    words: Mapping[str, Any] | None = None
    required: bool = False
    out: bool = False


@dataclass(frozen=True)
class Stored:
    """How many rows are new, and how many stood there already."""

    added: int
    known: int


@dataclass(frozen=True)
class Entry:
    """What to keep of a row: its id, and the short id of one that is there when the row names it."""

    id: UUID
    short_id: str

    def is_among(self, known: Collection[str]) -> bool:
        return str(self.id) in known or (self.short_id != "" and self.short_id in known)


def known_keys(rows: QuerySet[Any], municipality: Any, entries: Iterable[Entry]) -> set[str]:
    """The ids and short ids of those entries that are in a table with both and a municipality."""
    chunk = list(entries)
    here = Q(
        municipality=municipality, short_id__in=[one.short_id for one in chunk if one.short_id]
    )
    found = rows.filter(Q(pk__in=[one.id for one in chunk]) | here).values_list("pk", "short_id")
    return {each for pk, short in found for each in (str(pk), short)}


class Reading(Protocol):
    """One file that is read in. `check` gives what to keep of a row, or raises InputRefused; nothing
    is written until `store` gets all of it, in one transaction. The file is gone through twice: a
    Reading is made for each time."""

    def check(self, cells: Mapping[str, Any]) -> Any: ...

    def store(self, rows: Iterable[Any]) -> Stored: ...


@dataclass(frozen=True)
class Sheet:
    """Rows of one kind. `rows(area)` gives what anybody may see, as a mapping of column to value;
    `may(actor)` says who reads in, `open(actor, municipality)` begins it."""

    title: Any
    description: Any
    columns: tuple[Column, ...]
    rows: Callable[[Any | None], Iterable[Mapping[str, Any]]]
    may: Callable[[Any], bool]
    open: Callable[[Any, Any], Reading]
    order: int = 100


sheets: Plug[Sheet] = Plug("sheets")


def read_cells(sheet: Sheet, raw: Mapping[str, str]) -> dict[str, Any]:
    """The values of a row; empty cells are None. Raises CellRefused for the first that is wrong."""
    cells: dict[str, Any] = {}
    for column in sheet.columns:
        if column.out:
            continue
        text = plain(raw.get(column.name, ""))
        cells[column.name] = None
        if not text:
            if column.required:
                raise CellRefused(column.name, _("hier moet iets staan."))
            continue
        try:
            if column.words is not None:
                cells[column.name] = _word(column.words, text)
            else:
                cells[column.name] = column.read(text) if column.read else text
        except InputRefused as refused:
            raise CellRefused(column.name, str(refused)) from None
        except ValidationError as refused:
            raise CellRefused(column.name, " ".join(refused.messages)) from None
    return cells


def add_all(model: type[Model], rows: list[Any]) -> None:
    """Write rows at once, and let who watches the table know, as when each was saved."""
    model._default_manager.bulk_create(rows, batch_size=500)
    added.send(sender=model, instances=rows)


# --- cells --------------------------------------------------------------------------------------


def harmless(value: Any) -> str:
    """A spreadsheet runs a text that begins like a formula; after a quote it is a text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain(text: str) -> str:
    """A cell as it was before `harmless`, without what no screen shows."""
    text = text.strip()
    if text[:1] == "'" and text[1:].startswith(_FORMULA):
        text = text[1:]
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)


def _word(words: Mapping[str, Any], text: str) -> Any:
    known = {word.casefold(): value for word, value in words.items()}
    if text.casefold() not in known:
        raise InputRefused(
            _("“%(word)s” kennen wij niet. Kies uit: %(words)s.")
            % {"word": text[:40], "words": ", ".join(words)}
        )
    return known[text.casefold()]


def words_of(words: Mapping[str, Any], value: Any) -> str:
    """The word of a value, the way back of `Column.words`."""
    return next((word for word, one in words.items() if one == value), "")


YES_NO = {"ja": True, "nee": False}


def text(most: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > most:
            raise InputRefused(
                _("dit zijn %(here)s tekens. Gebruik er hoogstens %(most)s.")
                % {"here": len(cell), "most": most}
            )
        return cell

    return read


def several(words: Mapping[str, Any]) -> Callable[[str], list[Any]]:
    """Words with commas between them."""

    def read(cell: str) -> list[Any]:
        return [_word(words, word.strip()) for word in cell.split(",") if word.strip()]

    return read


def number(cell: str) -> int:
    """A whole number above zero."""
    try:
        value = Decimal(cell.replace(",", "."))
        whole = int(value) if value == value.to_integral_value() else 0
    except (InvalidOperation, ValueError, OverflowError):
        whole = 0
    if not 0 < whole <= 10**9:
        raise InputRefused(_("vul een heel getal boven nul in, bijvoorbeeld 12."))
    return whole


def day(cell: str) -> date:
    found: date = DayField().clean(cell)
    return found


def euro(cell: str) -> int:
    """Whole cents."""
    cents: int = MoneyField().clean(cell.replace(" ", ""))
    return cents


def clock_time(cell: str) -> time:
    hours, _sign, minutes = cell.replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes[:2]))
    except ValueError:
        raise InputRefused(_("vul een tijd in, bijvoorbeeld 19:30.")) from None


def euro_text(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


def numbered(number: Decimal) -> str:
    """A number as Dutch people write it, without zeros at the end."""
    return f"{number.normalize():f}".replace(".", ",")


def in_chunks(rows: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
