"""Reads on information points and ties of an area."""

from django.db.models import QuerySet

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.initiatives.models import Point, Tie


def points(area: Area | None = None) -> QuerySet[Point]:
    found = Point.objects.filter(ended=None).select_related("area", "party")
    return found.filter(area__in=places.within(area)) if area is not None else found


def point(number: int) -> Point | None:
    return (
        Point.objects.filter(pk=number, ended=None)
        .select_related("area__parent__parent", "party", "municipality")
        .first()
    )


def ties(area: Area | None = None, kind: str = "") -> QuerySet[Tie]:
    found = Tie.objects.filter(ended=None).select_related("area", "one", "other")
    if area is not None:
        found = found.filter(area__in=places.within(area))
    return found.filter(kind=kind) if kind in Tie.Kind.values else found


def tie(number: int) -> Tie | None:
    return (
        Tie.objects.filter(pk=number, ended=None)
        .select_related("area__parent__parent", "one", "other", "municipality")
        .first()
    )
