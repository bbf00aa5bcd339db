"""What the rows of a file say: which publication it is, of which year, and of which areas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from schakel.areas import indicators, sources
from schakel.areas.importing.files import File, Raw
from schakel.areas.indicators import Indicator, stem
from schakel.areas.models import COUNTRY
from schakel.base.exceptions import InputRefused

_CODE = re.compile(r"^(GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}|NL0[01])$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_AREAS = 100_000

# The first of these that a file has holds the code; the name stands beside it.
_CODES = {
    "codering": "wijkenenbuurten",
    "buurtcode": "buurtnaam",
    "wijkcode": "wijknaam",
    "gemeentecode": "gemeentenaam",
    "code": "name",
    "statcode": "statnaam",
    "gwbcode": "regio",
    "gwbcode10": "regio",
    "wijkenenbuurten": "",
    "regios": "",
}
# Rows about others than all adults, or about the margins of an estimate, are passed over.
_ONLY = {
    "leeftijd": {"20300", "18jaarofouder"},
    "marges": {"mw00000", "waarde"},
    "water": {"nee", ""},
}
_DATED = ("perioden", "jaarstatcode")


@dataclass(frozen=True)
class Seed:
    """What a row says of an area beside its figures."""

    line: int
    code: str
    name: str
    town: str
    district: str
    cells: int  # equal for rows that say the same


@dataclass
class Survey:
    """What a whole file holds, after one reading of it."""

    year: int
    seeds: dict[str, Seed]
    notes: list[str] = field(default_factory=list)


def country(code: str) -> str:
    """RIVM writes NL01 for what Statistics Netherlands calls NL00."""
    return COUNTRY if code == "NL01" else code


class Table:
    """A file whose rows are areas: figures, boundaries or both."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.by_stem: dict[str, str] = {}
        for column in file.columns():
            self.by_stem.setdefault(stem(column), column)
        self.code_stem = next((name for name in _CODES if name in self.by_stem), "")
        self.only = [(self.by_stem[name], _ONLY[name]) for name in _ONLY if name in self.by_stem]
        self.dated = [name for name in _DATED if name in self.by_stem]
        self.boundaries = file.is_json and '"features"' in file.head.decode("latin-1")
        if not self.code_stem:
            raise self._no_codes()
        known = indicators.by_column()
        self.figures: dict[str, tuple[str, Indicator]] = {
            column: (name, known[name]) for name, column in self.by_stem.items() if name in known
        }
        self.publication = self._publication()
        self._require()

    def survey(self, asked: int | None) -> Survey:
        """Read all of it once: the areas, the year. Raises InputRefused, with the place."""
        seeds: dict[str, Seed] = {}
        periods: set[int] = set()
        twice = passed = 0
        year = self._year_outside_rows(asked)
        for row in self.file.rows():
            if self._is_other(row):
                passed += 1
                continue
            period = self._period(row)
            if period:
                periods.add(period)
                if asked and period != asked:
                    continue
            code = self.code(row)
            seed = self._seed(row, code)
            earlier = seeds.setdefault(code, seed)
            if earlier is seed:
                if len(seeds) > _MOST_AREAS:
                    raise self.file.refuse(
                        _("hier begint gebied %(count)s. Meer gebieden heeft Nederland niet.")
                        % {"count": len(seeds)},
                        row.line,
                    )
            elif earlier.cells == seed.cells:
                twice += 1
            elif len(periods) < 2:
                raise self.file.refuse(
                    _("%(code)s staat ook op %(place)s, met andere waarden. Verwijder er een.")
                    % {"code": code, "place": self.file.place(earlier.line)},
                    row.line,
                )
        survey = Survey(self._year(asked, year, periods), seeds)
        if not seeds:
            raise self.file.refuse(_("hierin staat geen enkel gebied van dit jaar."))
        if twice:
            survey.notes.append(_("%(count)s dubbele regels overgeslagen.") % {"count": twice})
        if passed:
            survey.notes.append(
                _("%(count)s regels over water, een andere leeftijd of marges overgeslagen.")
                % {"count": passed}
            )
        return survey

    def rows(self, survey: Survey) -> Iterator[tuple[str, Raw]]:
        """Every area once, in the order of the file."""
        for row in self.file.rows():
            if self._is_other(row):
                continue
            code = self.code(row)
            if survey.seeds[code].line == row.line if code in survey.seeds else False:
                yield code, row

    def values(self, row: Raw) -> dict[str, str | None]:
        """The figures of a row, as they are stored."""
        found: dict[str, str | None] = {}
        for column, (name, indicator) in self.figures.items():
            try:
                found[indicator.key] = indicators.text(indicator.parse(row.cells[column], name))
            except ValueError as error:
                raise self.file.refuse(
                    _("kolom ‘%(column)s’: ‘%(value)s’ kan geen %(label)s zijn.")
                    % {"column": column, "value": str(error)[:40], "label": indicator.nl.lower()},
                    row.line,
                ) from None
            except KeyError:
                raise self.file.refuse(
                    _("kolom ‘%(column)s’ ontbreekt hier.") % {"column": column}, row.line
                ) from None
        return _with_shares(found)

    def code(self, row: Raw) -> str:
        raw = str(row.cells.get(self.by_stem[self.code_stem]) or "").strip().upper()
        if not _CODE.match(raw):
            raise self.file.refuse(
                _("kolom ‘%(column)s’: ‘%(code)s’ is geen code van een gemeente, wijk of buurt.")
                % {"column": self.by_stem[self.code_stem], "code": raw[:40]},
                row.line,
            )
        return country(raw)

    # --- what is it -------------------------------------------------------------------------------

    def _no_codes(self) -> InputRefused:
        if self.boundaries:
            return self.file.refuse(
                _(
                    "de gebieden hebben geen CBS-code (een kolom ‘code’, ‘buurtcode’ of ‘wijkcode’). "
                    "Haal de grenzen met codes op bij CBS of PDOK."
                )
            )
        return self.file.refuse(
            _(
                "er is geen kolom met de CBS-code (‘code’, ‘Codering’ of ‘WijkenEnBuurten’). "
                "Neem die kolom mee bij het ophalen."
            ),
            None if self.file.is_json else 1,
        )

    def _publication(self) -> sources.Publication:
        if self.boundaries:
            return _own_map(self.file) or sources.every()["cbs-kaart"]
        tally: dict[str, int] = {}
        for _name, indicator in self.figures.values():
            tally[indicator.source] = tally.get(indicator.source, 0) + 1
        if not tally:
            raise self.file.refuse(
                _("geen kolom is een cijfer dat Schakel kent. De kolommen zijn: %(names)s.")
                % {"names": ", ".join(list(self.by_stem.values())[:8])},
                None if self.file.is_json else 1,
            )
        return sources.every()[max(tally, key=lambda key: tally[key])]

    def _require(self) -> None:
        have = {indicator.key for _name, indicator in self.figures.values()}
        for key in self.publication.required:
            if key not in have:
                wanted = indicators.get(key)
                raise self.file.refuse(
                    _(
                        "de kolom met %(label)s ontbreekt (‘%(column)s’). Haal het bestand opnieuw op."
                    )
                    % {"label": wanted.nl.lower(), "column": wanted.columns[0]},
                    None if self.file.is_json else 1,
                )
        if self.code_stem == "code" and not {"name", "naam"} & set(self.by_stem):
            raise self.file.refuse(
                _("de kolom ‘name’ met de naam van het gebied ontbreekt."),
                None if self.file.is_json else 1,
            )

    # --- rows -------------------------------------------------------------------------------------

    def _cell(self, row: Raw, name: str) -> str:
        return str(row.cells.get(self.by_stem.get(name, ""), "") or "").strip()

    def _is_other(self, row: Raw) -> bool:
        for column, allowed in self.only:
            said = re.sub(r"[^a-z0-9]", "", str(row.cells.get(column) or "").lower())
            if said not in allowed:
                return True
        return False

    def _period(self, row: Raw) -> int | None:
        for name in self.dated:
            found = re.match(r"(\d{4})(JJ00|[A-Z]{2}\w+|)$", self._cell(row, name))
            if found:
                return int(found.group(1))
        return None

    def _seed(self, row: Raw, code: str) -> Seed:
        name = self._cell(row, _CODES[self.code_stem]) or self._cell(row, "naam")
        town = self._cell(row, "gemeentenaam")
        if _CODE.match(name):
            name = ""
        if code.startswith("GM"):
            name = name or town
        if code == COUNTRY:
            name = "Nederland"
        said: dict[str, Any] = {**row.cells, "": row.geometry}
        for other in ("ID", "id"):
            said.pop(other, None)
        return Seed(
            line=row.line,
            code=code,
            name=name[:200],
            town=town[:200],
            district=self._cell(row, "wijknaam")[:200],
            cells=hash(tuple(map(str, said.values()))),
        )

    # --- year -------------------------------------------------------------------------------------

    def _year_outside_rows(self, asked: int | None) -> int | None:
        """What stands above the rows: the number of the table, or a title with one year."""
        above = self.file.preamble()
        for publication in sources.every().values():
            for year, table in publication.tables:
                if year and re.search(rf"\b{table}\b", above, re.IGNORECASE):
                    return year
        if self.file.is_json:
            titled = re.search(r'"Title"\s*:\s*"([^"]*)"', above)
            above = titled.group(1) if titled else ""
        years = set(_YEAR.findall(above))
        return int(years.pop()) if len(years) == 1 else None

    def _year(self, asked: int | None, above: int | None, periods: set[int]) -> int:
        if len(periods) > 1 and asked is None:
            raise self.file.refuse(
                _("hierin staan meer jaren: %(years)s. Kies er een met --year.")
                % {"years": ", ".join(map(str, sorted(periods)))}
            )
        inside = above or (next(iter(periods)) if len(periods) == 1 else None)
        named = set(_YEAR.findall(self.file.name))
        inside = inside or (asked if periods and asked in periods else None)
        inside = inside or (int(named.pop()) if len(named) == 1 else None)
        if asked and (inside or asked) != asked:
            raise self.file.refuse(
                _("u vraagt %(asked)s, het bestand gaat over %(inside)s. Kies het goede bestand.")
                % {"asked": asked, "inside": inside}
            )
        if asked and periods and asked not in periods:
            raise self.file.refuse(
                _("u vraagt %(asked)s, het bestand gaat over %(inside)s. Kies het goede bestand.")
                % {"asked": asked, "inside": ", ".join(map(str, sorted(periods)))}
            )
        year = inside or asked
        if year is None:
            raise self.file.refuse(
                _("het jaar staat er niet bij. Geef het met --year, bijvoorbeeld --year 2024.")
            )
        return year


def _own_map(file: File) -> sources.Publication | None:
    """A map that says of itself where it is from: ‘bron’ and ‘uitgever’ before its areas."""
    above = file.head.decode("utf-8", errors="replace").partition('"features"')[0]
    said = dict(re.findall(r'"(bron|uitgever|licentie)"\s*:\s*"([^"\\]{1,200})"', above))
    if not {"bron", "uitgever"} <= set(said):
        return None
    return sources.Publication(
        key=f"kaart-{slugify(said['bron'])}"[:60].rstrip("-"),
        title=said["bron"],
        publisher=said["uitgever"],
        licence=said.get("licentie") or _("geen licentie genoemd"),
    )


def _with_shares(found: dict[str, str | None]) -> dict[str, str | None]:
    """Where a file counts only, the share that follows from the count, to one decimal."""
    for key, indicator in indicators.every().items():
        if indicator.kind != "share" or found.get(key) is not None:
            continue
        part, whole = found.get(indicator.numerator), found.get(indicator.denominator)
        if part is not None and whole is not None and 0 < Decimal(whole) >= Decimal(part):
            share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"))
            found[key] = indicators.text(share)
    return found
