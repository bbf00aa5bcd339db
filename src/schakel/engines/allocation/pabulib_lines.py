"""The lines and rows of a Pabulib file, and what is said of them."""

import csv
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import IO, Never

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.errors import PabulibError
from schakel.engines.explanation import Explanation, Value

LONGEST_LINE = 1 << 20
LARGEST = 1 << 28
SECTIONS = ("META", "PROJECTS", "VOTES")


def decoded(file: IO[bytes]) -> Iterator[str]:
    while line := file.readline(LONGEST_LINE):
        yield line.decode("utf-8")


class Lines:
    """One pass over the lines; `line` is the line read last."""

    def __init__(
        self,
        lines: Iterator[str],
        name: str,
        on_note: Callable[[Explanation], object],
        file: IO[bytes] | None = None,
    ) -> None:
        self.lines = lines
        self.file = file
        self.name = name
        self.on_note = on_note
        self.line = 0
        self.start = 0
        self.noted: dict[str, list[int]] = {}
        self.rows = csv.reader(self._physical_lines(), delimiter=";")

    # Lines and rows

    def _physical_lines(self) -> Iterator[str]:
        while True:
            self.line += 1
            try:
                line = next(self.lines)
            except StopIteration:
                return
            except UnicodeDecodeError:
                self._refuse(Explanation("allocation.file.not_text", self._at(self.line)))
            if self.line == 1 and line.startswith("\ufeff"):
                line = line[1:]
                self._note("bom", 1)
            if "\0" in line:
                self._refuse(Explanation("allocation.file.not_text", self._at(self.line)))
            if len(line) >= LONGEST_LINE:
                self._refuse(Explanation("allocation.file.line_too_long", self._at(self.line)))
            yield line

    def _next(self) -> list[str] | None:
        """The next row that is not blank; `start` becomes its first line."""
        while True:
            self.start = self.line + 1
            try:
                row = next(self.rows)
            except StopIteration:
                return None
            except csv.Error:
                self._refuse(Explanation("allocation.file.bad_row", self._at(self.start)))
            if any(cell.strip() for cell in row):
                return row

    def _header(self) -> list[str]:
        row = self._next()
        return [] if row is None else [cell.strip().lower() for cell in row]

    def _section(self, found: list[str] | None, wanted: str) -> None:
        if found is None or found[0].strip().upper() != wanted or any(found[1:]):
            values = {**self._at(self.start), "section": wanted}
            self._refuse(Explanation("allocation.file.section", values))

    # What is said

    def _at(self, line: int) -> dict[str, Value]:
        return {"file": self.name, "line": line}

    def _refuse(self, explanation: Explanation) -> Never:
        raise PabulibError(explanation)

    def _note(self, kind: str, line: int) -> None:
        self.noted.setdefault(kind, [0, line])[0] += 1

    def _note_decimals(self, amount: Amount, line: int) -> None:
        if isinstance(amount, Fraction):
            self._note("decimals", line)

    def _compare(self, field: str, meta: Mapping[str, str], found: int) -> None:
        if meta.get(field, "") not in ("", str(found)):
            values = {"file": self.name, "field": field, "stated": meta[field]}
            self.on_note(Explanation("allocation.note.count", {**values, "found": found}))

    def _tell(self) -> None:
        notes = {
            "bom": Explanation("allocation.note.bom", {"file": self.name}),
            "quoted": Explanation("allocation.note.quoted", self._noted("quoted")),
            "decimals": Explanation("allocation.note.decimals", self._noted("decimals")),
            "repeated": Explanation("allocation.note.repeated", self._noted("repeated")),
            "too_many": Explanation("allocation.note.too_many", self._noted("too_many")),
        }
        for kind, note in notes.items():
            if kind in self.noted:
                self.on_note(note)

    def _noted(self, kind: str) -> dict[str, Value]:
        count, line = self.noted.get(kind, (0, 0))
        return {"file": self.name, "line": line, "count": count}


def rest_of(file: IO[bytes]) -> bytes:
    """What is still in the file, up to LARGEST; piece by piece, so that it can be interrupted."""
    read = getattr(file, "read1", file.read)
    pieces: list[bytes] = []
    size = 0
    # No more than a pipe holds: Python looks for an interrupt before each piece.
    while size < LARGEST and (piece := read(65_536)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def is_section(row: list[str]) -> bool:
    return row[0].strip().upper() in SECTIONS and not any(cell.strip() for cell in row[1:])
