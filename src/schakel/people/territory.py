"""Where an office may decide: the areas of its municipality, or of its own area."""

from collections.abc import Collection

from django.db.models import Q

from schakel.areas import queries as areas
from schakel.base.actor import Actor
from schakel.people.models import MunicipalityCode, Party


def places(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of every area where this actor's office decides, the largest first."""
    if actor.party is None or actor.party.kind not in (
        Party.Kind.MUNICIPALITY,
        Party.Kind.DEPARTMENT,
    ):
        return []
    # A department decides where its municipality does.
    department = actor.party.kind == Party.Kind.DEPARTMENT
    municipality = actor.party.municipality_id if department else actor.party.pk
    towns = MunicipalityCode.objects.filter(party=municipality).values_list("area__code", flat=True)
    inside = _within(list(towns))
    if actor.area is not None:
        inside &= _within([actor.area.code])
    found = list(areas.current().filter(inside).values_list("code", "name"))
    # GM before WK before BU, each in order of code.
    found.sort(key=lambda place: ("GM WK BU".find(place[0][:2]), place[0]))
    return found


def _within(codes: list[str]) -> Q:
    """The areas with these codes, and all that lies in them."""
    return Q(code__in=codes) | Q(parent__code__in=codes) | Q(parent__parent__code__in=codes)


def names(codes: Collection[str]) -> dict[str, str]:
    """The newest name of each area."""
    return areas.names(codes)
