"""Reads on figures: what is shown of an area, of which level, year and source, and what is not."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q

from schakel.areas import indicators
from schakel.areas.indicators import Indicator
from schakel.areas.models import Area, Figures, Source
from schakel.areas.queries.places import line

_SILENT, _SMALL, _ABSENT = "silent", "small", "absent"


@dataclass(frozen=True)
class Shown:
    """One figure as it may be shown: a value, or why there is none.

    `area` is the area that the figure is about: the one asked, or a larger one (`is_fallback`), or
    with `pooled` the areas whose people are counted together with those of this area.
    """

    indicator: Indicator
    value: Decimal | None
    why: str  # "" when there is a value; silent: the source gives none; small; absent: no source
    area: Area
    year: int | None = None
    source: Source | None = None
    asked: Area | None = None
    pooled: tuple[Area, ...] = ()

    @property
    def is_fallback(self) -> bool:
        return self.asked is not None and self.asked.lineage != self.area.lineage

    @property
    def level(self) -> str:
        return self.area.kind


def shown(area: Area, keys: Sequence[str], *, pool: bool = True) -> list[Shown]:
    """A figure for each key: of the area itself, else of the district, municipality or country.

    Each says of what area, year and source it is. A count that is left out because it is small is
    given together with its neighbours where that gives nothing away (`pool`), else of a larger area.
    """
    rows = _rows(area)
    found = []
    for key in keys:
        levels = rows.levels(key)
        best = next((each for each in levels if each.value is not None), levels[0])
        own = levels[0]
        if pool and own.why == _SMALL and own.indicator.kind == "count":
            best = _pooled(own) or best
        found.append(replace(best, asked=area))
    return found


def compare(area: Area, keys: Sequence[str]) -> list[tuple[Shown, ...]]:
    """For each key the figure of the area and of each larger one, all of one source and year.

    The source and year are the newest that the smallest level with a figure has.
    """
    rows = _rows(area)
    found = []
    for key in keys:
        levels = rows.levels(key)
        first = next((each for each in levels if each.value is not None), levels[0])
        if first.source is not None and first.year is not None:
            levels = rows.levels(key, (first.source.key, first.year))
        found.append(tuple(replace(each, asked=area) for each in levels))
    return found


def of_parts(area: Area, key: str) -> list[Shown]:
    """One figure for everything directly inside an area, of one source and year; in order of code.

    Two queries, however many parts: for a map or a table.
    """
    from schakel.areas.queries.places import parts

    inside = list(parts(area))
    rows = defaultdict(list)
    for row in _figures(Q(area__lineage__in=[each.lineage for each in inside])):
        rows[row.area.lineage].append(row)
    editions: dict[tuple[str, int], int] = defaultdict(int)
    for each in rows.values():
        for edition in {(row.source.key, row.year) for row in each if row.values.get(key)}:
            editions[edition] += 1
    # The newest year that most parts have.
    best = max(editions, key=lambda edition: (editions[edition], edition[1]), default=None)
    return [_one(each, key, rows[each.lineage], best) for each in inside]


def about(areas: Iterable[Area]) -> dict[int, dict[str, dict[str, object]]]:
    """For open data: of each area (by id) every figure that is shown, with year and source."""
    wanted = list(areas)
    rows = defaultdict(list)
    for row in _figures(Q(area__lineage__in=[area.lineage for area in wanted])):
        rows[row.area.lineage].append(row)
    found: dict[int, dict[str, dict[str, object]]] = {}
    for area in wanted:
        own = rows[area.lineage]
        keys = sorted({key for row in own for key in row.values})
        told = [_one(area, key, own) for key in keys]
        found[area.pk] = {
            each.indicator.key: {
                "waarde": str(each.value),
                "eenheid": each.indicator.unit,
                "jaar": each.year,
                "bron": each.source.title,
            }
            for each in told
            if each.value is not None and each.source is not None
        }
    return found


# --- rows -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rows:
    """The rows of figures of an area and of all that it lies in."""

    line: list[Area]
    by_level: dict[str, list[Figures]]

    def levels(self, key: str, edition: tuple[str, int] | None = None) -> list[Shown]:
        return [_one(each, key, self.by_level[each.kind], edition) for each in self.line]


def _rows(area: Area) -> _Rows:
    """Read once for each object: a page shows the figures of one area in more than one way."""
    if "_figure_rows" not in area.__dict__:
        area.__dict__["_figure_rows"] = _read(area)
    found: _Rows = area.__dict__["_figure_rows"]
    return found


def _read(area: Area) -> _Rows:
    above = line(area)
    wanted = Q(area__lineage__in=[each.lineage for each in above]) | Q(area__kind=Area.Kind.LAND)
    by_level: dict[str, list[Figures]] = defaultdict(list)
    for row in _figures(wanted):
        by_level[row.area.kind].append(row)
    if by_level[Area.Kind.LAND] and above[-1].kind != Area.Kind.LAND:
        above = [*above, by_level[Area.Kind.LAND][0].area]
    return _Rows(above, by_level)


def _figures(wanted: Q) -> Iterable[Figures]:
    """Rows of what was counted or estimated, not forecast; the newest first."""
    return (
        Figures.objects.filter(wanted, source__forecast=False)
        .select_related("area", "source")
        .order_by("-year", "source__key")
    )


def _one(
    area: Area, key: str, rows: Sequence[Figures], edition: tuple[str, int] | None = None
) -> Shown:
    """The newest figure in the rows of one area. What one source leaves out no other gives away."""
    indicator = indicators.get(key)
    having = [row for row in rows if key in row.values]
    if edition is not None:
        having = [row for row in having if (row.source.key, row.year) == edition]
    hidden = {row.year for row in rows if key in row.hidden}
    nothing = Shown(indicator, None, _SILENT if having else _ABSENT, area)
    for row in having:
        if row.values[key] is None:
            continue
        if row.year in hidden:
            if nothing.why != _SMALL:
                nothing = Shown(indicator, None, _SMALL, row.area, row.year, row.source)
            continue
        return Shown(indicator, Decimal(row.values[key]), "", row.area, row.year, row.source)
    return nothing


def _pooled(own: Shown) -> Shown | None:
    """The count of this area together with those beside it that are left out as well.

    All left-out parts of one whole are taken together: their sum follows from the whole already, so
    it tells nothing new. Where the whole itself is left out, nothing is pooled.
    """
    key, area = own.indicator.key, own.area
    assert own.source is not None and own.year is not None
    top = area.parent_id is None
    siblings = Q(area__kind=area.kind, area__year=area.year) if top else Q(area__parent=area.parent)
    whole = Q(area__kind=Area.Kind.LAND) if top else Q(area=area.parent_id)
    rows = Figures.objects.filter(
        siblings | whole, year=own.year, source__forecast=False
    ).select_related("area", "source")
    counts: dict[int, tuple[Area, Decimal]] = {}
    hidden: set[int] = set()
    for row in rows:
        if key in row.hidden:
            hidden.add(row.area_id)
        if row.values.get(key) is not None:
            counts.setdefault(row.area_id, (row.area, Decimal(row.values[key])))
    if any(member.kind != area.kind and id in hidden for id, (member, _c) in counts.items()):
        return None
    together = [counts[id] for id in sorted(hidden) if id in counts]
    total = sum((count for _area, count in together), Decimal(0))
    minimum = min((row.minimum for row in rows if row.minimum is not None), default=None)
    if len(together) < 2 or minimum is None or total < minimum:
        return None
    members = tuple(member for member, _count in together if member.pk != area.pk)
    return Shown(own.indicator, total, "", area, own.year, own.source, pooled=members)
