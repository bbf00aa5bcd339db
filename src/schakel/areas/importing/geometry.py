"""Boundaries: is it a closed figure that does not cross itself, and where does it lie."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

Ring = list[tuple[int, int]]

_SCALE = 10_000_000  # whole ten-millionths of a degree (1 cm): orientation is then exact
_ROUNDING = 200  # about two metres: boundaries are published in whole metres or five decimals


class Unfit(ValueError):
    """Why this geometry cannot be a boundary, in a sentence."""


def examine(geometry: Any) -> tuple[float, float, float, float]:
    """West, south, east, north of a Polygon or MultiPolygon. Raises Unfit."""
    box = [181.0, 91.0, -181.0, -91.0]
    empty = True
    for ring in rings(geometry):
        empty = False
        xs, ys = [x / _SCALE for x, _y in ring], [y / _SCALE for _x, y in ring]
        box = [
            min(box[0], *xs),
            min(box[1], *ys),
            max(box[2], *xs),
            max(box[3], *ys),
        ]
        crossing = first_crossing(ring)
        if crossing is not None:
            raise Unfit(
                _("de grens kruist zichzelf bij %(lon).5f, %(lat).5f. Haal de grens opnieuw op.")
                % {"lon": crossing[0] / _SCALE, "lat": crossing[1] / _SCALE}
            )
    if empty:
        raise Unfit(_("de grens is leeg."))
    return box[0], box[1], box[2], box[3]


def rings(geometry: Any) -> Iterator[Ring]:
    """Every ring, in whole ten-millionths of a degree, without its last point (equal to the first)."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise Unfit(_("de grens is geen vlak (Polygon of MultiPolygon)."))
    coordinates = geometry.get("coordinates")
    try:
        for polygon in [coordinates] if kind == "Polygon" else coordinates:
            for raw in polygon:
                yield _ring(raw)
    except Unfit:
        raise
    except (TypeError, IndexError, KeyError, OverflowError, ValueError):
        raise Unfit(_("de punten van de grens zijn geen getallen.")) from None


def _ring(raw: Any) -> Ring:
    ring: Ring = []
    for point in raw:
        lon, lat = float(point[0]), float(point[1])
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise Unfit(
                _(
                    "de punten zijn geen graden (lengte en breedte). "
                    "Haal de grenzen op in WGS84 (EPSG:4326), niet in RD."
                )
            )
        place = (round(lon * _SCALE), round(lat * _SCALE))
        if not ring or ring[-1] != place:
            ring.append(place)
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise Unfit(_("de grens is niet gesloten, of heeft minder dan drie punten."))
    return ring[:-1]


def first_crossing(ring: Ring) -> tuple[int, int] | None:
    """Where two sides cross each other; touching in a point is not crossing.

    Nor is a crossing within the rounding of points of both sides: generalised boundaries have those.
    Sides are met from west to east; only those that still overlap in that direction are compared.
    """
    count = len(ring)
    sides = []
    for index in range(count):
        a, b = ring[index], ring[(index + 1) % count]
        sides.append((*((a, b) if a <= b else (b, a)), index))
    sides.sort()
    live: list[tuple[tuple[int, int], tuple[int, int], int]] = []
    for a, b, index in sides:
        live = [side for side in live if side[1][0] >= a[0]]
        low, high = (a[1], b[1]) if a[1] <= b[1] else (b[1], a[1])
        for c, d, other in live:
            if (c[1] < low and d[1] < low) or (c[1] > high and d[1] > high):
                continue
            if abs(index - other) in (1, count - 1):
                continue
            if _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0:
                place = _meet(a, b, c, d)
                if not (_near(place, a, b) and _near(place, c, d)):
                    return place
        live.append((a, b, index))
    return None


def _turn(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (cross > 0) - (cross < 0)


def _near(place: tuple[int, int], *ends: tuple[int, int]) -> bool:
    return any(max(abs(place[0] - x), abs(place[1] - y)) <= _ROUNDING for x, y in ends)


def _meet(
    a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]
) -> tuple[int, int]:
    dx, dy, ex, ey = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    along = ((c[0] - a[0]) * ey - (c[1] - a[1]) * ex) / (dx * ey - dy * ex)
    return round(a[0] + along * dx), round(a[1] + along * dy)
