"""Where an office may decide: the areas of its municipality, or of its own area."""

from collections.abc import Collection

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
    municipality = getattr(actor.party, "municipality_id", None) or actor.party.pk
    towns = set(
        MunicipalityCode.objects.filter(party=municipality).values_list("area__code", flat=True)
    )
    found = []
    for area in areas.current().select_related("parent__parent"):
        line = [area, area.parent, area.parent.parent if area.parent else None]
        codes = {above.code for above in line if above is not None}
        if towns & codes and (actor.area is None or actor.area.code in codes):
            found.append((area.code, area.name))
    # GM before WK before BU, each in order of code.
    found.sort(key=lambda place: ("GM WK BU".find(place[0][:2]), place[0]))
    return found


def names(codes: Collection[str]) -> dict[str, str]:
    """The newest name of each area."""
    return areas.names(codes)
