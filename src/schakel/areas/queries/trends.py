"""Series of figures over the years of a place, and what is expected: the drivers of demand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from schakel.areas import indicators
from schakel.areas.indicators import Indicator
from schakel.areas.models import Area, AreaChange, Figures, Source
from schakel.areas.queries.places import line
from schakel.engines.explanation import Explanation
from schakel.engines.trends import NotEnough, Outcome, Series, explain, project

YOUNG, OLD = "share_0_14", "share_65_plus"
# Statistics Netherlands changed how it tells where people come from in 2022; the two never join.
ORIGIN = ("share_origin_outside_nl", "share_migration_non_western", "share_migration_western")


@dataclass(frozen=True)
class Point:
    """One year; `broken` when the boundary changed since the year before it."""

    year: int
    value: Decimal
    source: Source
    broken: bool = False


@dataclass(frozen=True)
class Line:
    """A figure over the years. `hidden`: some year is left out because it is about too few people."""

    indicator: Indicator
    area: Area
    points: tuple[Point, ...]
    hidden: bool = False

    @property
    def unbroken(self) -> tuple[Point, ...]:
        """The points since the boundary last changed."""
        start = max((n for n, point in enumerate(self.points) if point.broken), default=0)
        return self.points[start:]


@dataclass(frozen=True)
class Expected:
    """A year to come: of an official forecast, with its source, or our own projection with a range."""

    year: int
    value: Fraction
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Forecast:
    """What is expected, or why nothing is. `official`: somebody else's forecast, named in `source`."""

    line: Line
    expected: tuple[Expected, ...] = ()
    source: Source | None = None
    area: Area | None = None  # of which area the official forecast is
    why: Explanation | None = None

    @property
    def official(self) -> bool:
        return self.source is not None


def series(area: Area, key: str) -> Line:
    """The figure of this place in every year that it is known, under whatever code."""
    return lines(area, [key])[0]


def lines(area: Area, keys: Sequence[str]) -> list[Line]:
    """The series for each key. Two queries."""
    rows = list(
        Figures.objects.filter(area__lineage=area.lineage, source__forecast=False)
        .select_related("source")
        .order_by("year", "source__key")
    )
    broken = set(
        AreaChange.objects.filter(
            to_area__lineage=area.lineage, kind__in=["merged", "split"]
        ).values_list("to_area__year", flat=True)
    ) | set(
        AreaChange.objects.filter(
            from_area__lineage=area.lineage, kind__in=["merged", "split"]
        ).values_list("to_area__year", flat=True)
    )
    return [_line(area, key, rows, broken) for key in keys]


def forecasts(area: Area, keys: Sequence[str], years: Sequence[int] = ()) -> list[Forecast]:
    """What is expected for each key.

    An official forecast that was taken in wins: of the area itself, else of what it lies in.
    Otherwise the series goes on as it went (engines/trends), never when a year of it is hidden.
    """
    official = _official(area)
    found = []
    for each in lines(area, keys):
        key = each.indicator.key
        rows = next((rows for rows in official if any(key in row.values for row in rows)), None)
        if rows is not None:
            found.append(_of_source(each, key, rows))
        else:
            found.append(_own(each, years))
    return found


def drivers(area: Area) -> list[Forecast]:
    """What makes the demand change: fewer young and more old people, and where people come from."""
    return [
        forecast
        for forecast in forecasts(area, (YOUNG, OLD, *ORIGIN))
        if forecast.line.points or forecast.official or forecast.line.indicator.key in (YOUNG, OLD)
    ]


def _line(area: Area, key: str, rows: Sequence[Figures], broken: set[int]) -> Line:
    hidden = {row.year for row in rows if key in row.hidden}
    by_year: dict[int, Figures] = {}
    for row in rows:
        if row.values.get(key) is not None and row.year not in hidden:
            by_year.setdefault(row.year, row)
    points: list[Point] = []
    before = 0
    for year, row in sorted(by_year.items()):
        cut = any(before < each <= year for each in broken) and bool(points)
        points.append(Point(year, Decimal(row.values[key]), row.source, cut))
        before = year
    return Line(indicators.get(key), area, tuple(points), bool(hidden))


def _official(area: Area) -> list[list[Figures]]:
    """Rows of the newest official forecast, by level, the smallest first."""
    above = line(area)
    by_lineage: dict[object, list[Figures]] = defaultdict(list)
    for row in (
        Figures.objects.filter(
            area__lineage__in=[each.lineage for each in above], source__forecast=True
        )
        .select_related("source", "area")
        .order_by("-source__year", "year")
    ):
        by_lineage[row.area.lineage].append(row)
    return [by_lineage[each.lineage] for each in above if by_lineage[each.lineage]]


def _of_source(each: Line, key: str, rows: Sequence[Figures]) -> Forecast:
    having = [row for row in rows if row.values.get(key) is not None]
    source = having[0].source if having else rows[0].source
    return Forecast(
        each,
        tuple(
            Expected(row.year, Fraction(row.values[key]))
            for row in having
            if row.source_id == source.pk
        ),
        source,
        rows[0].area,
    )


def _own(each: Line, years: Sequence[int]) -> Forecast:
    if each.hidden:
        return Forecast(each, why=Explanation("areas.trend.hidden"))
    points = tuple((point.year, Fraction(point.value)) for point in each.unbroken)
    top = Fraction(100) if each.indicator.kind == "share" else None
    line = Series(points, high=top)
    try:
        if not years and len(points) > 1:
            ahead = min(10, points[-1][0] - points[0][0])
            years = sorted({points[-1][0] + max(ahead // 2, 1), points[-1][0] + ahead})
        outcome: Outcome = project(line, years)
    except NotEnough as refused:
        return Forecast(each, why=refused.explanation)
    expected = tuple(Expected(one.year, one.middle, one.low, one.high) for one in outcome.projected)
    return Forecast(each, expected, why=explain(line, outcome))
