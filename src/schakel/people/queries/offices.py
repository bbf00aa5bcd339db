"""Which office answers for an area: never who holds it."""

from dataclasses import dataclass
from datetime import date

from schakel.areas.models import Area
from schakel.people.models import Membership, Party, Role
from schakel.people.queries.roles import in_force, municipality_of


@dataclass(frozen=True)
class Office:
    """A role at a party, and the area that it was given for; None is the whole party."""

    party: Party
    role: str
    label: str
    area: Area | None

    @property
    def level(self) -> str:
        return self.area.kind if self.area else Area.Kind.GEMEENTE


def responsible(area: Area, day: date) -> list[Office]:
    """The offices that answer for an area on a day, the nearest first; the municipality comes last.

    An area manager of the district answers for its neighbourhoods. Empty when no municipality is known.
    """
    municipality = municipality_of(area, day)
    if municipality is None:
        return []
    line: list[Area] = [area]
    while line[-1].parent is not None:
        line.append(line[-1].parent)
    held = (
        in_force(Membership.objects.all(), day)
        .filter(role=Role.AREA_MANAGER, party=municipality, area__in=[place.pk for place in line])
        .values_list("area_id", flat=True)
    )
    managed = set(held)
    found = [
        _office(municipality, Role.AREA_MANAGER, place) for place in line if place.pk in managed
    ]
    return [*found, _office(municipality, Role.OFFICIAL, None)]


def _office(party: Party, role: Role, area: Area | None) -> Office:
    return Office(party=party, role=role.value, label=str(role.label), area=area)
