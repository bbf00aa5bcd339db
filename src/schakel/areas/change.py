"""The page on how an area changes: what kind of place it is, its series of figures, what is expected."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.areas.queries import trends, typology
from schakel.base import explanations, formats

_HEIGHT, _TOP = 96, 8  # of the drawing of one series, in pixels


@dataclass(frozen=True)
class Dot:
    """A year in the drawing: x in percentages, y in pixels; `low` and `high` are the range."""

    year: int
    text: str
    x: str
    y: int
    expected: bool
    low: int | None = None
    high: int | None = None
    range: str = ""
    source: str = ""


@dataclass(frozen=True)
class Series:
    """One figure over the years. `steps` are the lines between dots: (from, to, expected)."""

    key: str
    label: str
    finding: str
    dots: list[Dot]
    steps: list[tuple[Dot, Dot, bool]]
    why: list[str]
    source: str


@dataclass(frozen=True)
class Kind:
    """What kind of place this is in one sentence, and how we came to it."""

    finding: str
    why: list[str]


@dataclass(frozen=True)
class Change:
    kinds: list[Kind]
    series: list[Series]


def of(area: Area) -> Change:
    language = _language()
    return Change(
        kinds=[
            Kind(explanations.render(why, language), explanations.render_all(why, language)[1:])
            for why in typology.of(area).why
        ],
        series=[_series(forecast) for forecast in trends.drivers(area)],
    )


def as_json(change: Change) -> dict[str, Any]:
    return {
        "soortGebied": [kind.finding for kind in change.kinds],
        "reeksen": [
            {
                "cijfer": one.key,
                "naam": one.label,
                "jaren": [
                    {"jaar": dot.year, "waarde": dot.text, "verwacht": dot.expected}
                    for dot in one.dots
                ],
                "uitleg": one.why,
                "bron": one.source,
            }
            for one in change.series
        ],
    }


def _series(forecast: trends.Forecast) -> Series:
    line = forecast.line
    known = [(point.year, Fraction(point.value)) for point in line.points]
    coming = [one for one in forecast.expected if not known or one.year > known[-1][0]]
    dots = _dots(line, known, coming)
    # No line across a changed boundary: the years before it are about another place.
    broken = {point.year for point in line.points if point.broken}
    steps = [(one, two, two.expected) for one, two in pairwise(dots) if two.year not in broken]
    why = explanations.render_all(forecast.why, _language()) if forecast.why else []
    if broken:
        why.append(_("De grens is veranderd. Vergelijk de jaren daarvoor niet met die erna."))
    if forecast.source is not None and forecast.area is not None:
        told = {"source": forecast.source.title, "area": forecast.area.name}
        why.append(_("De verwachting is van %(source)s, voor %(area)s.") % told)
    sources = dict.fromkeys(point.source.title for point in line.points)
    return Series(
        key=line.indicator.key,
        label=line.indicator.label,
        finding=_finding(line.indicator.label, dots),
        dots=dots,
        steps=steps,
        why=why,
        source=", ".join(sources),
    )


def _dots(
    line: trends.Line, known: list[tuple[int, Fraction]], coming: list[trends.Expected]
) -> list[Dot]:
    years = [year for year, _value in known] + [one.year for one in coming]
    if not years:
        return []
    first, span = years[0], max(years[-1] - years[0], 1)
    tops = [value for _year, value in known]
    tops += [one.high if one.high is not None else one.value for one in coming]
    highest = max(tops) or Fraction(1)

    def x(year: int) -> str:
        return formats.percent(Fraction(3, 100) + Fraction(94, 100) * Fraction(year - first, span))

    def y(value: Fraction) -> int:
        return _TOP + _HEIGHT - formats.rounded(value * _HEIGHT / highest)

    unit = "%" if line.indicator.unit == "percent" else ""

    def text(value: Fraction) -> str:
        return f"{formats.decimal(value)}{unit}"

    dots = [
        Dot(point.year, text(Fraction(point.value)), x(point.year), y(Fraction(point.value)), False,
            source=point.source.title)
        for point in line.points
    ]  # fmt: skip
    for one in coming:
        low, high = one.low, one.high
        given = low is not None and high is not None
        dots.append(
            Dot(
                one.year,
                text(one.value),
                x(one.year),
                y(one.value),
                True,
                low=y(low) if low is not None else None,
                high=y(high) if high is not None else None,
                range=_("tussen %(low)s en %(high)s") % {"low": text(low), "high": text(high)}
                if given and low is not None and high is not None
                else "",
            )
        )
    return dots


def _finding(label: str, dots: list[Dot]) -> str:
    if not dots:
        return _("%(label)s: hiervan kennen wij geen jaar.") % {"label": label}
    first, last = dots[0], dots[-1]
    told = {
        "label": label,
        "first": first.year,
        "from": first.text,
        "last": last.year,
        "to": last.text,
    }
    if len(dots) == 1:
        return _("%(label)s: %(from)s in %(first)s.") % told
    if last.expected:
        return _("%(label)s: %(from)s in %(first)s, naar verwachting %(to)s in %(last)s.") % told
    return _("%(label)s: %(from)s in %(first)s, %(to)s in %(last)s.") % told


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"
