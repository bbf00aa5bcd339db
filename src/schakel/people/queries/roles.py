"""Reads on who holds which role where."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor, Channel
from schakel.people.models import Invitation, Membership, Party, Person, Role
from schakel.people.queries.mandates import Mandates


def in_force(held: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """Those of these roles that count on that day; one that was stopped no longer does on its last."""
    last_day = Q(ends__isnull=True) | Q(ends__gt=day) | Q(ends=day, stopped__isnull=True)
    return held.filter(last_day, starts__lte=day)


def memberships_on(person: Person, day: date) -> QuerySet[Membership]:
    """The roles that this person holds on that day."""
    return in_force(person.memberships.all(), day).select_related("party", "area")


def actor_for(membership: Membership, channel: Channel = Channel.WEB) -> Actor:
    """The actor that a person is in one of their roles."""
    return Actor(
        person=membership.person,
        party=membership.party,
        role=membership.role,
        role_label=Role(membership.role).label,
        area=membership.area,
        mandate=Mandates(membership.party_id, membership.role, clock.today()),
        channel=channel,
    )


def membership_of(actor: Actor, day: date) -> Membership | None:
    """The role in which an actor acts, as it is kept; None for who acts in none."""
    if actor.person is None or actor.party is None:
        return None
    held = memberships_on(actor.person, day)
    return held.filter(party=actor.party, role=actor.role, area=actor.area).first()


def who_run(party: Party) -> QuerySet[Membership]:
    """The roles in force today that run this party, for all of it and without a last day."""
    government = party.kind in (Party.Kind.MUNICIPALITY, Party.Kind.DEPARTMENT)
    return in_force(
        Membership.objects.filter(
            party=party,
            role=Role.ADMIN if government else Role.BOARD,
            area=None,
            ends=None,
            person__is_active=True,
        ),
        clock.today(),
    )


def is_run(party: Party) -> bool:
    return who_run(party).exists()


def roles_of(party: Party) -> QuerySet[Membership]:
    """The roles in force at a party, with who holds them: for who runs it."""
    return in_force(
        Membership.objects.filter(party=party).select_related("person", "area"), clock.today()
    ).order_by("role", "id")


def role_at(party: Party, pk: int) -> Membership | None:
    return roles_of(party).select_related("party__municipality").filter(pk=pk).first()


def open_invitations(party: Party, now: datetime) -> QuerySet[Invitation]:
    return party.invitations.filter(accepted=None, withdrawn=None, expires__gt=now)


def municipality_of(area: Area, day: date) -> Party | None:
    """The municipality in which an area lies on that day."""
    top = area
    while top.parent is not None:
        top = top.parent
    return Party.objects.filter(
        Q(codes__ends__isnull=True) | Q(codes__ends__gt=day),
        codes__area__lineage=top.lineage,
        codes__starts__lte=day,
    ).first()


def municipalities() -> QuerySet[Party]:
    return Party.objects.filter(kind=Party.Kind.MUNICIPALITY)


def by_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.lower()).first()


def areas_of(municipality: Party) -> list[Area]:
    """The districts and neighbourhoods of a municipality today, a district before its parts."""
    today = clock.today()
    code = municipality.codes.filter(Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today)
    held = code.select_related("area").order_by("-area__year").first()
    if held is None:
        return []
    inside = Area.objects.filter(pk__in=areas.within(held.area)).exclude(pk=held.area_id)
    return list(inside.order_by(Substr("code", 3)))
