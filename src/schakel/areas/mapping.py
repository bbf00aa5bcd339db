"""What is on the map of an area: its boundary, its parts, its neighbours, and the places of rooms.

Every mark has its number in the list beside the map, so the map never says more than the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schakel.areas import drawing
from schakel.areas.models import Area
from schakel.areas.queries import pages
from schakel.base.plugs import MapPlace

_SHAPES = {"residents": "circle", "organisations": "square"}


@dataclass(frozen=True)
class Item:
    """A line of the list beside the map."""

    number: int
    label: str
    url: str
    note: str
    shape: str  # as on the map: "circle", "square" or "part"
    on_map: bool


@dataclass(frozen=True)
class AreaMap:
    """A map with its list. `drawing` is None when no boundary is known: then there is only the list."""

    drawing: drawing.Drawing | None
    places: list[Item]
    parts: list[Item]
    source: str
    has_boundary: bool
    has_neighbours: bool


def of(area: Area, parts: Sequence[Area], places: Sequence[MapPlace]) -> AreaMap:
    """The map of an area whose boundary, and that of its parts, was read with it."""
    own = _shape(area)
    inside = {part.pk: shape for part in parts if (shape := _shape(part))}
    middles = _middles(area, own, inside, places)
    spots = [place.point or middles.get(place.area_id or area.pk) for place in places]
    shown = [
        Item(number, place.label, place.url, place.note, _SHAPES[place.kind], spot is not None)
        for number, (place, spot) in enumerate(zip(places, spots, strict=True), 1)
    ]
    named = [
        Item(number, part.name, part.get_absolute_url(), "", "part", part.pk in inside)
        for number, part in enumerate(parts, len(shown) + 1)
    ]
    shapes = [*([own] if own else []), *inside.values()]
    if not shapes:
        return AreaMap(None, shown, named, "", False, False)
    box = drawing.box_of(shapes)
    around = pages.around(area, drawing.Frame.around(box).box())
    drawn = drawing.draw(
        own,
        neighbours=around,
        parts=[
            (item.number, inside[part.pk])
            for item, part in zip(named, parts, strict=True)
            if part.pk in inside
        ],
        places=[
            (item.number, item.shape, *spot)
            for item, spot in zip(shown, spots, strict=True)
            if spot is not None
        ],
        box=box,
    )
    # That of the area itself was read with it; where only parts are drawn, that of the first.
    source = (
        area.boundary.source
        if own is not None
        else pages.source_of_boundary(next(part for part in parts if part.pk in inside))
    )
    words = f"{source.title}, {source.publisher}"
    return AreaMap(drawn, shown, named, words, own is not None, bool(around))


def _shape(area: Area) -> Mapping[str, Any] | None:
    """As `queries.with_boundary` and `parts_with_boundary` read it."""
    shape: Mapping[str, Any] | None = area.shape  # type: ignore[attr-defined]
    return shape


def _middles(
    area: Area,
    own: Mapping[str, Any] | None,
    inside: Mapping[int, Mapping[str, Any]],
    places: Sequence[MapPlace],
) -> dict[int, drawing.Point]:
    """The middles of the areas in which places without a point lie."""
    wanted = {place.area_id or area.pk for place in places if place.point is None}
    known = dict(inside)
    if own:
        known[area.pk] = own
    if missing := wanted - known.keys():
        known |= pages.boundaries(missing)
    return {pk: drawing.middle(known[pk]) for pk in wanted if pk in known}
