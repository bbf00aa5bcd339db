"""From boundaries in degrees to a small drawing in whole units: pure, and the same for the same input.

A drawing is 800 units wide, whatever the screen; the page scales it. Degrees become units by one
scale, east-west shortened by the cosine of the middle latitude: over a municipality that is off by
less than a line's width.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Any

Point = tuple[float, float]
Spot = tuple[int, int]

WIDTH = 800
_LOWEST, _HIGHEST = 400, 800
_MARGIN = 0.06
_BEYOND = 12  # lines run this far past the frame, so that no cut edge is seen
MARK = 22  # half the width of a mark
_APART = 2 * MARK + 4
_METRES = 111_320.0  # in a degree of latitude
_MOST_POINTS = 2_400  # in one drawing; beyond it lines become simpler


@dataclass(frozen=True)
class Mark:
    """A number on the map: in a circle, a square, or bare inside the part that it names."""

    number: int
    x: int
    y: int
    shape: str  # "circle", "square" or "part"

    @property
    def left(self) -> int:
        """Where the square of this mark begins."""
        return self.x - MARK + 2

    @property
    def top(self) -> int:
        return self.y - MARK + 2

    @property
    def base(self) -> int:
        """The line that the number stands on."""
        return self.y + MARK // 2


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    outline: str
    neighbours: tuple[str, ...]
    parts: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Frame:
    """What of the earth is drawn, and how a place in degrees becomes a place in the drawing."""

    west: float
    north: float
    scale: float  # units in a degree of latitude
    narrow: float  # a degree of longitude, in degrees of latitude
    height: int

    @classmethod
    def around(cls, box: tuple[float, float, float, float]) -> "Frame":
        """The frame for west, south, east, north, with some air around it."""
        west, south, east, north = box
        narrow = cos(radians((south + north) / 2))
        wide, tall = (east - west) * narrow, north - south
        margin = max(wide, tall) * _MARGIN
        wide, tall = wide + 2 * margin, tall + 2 * margin
        scale = min(WIDTH / wide, _HIGHEST / tall)
        height = max(round(tall * scale), _LOWEST)
        return cls(
            west=(west + east) / 2 - WIDTH / scale / narrow / 2,
            north=(south + north) / 2 + height / scale / 2,
            scale=scale,
            narrow=narrow,
            height=height,
        )

    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of everything that falls inside the drawing."""
        return (
            self.west,
            self.north - self.height / self.scale,
            self.west + WIDTH / self.scale / self.narrow,
            self.north,
        )

    def spot(self, lon: float, lat: float) -> Spot:
        return (
            round((lon - self.west) * self.narrow * self.scale),
            round((self.north - lat) * self.scale),
        )


def draw(
    own: Mapping[str, Any] | None,
    *,
    neighbours: Sequence[Mapping[str, Any]] = (),
    parts: Sequence[tuple[int, Mapping[str, Any]]] = (),
    places: Sequence[tuple[int, str, float, float]] = (),
    box: tuple[float, float, float, float],
) -> Drawing:
    """Draw an area: its own boundary, its parts with their numbers, its neighbours, and places.

    Geometries are GeoJSON Polygons or MultiPolygons; `parts` are (number, geometry), `places` are
    (number, "circle" or "square", longitude, latitude). Marks that would lie on each other are
    moved apart; parts keep their number inside.
    """
    frame = Frame.around(box)
    shapes = [own] if own else []
    every = [*shapes, *neighbours, *(geometry for _, geometry in parts)]
    tolerance = 0.7
    while True:
        cut = [_rings(frame, geometry, tolerance) for geometry in every]
        if sum(len(ring) for rings in cut for ring in rings) <= _MOST_POINTS or tolerance > 20:
            break
        tolerance *= 1.6
    paths = [_path(rings) for rings in cut]
    marks = []
    for number, shape, lon, lat in places:
        marks.append(Mark(number, *frame.spot(lon, lat), shape))
    for number, geometry in parts:
        marks.append(Mark(number, *frame.spot(*middle(geometry)), "part"))
    first = len(shapes)
    return Drawing(
        width=WIDTH,
        height=frame.height,
        outline=paths[0] if own else "",
        neighbours=tuple(path for path in paths[first : first + len(neighbours)] if path),
        parts=tuple(path for path in paths[first + len(neighbours) :] if path),
        marks=tuple(_spread(marks, frame.height)),
    )


def box_of(geometries: Iterable[Mapping[str, Any]]) -> tuple[float, float, float, float]:
    """West, south, east, north of geometries together."""
    points = [
        point
        for geometry in geometries
        for polygon in _polygons(geometry)
        for ring in polygon
        for point in ring
    ]
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


