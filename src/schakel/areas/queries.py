"""Reads on areas."""

from django.db.models import Case, Max, Q, QuerySet, When
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
        .select_related("parent__parent", "boundary__source")
        .order_by("-year")
        .first()
    )


def parts(area: Area) -> list[Area]:
    """What the area was divided into, in order of code, each with its boundary."""
    found = Area.objects.filter(parent=area, current=area.current)
    return list(found.select_related("boundary__source").order_by("code"))


def found(text: str = "") -> QuerySet[Area]:
    """Areas for the index. Without `text` the municipalities, or the one municipality's own areas.

    Each word of `text` must occur in the name, or in that of what the area lies in: "centrum
    utrecht". A CBS code finds its area. The nearest name comes first.
    """
    every = Area.objects.filter(current=True).exclude(kind=Area.Kind.LAND)
    every = every.select_related("parent__parent")
    words = text.split()[:5]
    if not words:
        towns = every.filter(kind=Area.Kind.GEMEENTE)
        return towns.order_by("name", "code") if towns.count() > 1 else neighbourhoods()
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


def lies_in(area: Area | None, outer: Area) -> bool:
    """Whether an area is the outer one or lies inside it."""
    while area is not None and area.pk != outer.pk:
        area = area.parent
    return area is not None


def within(area: Area) -> list[int]:
    """Ids of the area itself and of everything inside it (two levels at most)."""
    inside = Q(id=area.id) | Q(parent=area) | Q(parent__parent=area)
    return list(Area.objects.filter(inside).values_list("id", flat=True))
