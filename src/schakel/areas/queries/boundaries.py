"""Reads on boundaries: which areas touch each other."""

from collections import defaultdict
from collections.abc import Collection

from schakel.areas.importing import geometry
from schakel.areas.models import Area, Boundary

_CHUNK = 500


def touching(ids: Collection[int]) -> dict[int, set[int]]:
    """Of each of these areas which of the others share a side with it: two points or more."""
    corners: dict[tuple[int, int], set[int]] = defaultdict(set)
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        rows = Boundary.objects.filter(area__in=wanted[start : start + _CHUNK])
        for area, shape in rows.values_list("area_id", "geometry"):
            for ring in geometry.rings(shape):
                for corner in ring:
                    corners[corner].add(area)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for areas in corners.values():
        if len(areas) > 1:
            for one in areas:
                for other in areas:
                    if one != other:
                        shared[one, other] += 1
    found: dict[int, set[int]] = defaultdict(set)
    for (one, other), points in shared.items():
        if points > 1:
            found[one].add(other)
    return found


def neighbours(area: Area) -> list[Area]:
    """The areas of the same kind and year that share a side with this one, in order of name."""
    own = Boundary.objects.filter(area=area).first()
    if own is None:
        return []
    around = Boundary.objects.filter(
        area__kind=area.kind,
        area__year=area.year,
        west__lte=own.east,
        east__gte=own.west,
        south__lte=own.north,
        north__gte=own.south,
    ).values_list("area_id", flat=True)
    return list(Area.objects.filter(pk__in=touching(set(around))[area.pk]).order_by("name"))