def middle(geometry: Mapping[str, Any]) -> Point:
    """A point inside the largest polygon: its centre, or the middle of its widest stretch there."""
    polygon = max(_polygons(geometry), key=lambda rings: abs(_area(rings[0])))
    ring = polygon[0]
    area = _area(ring)
    x = y = 0.0
    # From the first corner: products of whole coordinates would lose the digits that matter.
    ox, oy = ring[0][0], ring[0][1]
    for (ax, ay), (bx, by) in _sides(ring):
        cross = (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
        x += (ax + bx - 2 * ox) * cross
        y += (ay + by - 2 * oy) * cross
    if not area:
        return ring[0][0], ring[0][1]
    x, y = ox + x / (6 * area), oy + y / (6 * area)
    stretches = _stretches(polygon, y)
    if not stretches or any(left < x < right for left, right in stretches):
        return x, y
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (left + right) / 2, y


def generalise(geometry: Mapping[str, Any], metres: float) -> dict[str, Any]:
    """The same shape with fewer corners, none moved further than `metres`; small islands fall away.

    For what is stored beside a detailed boundary, so that a page need not read all of it.
    """
    lat = next(iter(_polygons(geometry)))[0][0][1]
    narrow = cos(radians(lat)) * _METRES
    polygons = []
    for polygon in _polygons(geometry):
        rings = []
        for ring in polygon:
            flat = [(lon * narrow, lat * _METRES) for lon, lat, *_ in ring]
            kept = _fewer(flat, metres)
            if len(kept) >= 4:
                rings.append([[round(x / narrow, 6), round(y / _METRES, 6)] for x, y in kept])
            elif not rings:
                break  # without its outer ring a polygon has no holes either
        if rings:
            polygons.append(rings)
    if not polygons:
        return dict(geometry)
    return {"type": "MultiPolygon", "coordinates": polygons}


# --- lines ----------------------------------------------------------------------------------------


def _polygons(geometry: Mapping[str, Any]) -> list[list[list[Point]]]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _sides(ring: Sequence[Sequence[float]]) -> Iterable[tuple[Point, Point]]:
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        yield (a[0], a[1]), (b[0], b[1])


def _area(ring: Sequence[Sequence[float]]) -> float:
    ox, oy = ring[0][0], ring[0][1]
    return sum((a[0] - ox) * (b[1] - oy) - (b[0] - ox) * (a[1] - oy) for a, b in _sides(ring)) / 2


def _stretches(polygon: Sequence[Sequence[Point]], y: float) -> list[tuple[float, float]]:
    """Where a level line runs inside the polygon, holes left out."""
    crossings = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in polygon
        for a, b in _sides(ring)
        if (a[1] > y) != (b[1] > y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))


def _rings(frame: Frame, geometry: Mapping[str, Any], tolerance: float) -> list[list[Spot]]:
    """The rings of a geometry inside the frame, in whole units, without what cannot be seen."""
    found = []
    spot = frame.spot
    for polygon in _polygons(geometry):
        for ring in polygon:
            spots = [spot(point[0], point[1]) for point in ring]
            line = _fewer(_clipped(spots, frame.height), tolerance)
            if len(line) >= 4:
                found.append([(round(x), round(y)) for x, y in line[:-1]])
    return found


def _clipped(ring: Sequence[Point], height: int) -> list[Point]:
    """The ring cut off just outside the frame (Sutherland and Hodgman)."""
    line: list[Point] = list(ring)
    for axis, sign, edge in (
        (0, 1, -_BEYOND), (0, -1, -(WIDTH + _BEYOND)),
        (1, 1, -_BEYOND), (1, -1, -(height + _BEYOND)),
    ):  # fmt: skip
        if all(sign * point[axis] >= edge for point in line):
            continue
        kept: list[Point] = []
        for a, b in zip([line[-1], *line[:-1]], line, strict=True) if line else []:
            inside_a, inside_b = sign * a[axis] >= edge, sign * b[axis] >= edge
            if inside_a != inside_b:
                along = (sign * edge - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])))
            if inside_b:
                kept.append(b)
        line = kept
    return [*line, line[0]] if line and line[0] != line[-1] else line


def _fewer(line: Sequence[Point], tolerance: float) -> list[Point]:
    """A closed line with fewer points, none of which lay further from it (Douglas and Peucker)."""
    if len(line) < 4:
        return list(line)
    # A ring begins and ends in one point: it is halved where it is furthest from there.
    far = max(
        range(len(line)),
        key=lambda i: (line[i][0] - line[0][0]) ** 2 + (line[i][1] - line[0][1]) ** 2,
    )
    keep = {0, far, len(line) - 1}
    stack = [(0, far), (far, len(line) - 1)]
    while stack:
        begin, end = stack.pop()
        (ax, ay), (bx, by) = line[begin], line[end]
        dx, dy = bx - ax, by - ay
        length = hypot(dx, dy)
        worst, where = tolerance, 0
        for index in range(begin + 1, end):
            x, y = line[index]
            off = abs((x - ax) * dy - (y - ay) * dx) / length if length else hypot(x - ax, y - ay)
            if off > worst:
                worst, where = off, index
        if where:
            keep.add(where)
            stack += [(begin, where), (where, end)]
    return [line[index] for index in sorted(keep)]


def _path(rings: Sequence[Sequence[Spot]]) -> str:
    """Path data with steps from point to point: short numbers."""
    words = []
    for ring in rings:
        x, y = ring[0]
        words.append(f"M{x} {y}")
        steps = []
        for nx, ny in ring[1:]:
            steps.append(f"{nx - x} {ny - y}")
            x, y = nx, ny
        words.append(f"l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(words)


# --- marks ----------------------------------------------------------------------------------------


def _spread(marks: Sequence[Mark], height: int) -> list[Mark]:
    """Each mark as near to its place as the marks before it allow, and inside the frame."""
    taken: list[Mark] = []
    for mark in marks:
        x = min(max(mark.x, MARK), WIDTH - MARK)
        y = min(max(mark.y, MARK), height - MARK)
        for dx, dy in _AROUND:
            nx, ny = x + dx, y + dy
            inside = MARK <= nx <= WIDTH - MARK and MARK <= ny <= height - MARK
            if inside and all(hypot(nx - m.x, ny - m.y) >= _APART for m in taken):
                x, y = nx, ny
                break
        taken.append(Mark(mark.number, x, y, mark.shape))
    return taken


# Steps away from a place, the nearest first: rings of places in six directions.
_STEP = _APART / 2
_AROUND: list[Spot] = sorted(
    (
        (round(_STEP * (i + j / 2)), round(_STEP * j * 0.866))
        for i in range(-24, 25)
        for j in range(-24, 25)
    ),
    key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
)
