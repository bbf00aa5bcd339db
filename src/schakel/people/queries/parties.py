"""Reads on parties: the list by corner, one page, likely doubles."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from schakel.base import clock
from schakel.people.models import Membership, Party, PartyMerge, Role
from schakel.people.naming import name_key
from schakel.people.queries.roles import in_force

_MOST_LEADS = 20


def listed(corner: str = "", text: str = "") -> QuerySet[Party]:
    """The parties that exist, of one corner of the playing field or of all, whose name holds `text`."""
    found = Party.objects.filter(ended=None).select_related("municipality").order_by("name", "id")
    if corner in Party.Corner.values:
        found = found.filter(corner=corner)
    if text.strip():
        found = found.filter(name__icontains=text.strip())
    return found


def corner_counts(text: str = "") -> dict[str, int]:
    """How many parties stand in each corner, in one question; 0 is said too."""
    counted = dict(listed(text=text).order_by().values_list("corner").annotate(number=Count("id")))
    return {corner: counted.get(corner, 0) for corner in Party.Corner.values}


def party_by_address(address: str) -> Party | None:
    """The party behind `7k2f-buurthuis`; of one that went up in another, that other."""
    found = (
        Party.objects.filter(short_id=address.split("-", 1)[0])
        .select_related("municipality", "area", "host", "merge")
        .first()
    )
    for _ in range(_MOST_LEADS):
        lead = PartyMerge.objects.filter(gone=found).select_related("into").first()
        if found is None or lead is None:
            break
        found = lead.into
    return found


@dataclass(frozen=True)
class PartyPage:
    """What anyone may know of a party."""

    party: Party
    roles: list[dict[str, Any]] = field(default_factory=list)
    departments: list[Party] = field(default_factory=list)
    absorbed: list[PartyMerge] = field(default_factory=list)


def page_of_party(party: Party) -> PartyPage:
    """A party with its offices. A name stands there only if the person chose so, for that role."""
    held = in_force(Membership.objects.filter(party=party), clock.today()).order_by("role", "id")
    roles: dict[str, list[str]] = {}
    for role, named, name in held.values_list("role", "named", "person__name"):
        names = roles.setdefault(role, [])
        if named and name:
            names.append(name)
    return PartyPage(
        party=party,
        roles=[
            {"role": role, "label": Role(role).label, "names": names}
            for role, names in roles.items()
        ],
        departments=list(party.members.filter(kind=Party.Kind.DEPARTMENT, ended=None)[:25]),
        absorbed=list(PartyMerge.objects.filter(into=party).select_related("gone", "entry")[:25]),
    )


@dataclass(frozen=True)
class Double:
    """Parties that are probably one, and why we think so."""

    parties: list[Party]

    @property
    def pair(self) -> tuple[Party, Party]:
        return self.parties[0], self.parties[1]


def likely_doubles(municipality: Party) -> QuerySet[Any, Any]:
    """One row for each name that occurs more than once in a municipality, apart from case, accents,
    legal form and small words."""
    return (
        Party.objects.filter(municipality=municipality, ended=None)
        .order_by()
        .values("name_key")
        .annotate(number=Count("id"))
        .filter(number__gt=1)
        .order_by("name_key")
    )


def doubles_named(municipality: Party, keys: list[str]) -> list[Double]:
    """The parties behind these keys, in one question."""
    groups: dict[str, list[Party]] = {key: [] for key in keys}
    found = Party.objects.filter(municipality=municipality, ended=None, name_key__in=keys)
    for party in found.order_by("name", "id"):
        groups[party.name_key].append(party)
    return [Double(group) for group in groups.values() if len(group) > 1]


def same_name(name: str, municipality: Party | None) -> QuerySet[Party]:
    """Parties that exist and probably are the one somebody is about to add."""
    here = Q(municipality=municipality) | Q(municipality=None)
    return Party.objects.filter(here, name_key=name_key(name), ended=None)


def home_of(party: Party | None) -> Party | None:
    """The municipality for which a party acts: itself, or that of a department."""
    if party is None:
        return None
    return party if party.kind == Party.Kind.MUNICIPALITY else party.municipality


def asks_host(party: Party) -> QuerySet[Party]:
    """Groups that ask this party to hold their money, or for which it does."""
    return Party.objects.filter(host=party, ended=None).order_by("host_agreed", "name")


def possible_hosts(text: str) -> QuerySet[Party]:
    return listed(text=text).exclude(kind__in=[Party.Kind.RESIDENTS])
