"""Two lists that a municipality makes itself: changes between years, and figures or a forecast."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from schakel.areas import indicators
from schakel.areas.importing.files import File, Raw
from schakel.areas.indicators import stem
from schakel.areas.models import AreaChange

_CHANGES = {"vancode", "vanjaar", "naarcode", "naarjaar", "soort"}
_FIGURES = {"code", "jaar", "onderwerp", "waarde", "bron", "uitgever", "uitgave", "soort"}
_KINDS = {
    "zelfde": AreaChange.Kind.SAME,
    "andere naam": AreaChange.Kind.RENAMED,
    "andere code": AreaChange.Kind.RECODED,
    "samengevoegd": AreaChange.Kind.MERGED,
    "gesplitst": AreaChange.Kind.SPLIT,
}
_MOST_ROWS = 1_000_000


def is_change_list(columns: list[str]) -> bool:
    return {stem(column) for column in columns} >= _CHANGES


def is_figure_list(columns: list[str]) -> bool:
    return {stem(column) for column in columns} >= _FIGURES


@dataclass(frozen=True)
class Change:
    line: int
    from_code: str
    from_year: int
    to_code: str
    to_year: int
    kind: AreaChange.Kind


@dataclass(frozen=True)
class ListedFigure:
    line: int
    code: str
    year: int
    key: str
    value: str | None


class _List:
    def __init__(self, file: File) -> None:
        self.file = file
        self.by_stem = {stem(column): column for column in file.columns()}

    def cell(self, row: Raw, name: str) -> str:
        return str(row.cells[self.by_stem[name]] or "").strip()

    def year(self, row: Raw, name: str) -> int:
        text = self.cell(row, name)
        if not (text.isdigit() and 1900 <= int(text) <= 2200):
            raise self.file.refuse(
                _("kolom ‘%(column)s’: ‘%(value)s’ is geen jaar.")
                % {"column": self.by_stem[name], "value": text[:40]},
                row.line,
            )
        return int(text)


class ChangeList(_List):
    """`van_code,van_jaar,naar_code,naar_jaar,soort`."""

    def read(self) -> list[Change]:
        found = []
        for row in self.file.rows():
            word = self.cell(row, "soort").lower()
            if word not in _KINDS:
                raise self.file.refuse(
                    _("kolom ‘soort’: ‘%(word)s’ is er niet. Kies uit: %(words)s.")
                    % {"word": word[:40], "words": ", ".join(_KINDS)},
                    row.line,
                )
            found.append(
                Change(
                    row.line,
                    self.cell(row, "vancode").upper(),
                    self.year(row, "vanjaar"),
                    self.cell(row, "naarcode").upper(),
                    self.year(row, "naarjaar"),
                    _KINDS[word],
                )
            )
        return found


class FigureList(_List):
    """`code,jaar,onderwerp,waarde,bron,uitgever,uitgave,soort`; soort is `cijfer` or `prognose`."""

    title = publisher = licence = key = ""
    edition = 0
    forecast = False

    def read(self) -> list[ListedFigure]:
        found: dict[tuple[str, int, str], ListedFigure] = {}
        origin: tuple[str, ...] | None = None
        for row in self.file.rows():
            here = tuple(self.cell(row, name) for name in ("bron", "uitgever", "uitgave", "soort"))
            if origin is None:
                self._take_origin(row)
                origin = here
            elif here != origin:
                raise self.file.refuse(
                    _("een andere bron dan hierboven. Maak van elke bron een eigen bestand."),
                    row.line,
                )
            figure = self._figure(row)
            place = (figure.code, figure.year, figure.key)
            if place in found and found[place].value != figure.value:
                raise self.file.refuse(
                    _("%(code)s staat ook op %(place)s, met andere waarden. Verwijder er een.")
                    % {"code": figure.code, "place": self.file.place(found[place].line)},
                    row.line,
                )
            found[place] = figure
            if len(found) > _MOST_ROWS:
                raise self.file.refuse(_("meer dan een miljoen cijfers. Splits het bestand."))
        if not found:
            raise self.file.refuse(_("onder de kop staat niets."))
        return list(found.values())

    def _take_origin(self, row: Raw) -> None:
        self.title, self.publisher = self.cell(row, "bron"), self.cell(row, "uitgever")
        self.edition = self.year(row, "uitgave")
        for name in ("bron", "uitgever"):
            if not self.cell(row, name):
                raise self.file.refuse(
                    _("kolom ‘%(column)s’ is leeg: elk cijfer noemt zijn bron.") % {"column": name},
                    row.line,
                )
        kind = self.cell(row, "soort").lower()
        if kind not in ("cijfer", "prognose"):
            raise self.file.refuse(_("kolom ‘soort’: schrijf ‘cijfer’ of ‘prognose’."), row.line)
        self.forecast = kind == "prognose"
        self.licence = (self.cell(row, "licentie") if "licentie" in self.by_stem else "") or _(
            "geen licentie genoemd"
        )
        self.key = f"{kind}-{slugify(self.title)}"[:60].rstrip("-")

    def _figure(self, row: Raw) -> ListedFigure:
        key = self.cell(row, "onderwerp")
        indicator = indicators.every().get(key) or indicators.by_column().get(stem(key))
        if indicator is None:
            raise self.file.refuse(
                _("kolom ‘onderwerp’: ‘%(key)s’ is geen cijfer dat Schakel kent.")
                % {"key": key[:60]},
                row.line,
            )
        raw = self.cell(row, "waarde")
        try:
            value = indicators.text(indicator.parse(raw))
        except ValueError:
            raise self.file.refuse(
                _("kolom ‘%(column)s’: ‘%(value)s’ kan geen %(label)s zijn.")
                % {"column": "waarde", "value": raw[:40], "label": indicator.nl.lower()},
                row.line,
            ) from None
        return ListedFigure(
            row.line, self.cell(row, "code").upper(), self.year(row, "jaar"), indicator.key, value
        )
