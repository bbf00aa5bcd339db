"""What is kept of who lets others find them, and of their energy for a group."""

from typing import Any

from schakel.base.actor import Actor
from schakel.initiatives.models import Neighbour, Pulse
from schakel.initiatives.queries import neighbours, vitality
from schakel.people.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    return {**neighbours.personal_data(person), **vitality.personal_data(person)}


def erase_person(actor: Actor, person: Person) -> int:
    gone = Neighbour.objects.filter(person=person).delete()[0]
    return gone + Pulse.objects.filter(person=person).delete()[0]
