"""What became of areas between two years: a list that somebody made, and what nobody has said yet."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from schakel.areas.importing.lists import Change, ChangeList
from schakel.areas.models import Area, AreaChange, Delivery, Source
from schakel.areas.services.areas import renew_current
from schakel.base import clock
from schakel.base.actor import Actor

if TYPE_CHECKING:
    from schakel.areas.services.imports import Report

_ONE_PLACE = (AreaChange.Kind.SAME, AreaChange.Kind.RENAMED, AreaChange.Kind.RECODED)


def store(actor: Actor, table: ChangeList, report: "Report") -> "Report":
    """Store a list of changes; what goes on under another code becomes one place over the years."""
    rows = table.read()
    wanted = {(row.from_code, row.from_year) for row in rows} | {
        (row.to_code, row.to_year) for row in rows
    }
    areas = {
        (area.code, area.year): area
        for area in Area.objects.filter(code__in={code for code, _year in wanted})
    }
    for row in rows:
        for code, year in ((row.from_code, row.from_year), (row.to_code, row.to_year)):
            if (code, year) not in areas:
                raise table.file.refuse(
                    _("%(code)s bestaat niet in %(year)s. Lees eerst de gebieden van dat jaar.")
                    % {"code": code, "year": year},
                    row.line,
                )
        if row.from_year >= row.to_year:
            raise table.file.refuse(_("een wijziging gaat naar een later jaar."), row.line)
        one, two = areas[row.from_code, row.from_year], areas[row.to_code, row.to_year]
        if one.kind != two.kind:
            raise table.file.refuse(
                _("een %(one)s wordt geen %(two)s.")
                % {"one": one.get_kind_display(), "two": two.get_kind_display()},
                row.line,
            )
        AreaChange.objects.update_or_create(
            from_area=one,
            to_area=two,
            defaults={"kind": row.kind, "basis": AreaChange.Basis.FILE},
        )
        if row.kind in _ONE_PLACE:
            _join(table, row, one, two)
            areas = {
                place: Area.objects.get(pk=area.pk) if area.lineage == two.lineage else area
                for place, area in areas.items()
            }
    renew_current()
    latest = max(row.to_year for row in rows) if rows else clock.today().year
    source, _new = Source.objects.get_or_create(
        key="wijzigingen",
        year=latest,
        defaults={
            "title": _("Lijst van gewijzigde gebieden %(year)s") % {"year": latest},
            "publisher": actor.office[:200],
            "licence": _("geen licentie genoemd"),
        },
    )
    report.title, report.year, report.areas = source.title, latest, len(rows)
    Delivery.objects.create(
        source=source,
        name=table.file.name[:300],
        year=latest,
        digest=table.file.digest,
        rows=len(rows),
        office=actor.office[:200],
        at=clock.now(),
    )
    return report


def _join(table: ChangeList, row: Change, one: Area, two: Area) -> None:
    if one.lineage == two.lineage:
        return
    years = set(Area.objects.filter(lineage=one.lineage).values_list("year", flat=True))
    other = Area.objects.filter(lineage=two.lineage)
    if years & set(other.values_list("year", flat=True)):
        raise table.file.refuse(
            _("%(one)s en %(two)s bestaan in hetzelfde jaar naast elkaar: het zijn twee gebieden.")
            % {"one": one.code, "two": two.code},
            row.line,
        )
    other.update(current=False)
    other.update(lineage=one.lineage)
