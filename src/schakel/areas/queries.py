"""Reads on areas."""

from collections.abc import Collection

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Substr

from schakel.areas.models import Area


def current() -> QuerySet[Area]:
    """The areas of the newest year, in order of code."""
    newest = Area.objects.aggregate(year=Max("year"))["year"]
    return Area.objects.filter(year=newest)


def neighbourhoods(text: str = "") -> QuerySet[Area]:
    """Districts, each with its neighbourhoods after it, of the newest year, whose name holds `text`."""
    areas = current().exclude(kind=Area.Kind.GEMEENTE).select_related("parent")
    # WK999801 and then BU99980101: without the letters a part follows what it is part of.
    areas = areas.order_by(Substr("code", 3))
    return areas.filter(name__icontains=text.strip()) if text.strip() else areas


def by_code(code: str) -> Area | None:
    """The newest area with this code, whatever the case of its letters, with its parents."""
    return (
        Area.objects.filter(code=code.upper())
        .select_related("parent__parent")
        .order_by("-year")
        .first()
    )


def names(codes: Collection[str]) -> dict[str, str]:
    """The newest name of each of these codes."""
    found = Area.objects.filter(code__in=codes).order_by("year").values_list("code", "name")
    return dict(found)


def lies_in(area: Area | None, outer: Area) -> bool:
    """Whether an area is the outer one or lies inside it."""
    while area is not None and area.pk != outer.pk:
        area = area.parent
    return area is not None


def within(area: Area) -> list[int]:
    """Ids of the area itself and of everything inside it (two levels at most)."""
    inside = Q(id=area.id) | Q(parent=area) | Q(parent__parent=area)
    return list(Area.objects.filter(inside).values_list("id", flat=True))
