"""What the page of an area says: the same facts for the screen and for `.json`."""

from dataclasses import dataclass
from typing import Any

from schakel.areas import mapping, queries
from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base.actor import Actor
from schakel.base.plugs import Panel, area_counts, area_panels, map_layers


@dataclass(frozen=True)
class Shown:
    """A panel with what it has to say."""

    panel: Panel
    data: dict[str, Any]


@dataclass(frozen=True)
class Voice:
    """The panels of residents, or those of institutions: the wide column and the narrow one."""

    wide: list[Shown]
    aside: list[Shown]


@dataclass(frozen=True)
class AreaPage:
    area: Area
    line: list[Area]
    counts: list[tuple[int, str]]
    map: mapping.AreaMap
    residents: Voice
    institutions: Voice


def of(actor: Actor, area: Area) -> AreaPage:
    parts = queries.parts_with_boundary(area)
    layers = sorted(map_layers, key=lambda layer: layer.order)
    marked = [place for layer in layers for place in layer.load(actor, area)]
    counters = sorted(area_counts, key=lambda counter: counter.order)
    shown = [
        Shown(panel, data)
        for panel in sorted(area_panels, key=lambda panel: panel.order)
        if (data := panel.load(actor, area)) is not None
    ]
    return AreaPage(
        area=area,
        line=places.line(area)[:0:-1],
        counts=[count for counter in counters for count in counter.load(actor, area)],
        map=mapping.of(area, parts, marked),
        residents=_voice(shown, "residents"),
        institutions=_voice(shown, "institutions"),
    )


def _voice(shown: list[Shown], voice: str) -> Voice:
    own = [one for one in shown if one.panel.voice == voice]
    return Voice(
        wide=[one for one in own if not one.panel.aside],
        aside=[one for one in own if one.panel.aside],
    )
