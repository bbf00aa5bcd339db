"""A table as a file: written row by row, and read row by row with the line of each."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from schakel.areas.importing.files import File
from schakel.base.exceptions import InputRefused
from schakel.base.sheets import Sheet, harmless

# Between cells: a Dutch spreadsheet opens it as columns.
SEPARATOR = ";"
Row = tuple[int, Mapping[str, str] | InputRefused]


def written(sheet: Sheet, area: Any | None = None) -> Iterator[str]:
    """The table in pieces: the head, and then what anybody may see."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    names = [column.name for column in sheet.columns]
    out.write("\ufeff")
    writer.writerow(names)
    for row in sheet.rows(area):
        writer.writerow([harmless(row.get(name)) for name in names])
        if out.tell() > 1 << 15:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def empty(sheet: Sheet) -> str:
    """The head of the columns that somebody fills in."""
    return "\ufeff" + SEPARATOR.join(_names(sheet)) + "\r\n"


def _names(sheet: Sheet) -> list[str]:
    return [column.name for column in sheet.columns if not column.out]


class Table:
    """A file of one sheet. Raises InputRefused for a head that is not the sheet's."""

    def __init__(self, sheet: Sheet, file: File) -> None:
        self._sheet, self._file = sheet, file
        if file.is_json:
            raise file.refuse(_("dit is JSON. Sla het op als CSV."))
        lines = file.lines()
        first = next(lines, "")
        self._above = 0
        if first.lower().startswith("sep="):
            first, self._above = next(lines, ""), 1
        self._separator = max(
            ";,\t", key=lambda sign: len(set(self._cells(first, sign)) & set(_names(sheet)))
        )
        self._head = self._cells(first, self._separator)
        self._check_head()

    @staticmethod
    def _cells(line: str, separator: str) -> list[str]:
        return [cell.strip().lower() for cell in next(csv.reader([line], delimiter=separator), [])]

    def _check_head(self) -> None:
        known = {column.name for column in self._sheet.columns}
        needed = [column.name for column in self._sheet.columns if column.required]
        while self._head and not self._head[-1]:
            self._head.pop()
        lack = [name for name in needed if name not in self._head]
        if lack:
            raise self._file.refuse(
                _("de kop mist %(names)s. Haal de lege tabel op en vul die in.")
                % {"names": _listed(lack)},
                self._above + 1,
            )
        strange = [name for name in self._head if name not in known]
        if strange:
            raise self._file.refuse(
                _("de kolom %(names)s kennen wij niet. Laat die weg.")
                % {"names": _listed(strange)},
                self._above + 1,
            )
        if len(set(self._head)) < len(self._head):
            twice = [name for name in dict.fromkeys(self._head) if self._head.count(name) > 1]
            raise self._file.refuse(
                _("%(names)s staat twee keer in de kop.") % {"names": _listed(twice)},
                self._above + 1,
            )

    def rows(self) -> Iterator[Row]:
        """Each row with the line on which it begins; a row that is none, as the refusal."""
        lines = self._file.lines()
        for _skipped in range(self._above + 1):
            next(lines, None)
        reader = csv.reader(lines, delimiter=self._separator, strict=True)
        line = before = self._above + 1
        try:
            for cells in reader:
                line, before = before + 1, self._above + 1 + reader.line_num
                if not any(cell.strip() for cell in cells):
                    continue
                while len(cells) > len(self._head) and not cells[-1].strip():
                    cells.pop()
                if len(cells) != len(self._head):
                    yield (
                        line,
                        InputRefused(
                            _("hier staan %(here)s waarden, de kop noemt %(head)s kolommen.")
                            % {"here": len(cells), "head": len(self._head)}
                        ),
                    )
                    continue
                yield line, dict(zip(self._head, cells, strict=True))
        except csv.Error:
            yield (
                before + 1,
                InputRefused(_("hier staat een aanhalingsteken te veel of te weinig.")),
            )


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in names[:5])
