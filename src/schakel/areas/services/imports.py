"""Taking in files: each whole or not at all, and each only once."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas import drawing, sources
from schakel.areas.importing import geometry, service
from schakel.areas.importing.files import File
from schakel.areas.importing.layouts import Survey, Table
from schakel.areas.importing.lists import ChangeList, FigureList, is_change_list, is_figure_list
from schakel.areas.models import Boundary, Delivery, Figures, Source
from schakel.areas.services import areas, changes, protection
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused

_BATCH = 500
# Metres that a corner may move on a map, by kind of code: less than a line is wide there.
_FINENESS = {"GM": 10.0, "WK": 4.0, "BU": 2.0}
_BOUNDARIES = 20  # one may be some megabytes


@dataclass
class Report:
    """What a file brought."""

    name: str
    title: str = ""
    year: int = 0
    areas: int = 0
    new: int = 0
    figures: int = 0
    boundaries: int = 0
    already: bool = False
    notes: list[str] = field(default_factory=list)


def import_files(
    actor: Actor,
    paths: Sequence[Path],
    year: int | None = None,
    on_report: Callable[[Report], None] = lambda report: None,
) -> list[Report]:
    """Take in files, municipalities before their parts, each in a transaction of its own.

    A file that is refused ends the work; the files before it stay, and a second time they are
    passed over. Raises InputRefused with file, place and cure.
    """
    files = [open_file(path) for path in paths]
    reports = []
    for file in sorted(files, key=_level):
        reports.append(import_file(actor, file, year))
        on_report(reports[-1])
    return reports


def open_file(path: Path) -> "Table | ChangeList | FigureList":
    """The file, recognised by its content."""
    file = File(path)
    columns = file.columns()
    if is_change_list(columns):
        return ChangeList(file)
    if is_figure_list(columns):
        return FigureList(file)
    return Table(file)


@transaction.atomic
def import_file(
    actor: Actor, table: "Table | ChangeList | FigureList", year: int | None = None
) -> Report:
    """Take in one file, or nothing of it. What was taken in before is not taken in again."""
    file = table.file
    report = Report(name=file.name)
    before = Delivery.objects.filter(digest=file.digest).select_related("source")
    done = (before.filter(year=year) if year else before).first()
    if done is not None:
        report.title, report.year, report.already = done.source.title, done.year, True
        return report
    if isinstance(table, ChangeList):
        return changes.store(actor, table, report)
    if isinstance(table, FigureList):
        return _store_list(actor, table, report)
    survey = table.survey(year)
    report.notes += survey.notes
    report.year, report.areas = survey.year, len(survey.seeds)
    ids, report.new = areas.ensure(
        survey.year,
        {
            seed.code: areas.Wanted(
                seed.code,
                seed.name,
                seed.town,
                seed.district,
                f"{file.name}, {file.place(seed.line)}",
            )
            for seed in survey.seeds.values()
        },
    )
    source = source_of(table.publication, survey.year)
    report.title = source.title
    _store_rows(table, survey, ids, source, report)
    deliver(actor, source, file, report)
    protection.protect(survey.year)
    return report


def fetch(
    actor: Actor,
    table: str,
    year: int | None = None,
    *,
    municipality: str = "",
    get: service.Get = service.get,
) -> Report:
    """Take in a table of the open data service, as if it were a file. Raises InputRefused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table}{f'-{municipality}' if municipality else ''}.json"
        service.download(table, path, municipality, get)
        return import_file(actor, open_file(path), year)


def source_of(publication: sources.Publication, year: int) -> Source:
    source, _new = Source.objects.update_or_create(
        key=publication.key,
        year=year,
        defaults={
            "title": f"{publication.title} {year}",
            "publisher": publication.publisher,
            "licence": publication.licence,
            "url": publication.url,
            "protected": publication.protected,
        },
    )
    return source


def deliver(actor: Actor, source: Source, file: File, report: Report) -> None:
    """Write down which file this was, and which office took it in."""
    Delivery.objects.create(
        source=source,
        name=file.name[:300],
        year=report.year,
        digest=file.digest,
        rows=report.areas,
        office=actor.office[:200],
        at=clock.now(),
    )


def put_figures(rows: Iterable[Figures]) -> None:
    """Store figures; of an area, source and year that is there already the new ones hold."""
    minimum = protection.Minimums.now().everywhere
    batch = list(rows)
    for row in batch:
        row.minimum = minimum
    Figures.objects.bulk_create(
        batch,
        update_conflicts=True,
        unique_fields=["area", "source", "year"],
        update_fields=["values", "hidden", "minimum"],
    )


def _store_rows(
    table: Table, survey: Survey, ids: dict[str, int], source: Source, report: Report
) -> None:
    size = _BOUNDARIES if table.boundaries else _BATCH
    for batch in _batches(table.rows(survey), size):
        figures, boundaries = [], []
        for code, row in batch:
            values = table.values(row)
            if any(value is not None for value in values.values()):
                figures.append(
                    Figures(area_id=ids[code], source=source, year=survey.year, values=values)
                )
                report.figures += sum(value is not None for value in values.values())
            if table.boundaries:
                try:
                    west, south, east, north = geometry.examine(row.geometry)
                except geometry.Unfit as unfit:
                    raise table.file.refuse(f"{code}: {unfit}", row.line) from None
                boundaries.append(
                    Boundary(
                        area_id=ids[code],
                        geometry=row.geometry,
                        outline=drawing.generalise(row.geometry, _FINENESS.get(code[:2], 10.0)),
                        west=west,
                        south=south,
                        east=east,
                        north=north,
                        source=source,
                    )
                )
        put_figures(figures)
        Boundary.objects.bulk_create(
            boundaries,
            update_conflicts=True,
            unique_fields=["area"],
            update_fields=["geometry", "outline", "west", "south", "east", "north", "source"],
        )
        report.boundaries += len(boundaries)


def _store_list(actor: Actor, table: FigureList, report: Report) -> Report:
    found = table.read()
    known, of_year = areas.newest(row.code for row in found)
    missing = next((row for row in found if row.code not in known), None)
    if missing is not None:
        raise table.file.refuse(
            _("%(code)s bestaat niet. Lees eerst de gebieden, of kijk de code na.")
            % {"code": missing.code},
            missing.line,
        )
    source, _new = Source.objects.update_or_create(
        key=table.key,
        year=table.edition,
        defaults={
            "title": table.title,
            "publisher": table.publisher,
            "licence": table.licence,
            "forecast": table.forecast,
            "protected": False,
        },
    )
    grouped: dict[tuple[int, int], dict[str, str | None]] = {}
    for row in found:
        area = of_year.get((row.code, row.year), known[row.code])
        grouped.setdefault((area.pk, row.year), {})[row.key] = row.value
    put_figures(
        Figures(area_id=area, source=source, year=year, values=values)
        for (area, year), values in grouped.items()
    )
    report.title, report.year, report.areas = source.title, table.edition, len(known)
    report.figures = len(found)
    deliver(actor, source, table.file, report)
    for year in sorted({row.year for row in found}):
        protection.protect(year)
    return report


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _level(table: "Table | ChangeList | FigureList") -> int:
    """The country and municipalities first, changes and lists of figures last."""
    if not isinstance(table, Table):
        return 9
    first = next(table.file.rows(), None)
    try:
        code = table.code(first) if first else ""
    except InputRefused:
        code = ""
    return {"NL": 0, "GM": 1, "WK": 2, "BU": 3}.get(code[:2], 4)
