"""Reads on who wants to do something and lets others find them."""

from typing import Any

from django.db.models import QuerySet

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base.actor import Actor
from schakel.dossiers.permissions import speaker
from schakel.exchange.models import Block
from schakel.initiatives.models import Neighbour
from schakel.initiatives.tokens import sender_in
from schakel.people.models import Person


def neighbours(
    actor: Actor, *, area: Area | None = None, domain: str = "", kind: str = ""
) -> QuerySet[Neighbour]:
    """Who may be found by this person, the latest first; to a visitor nobody."""
    person = speaker(actor)
    if person is None:
        return Neighbour.objects.none()
    hidden = Block.objects.filter(blocked=person).values("by")
    found = here(area).exclude(person__in=hidden).filter(person__is_active=True)
    if domain:
        found = found.filter(domains__icontains=f'"{domain}"')
    if kind:
        found = found.filter(kind=kind)
    return found.select_related("area", "person")


def here(area: Area | None) -> QuerySet[Neighbour]:
    found = Neighbour.objects.all()
    return found if area is None else found.filter(area__in=places.within(area))


def mine(actor: Actor) -> Neighbour | None:
    person = speaker(actor)
    return None if person is None else Neighbour.objects.filter(person=person).first()


def personal_data(person: Person) -> dict[str, Any]:
    return {
        "found_as": [
            {
                "name": one.called,
                "text": one.wants,
                "area": one.area.name,
                "since": one.since.date().isoformat(),
            }
            for one in Neighbour.objects.filter(person=person).select_related("area")
        ]
    }


def sender_of(actor: Actor, token: str) -> Person | None:
    """Who wrote this person the mail with this link."""
    person = speaker(actor)
    sender = sender_in(token, person.pk) if isinstance(person, Person) else None
    return None if sender is None else Person.objects.filter(pk=sender, is_active=True).first()
