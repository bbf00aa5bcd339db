"""Reading large text files row by row: packed or not, CSV or JSON, whatever the encoding."""

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from schakel.areas.indicators import stem
from schakel.base.exceptions import InputRefused

_PEEK = 1 << 16
_CHUNK = 1 << 18
_LONGEST_LINE = 1 << 20
_LARGEST_FEATURE = 1 << 26
# One of these stands in the line with the names of the columns.
_CODE_COLUMNS = {
    *("code", "codering", "buurtcode", "wijkcode", "gemeentecode", "statcode"),
    *("gwbcode", "gwbcode10", "wijkenenbuurten", "vancode"),
}
_ROWS = re.compile(r'"(features|value)"\s*:\s*\[')


@dataclass(frozen=True)
class Raw:
    """One row as it stands in the file: its line (or number) and its cells by column name."""

    line: int
    cells: dict[str, Any]
    geometry: Any = None


class File:
    """A file that can be read more than once; nothing of it stays in memory."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        self.head = self._peek()
        self.is_json = self.head.lstrip()[:1] in (b"{", b"[")
        self.encoding = "utf-8-sig"
        self.digest = self._read_through()

    def refuse(self, sentence: str, line: int | None = None) -> InputRefused:
        """The refusal with its place before it."""
        place = (
            self.name
            if line is None
            else _("%(file)s, %(place)s")
            % {
                "file": self.name,
                "place": self.place(line),
            }
        )
        return InputRefused(f"{place}: {sentence}")

    def place(self, line: int) -> str:
        word = _("gebied %(line)s") if self.is_json else _("regel %(line)s")
        return word % {"line": line}

    def rows(self) -> Iterator[Raw]:
        """Every row, from the start."""
        yield from (self._json_rows() if self.is_json else self._csv_rows())

    def preamble(self) -> str:
        """What stands before the rows: titles above a table, the names around a list."""
        text = self.head.decode(self.encoding, errors="replace")
        if self.is_json:
            found = _ROWS.search(text)
            return text[: found.start()] if found else text
        return "\n".join(text.splitlines()[: self._header()[0]])

    def columns(self) -> list[str]:
        """The names of the columns; of JSON those of the first row."""
        if not self.is_json:
            return self._header()[2]
        first = next(self._json_rows(), None)
        return list(first.cells) if first else []

    # --- bytes ----------------------------------------------------------------------------------

    def _open(self) -> IO[bytes]:
        try:
            stream: Any = self.path.open("rb")
        except IsADirectoryError:
            raise InputRefused(
                _("%(file)s: dit is een map. Noem de bestanden erin.") % {"file": self.path}
            ) from None
        except OSError as error:
            raise InputRefused(
                _("%(file)s: dit bestand is niet te lezen (%(reason)s). Kijk de naam na.")
                % {"file": self.path, "reason": error.strerror}
            ) from None
        if stream.peek(2)[:2] == b"\x1f\x8b":
            return io.BufferedReader(gzip.GzipFile(fileobj=stream))
        return stream  # type: ignore[no-any-return]

    def _peek(self) -> bytes:
        try:
            with self._open() as stream:
                head = stream.read(_PEEK)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise self._broken() from None
        if not head.strip(b"\xef\xbb\xbf \r\n\t"):
            raise InputRefused(
                _("%(file)s: dit bestand is leeg. Haal het opnieuw op.") % {"file": self.name}
            )
        if head.startswith(b"PK"):
            raise InputRefused(
                _("%(file)s: dit is een zip- of Excel-bestand. Pak het uit, of sla het op als CSV.")
                % {"file": self.name}
            )
        if b"\x00" in head:
            raise InputRefused(
                _("%(file)s: dit is geen tekstbestand. Sla het op als CSV (UTF-8) of GeoJSON.")
                % {"file": self.name}
            )
        return head

    def _read_through(self) -> str:
        """The digest; and whether all of it is UTF-8. If not, it is read as Western European."""
        digest, strict = sha256(), codecs.getincrementaldecoder("utf-8")()
        try:
            with self._open() as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    if self.encoding == "utf-8-sig":
                        try:
                            strict.decode(chunk)
                        except UnicodeDecodeError:
                            self.encoding = "cp1252"
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise self._broken() from None
        return digest.hexdigest()

    def _broken(self) -> InputRefused:
        return InputRefused(
            _("%(file)s: dit ingepakte bestand is niet heel. Haal het opnieuw op.")
            % {"file": self.name}
        )

    def _text(self) -> IO[str]:
        return io.TextIOWrapper(self._open(), encoding=self.encoding, errors="replace", newline="")

    # --- CSV ------------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        with self._text() as stream:
            number = 0
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise self.refuse(
                        _("deze regel is langer dan een miljoen tekens. Is dit wel een CSV?"),
                        number,
                    )
                yield line

    def _header(self) -> tuple[int, str, list[str]]:
        """How many lines stand above the names of the columns, the separator, and those names."""
        lines = self.head.decode(self.encoding, errors="replace").splitlines()[:30]
        best: tuple[int, str, list[str]] = (0, ",", [])
        for number, line in enumerate(lines):
            for separator in ";,\t":
                cells = [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
                if len(cells) > 1 and _CODE_COLUMNS & set(map(stem, cells)):
                    return number, separator, cells
                # Titles may stand above the table. Unknown names: the first line with most cells.
                if len(cells) > len(best[2]):
                    best = (number, separator, cells)
        return best

    def _csv_rows(self) -> Iterator[Raw]:
        skip, separator, names = self._header()
        lines = self.lines()
        for _skipped in range(skip + 1):
            next(lines, None)
        reader = csv.reader(lines, delimiter=separator)
        try:
            for cells in reader:
                line = skip + 1 + reader.line_num
                if not any(cell.strip() for cell in cells):
                    continue
                if len(cells) != len(names):
                    if len(cells) == 1 and line > skip + 2:
                        continue  # "Bron: CBS" below the table
                    raise self.refuse(
                        _("hier staan %(here)s waarden, de kop noemt %(head)s kolommen.")
                        % {"here": len(cells), "head": len(names)},
                        line,
                    )
                yield Raw(line, dict(zip(names, cells, strict=True)))
        except csv.Error as error:
            raise self.refuse(
                _("deze regel is geen CSV (%(reason)s).") % {"reason": error},
                skip + 1 + reader.line_num,
            ) from None

    # --- JSON -----------------------------------------------------------------------------------

    def _json_rows(self) -> Iterator[Raw]:
        """The objects in the first list called `features` or `value`, one by one."""
        decoder = json.JSONDecoder()
        with self._text() as stream:
            buffer = stream.read(_PEEK)
            found = _ROWS.search(buffer)
            if found is None:
                raise self.refuse(
                    _("hierin staat geen lijst ‘features’ (GeoJSON) of ‘value’ (CBS). Kijk het na.")
                )
            place, number, ended = found.end(), 0, False
            while True:
                buffer, place, ended = _fill(stream, buffer, place, ended)
                place = _past(buffer, place, ", \r\n\t")
                if place < len(buffer) and buffer[place] == "]":
                    return
                number += 1
                want = _CHUNK
                while True:
                    try:
                        row, after = decoder.raw_decode(buffer, place)
                        break
                    except (json.JSONDecodeError, RecursionError):
                        more = "" if ended else stream.read(want)
                        if not more or len(buffer) - place > _LARGEST_FEATURE:
                            raise self.refuse(
                                _(
                                    "hier breekt het bestand af, of is het geen JSON. Haal het opnieuw op."
                                ),
                                number,
                            ) from None
                        buffer, place, want = buffer[place:] + more, 0, want * 2
                place = after
                if not isinstance(row, dict):
                    raise self.refuse(_("hier staat geen gebied."), number)
                if found.group(1) == "value":
                    yield Raw(number, row)
                    continue
                cells = row.get("properties")
                yield Raw(number, cells if isinstance(cells, dict) else {}, row.get("geometry"))


def _fill(stream: IO[str], buffer: str, place: int, ended: bool) -> tuple[str, int, bool]:
    if ended or len(buffer) - place > _PEEK:
        return buffer, place, ended
    more = stream.read(_CHUNK)
    return buffer[place:] + more, 0, not more


def _past(text: str, place: int, blank: str) -> int:
    while place < len(text) and text[place] in blank:
        place += 1
    return place
