"""Reads on areas."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.functions import Substr

from schakel.areas.models import Area, Delivery
from schakel.norms.places import Place


def current() -> QuerySet[Area]:
    """The municipalities, districts and neighbourhoods that exist now, in order of code."""
    return Area.objects.filter(current=True).exclude(kind=Area.Kind.LAND)


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


def country() -> Area | None:
    """The newest country row, for comparison."""
    return Area.objects.filter(kind=Area.Kind.LAND).order_by("-year").first()


def line(area: Area) -> list[Area]:
    """The area and what it lies in, the smallest first."""
    found = [area]
    while found[-1].parent is not None:
        found.append(found[-1].parent)
    return found


def lies_in(area: Area | None, outer: Area) -> bool:
    """Whether an area is the outer one or lies inside it, in whatever year either was drawn."""
    return area is not None and any(each.lineage == outer.lineage for each in line(area))


def parts(area: Area) -> QuerySet[Area]:
    """What exists now directly inside this area, in order of code."""
    return current().filter(parent__lineage=area.lineage)


def within(area: Area) -> list[int]:
    """Ids of the area itself and of everything inside it, as drawn in any year.

    Read once for each object: on a page about one area every panel asks this.
    """
    if "_within" not in area.__dict__:
        area.__dict__["_within"] = _within(area)
    return list(area.__dict__["_within"])


def _within(area: Area) -> list[int]:
    if area.kind == Area.Kind.LAND:
        return list(Area.objects.values_list("id", flat=True))
    ids = Area.objects.order_by().values_list("id", flat=True)
    inside = ids.filter(lineage=area.lineage).union(
        ids.filter(parent__lineage=area.lineage),
        ids.filter(parent__parent__lineage=area.lineage),
    )
    return list(inside)


def deliveries() -> QuerySet[Delivery]:
    """The files that were taken in, the newest first."""
    return Delivery.objects.select_related("source")


def place(area: Area) -> Place:
    """Where norms are looked up: the codes from small to large, and the kinds of place this is."""
    from schakel.areas.queries import typology

    return Place(tuple(each.code for each in line(area)), typology.of(area).keys)
