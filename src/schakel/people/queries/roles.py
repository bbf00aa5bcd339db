"""Reads on people, parties and roles."""

from datetime import date

from django.db.models import Q, QuerySet

from schakel.areas.models import Area
from schakel.base.actor import Actor, Channel
from schakel.people.models import Membership, Party, Person, Role


def in_force(held: QuerySet[Membership], day: date) -> QuerySet[Membership]:
    """Those of these roles that count on that day."""
    return held.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


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
        channel=channel,
    )


def municipality_of(area: Area, day: date) -> Party | None:
    """The municipality in which an area lies on that day."""
    top = area
    while top.parent is not None:
        top = top.parent
    return Party.objects.filter(
        Q(codes__ends__isnull=True) | Q(codes__ends__gt=day),
        codes__area=top,
        codes__starts__lte=day,
    ).first()


def municipalities() -> QuerySet[Party]:
    return Party.objects.filter(kind=Party.Kind.MUNICIPALITY)


def personal_data(person: Person) -> dict[str, object]:
    """The account and the roles of a person, for who asks what is kept of them."""
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "roles": [
            {
                "party": held.party.name,
                "role": held.role,
                "area": held.area.name if held.area else None,
                "from": held.starts.isoformat(),
                "until": held.ends.isoformat() if held.ends else None,
            }
            for held in person.memberships.select_related("party", "area")
        ],
    }


def by_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.lower()).first()
