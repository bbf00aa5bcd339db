"""Reads for the pages of areas: the index, one area with its map."""

from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Coalesce

from schakel.areas.models import Area, Boundary, Source
from schakel.areas.queries import places

_MOST_WORDS = 5
_SHAPE = Coalesce("outline", "geometry")


def found(text: str = "") -> QuerySet[Area]:
    """Areas for the index. Without `text` the municipalities, or the one municipality's own areas.

    Each word of `text` must occur in the name, or in that of what the area lies in: "centrum
    utrecht". A CBS code finds its area. The nearest name comes first.
    """
    every = places.current().select_related("parent__parent")
    words = text.split()[:_MOST_WORDS]
    if not words:
        towns = every.filter(kind=Area.Kind.GEMEENTE)
        return towns.order_by("name", "code") if towns.count() > 1 else places.neighbourhoods()
    for word in words:
        every = every.filter(
            Q(name__icontains=word)
            | Q(code__iexact=word)
            | Q(parent__name__icontains=word)
            | Q(parent__parent__name__icontains=word)
        )
    nearness = Case(
        When(name__iexact=text.strip(), then=0),
        When(name__istartswith=words[0], then=1),
        When(name__icontains=words[0], then=2),
        default=3,
    )
    return every.order_by(nearness, "name", "code")


def with_boundary(code: str) -> Area | None:
    """The newest area with this code, with its parents and its boundary as a map shows it."""
    found = Area.objects.filter(code=code.upper()).order_by("-year")
    whole = found.select_related("boundary__source", "parent__parent")
    return _with_outline(whole.defer("boundary__geometry", "boundary__outline")).first()


def parts_with_boundary(area: Area) -> list[Area]:
    """What exists now directly inside an area, in order of code, each with its boundary."""
    parts = places.parts(area).only("code", "kind", "name", "slug")
    return list(_with_outline(parts))


def _with_outline(found: QuerySet[Area]) -> QuerySet[Area]:
    """With the outline of the boundary, or all of it where there is no outline: `shape`."""
    return found.annotate(shape=Coalesce("boundary__outline", "boundary__geometry"))


def source_of_boundary(area: Area) -> Source:
    return Source.objects.get(boundaries__area=area)


def around(area: Area, box: tuple[float, float, float, float]) -> list[dict[str, Any]]:
    """The boundaries of other areas of this kind that fall inside a box of degrees, in order of code."""
    west, south, east, north = box
    found = Boundary.objects.filter(
        area__kind=area.kind,
        area__current=True,
        west__lt=east,
        east__gt=west,
        south__lt=north,
        north__gt=south,
    )
    found = found.exclude(area__lineage=area.lineage).order_by("area__code")
    return list(found.values_list(_SHAPE, flat=True))


def boundaries(ids: set[int]) -> dict[int, dict[str, Any]]:
    """The geometries of these areas, of those that have one."""
    return dict(Boundary.objects.filter(area__in=ids).values_list("area_id", _SHAPE))
