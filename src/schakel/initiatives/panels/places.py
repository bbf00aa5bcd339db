"""What a neighbourhood page shows of where people find help, and where its strength is read."""

from typing import Any

from django.utils import timezone

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.plugs import MapPlace
from schakel.initiatives.models import Point
from schakel.initiatives.queries import places as queries

_MOST = 12


def _here(area: Area) -> list[Point]:
    """Panel and map of one page ask for the same: read once, kept on the area."""
    if "_points_here" not in area.__dict__:
        area.__dict__["_points_here"] = list(queries.points(area)[:_MOST])
    found: list[Point] = area.__dict__["_points_here"]
    return found


def points(actor: Actor, area: Area) -> dict[str, Any]:
    now = timezone.localtime(clock.now())
    return {
        "points": [(each, each.is_open(now)) for each in _here(area)[:4]],
        "area": area,
    }


def on_map(actor: Actor, area: Area) -> list[MapPlace]:
    return [
        MapPlace(
            label=each.name,
            url=each.get_absolute_url(),
            kind="organisations",
            note=each.address,
            point=(each.longitude, each.latitude)
            if each.longitude is not None and each.latitude is not None
            else None,
            area_id=each.area_id,
        )
        for each in _here(area)
    ]
