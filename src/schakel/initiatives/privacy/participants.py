"""What is kept of who takes part: that they do, since when, and whether they bring others."""

from typing import Any

from schakel.base.actor import Actor
from schakel.initiatives.models import Consent, Participant
from schakel.initiatives.queries.participants import personal_data as _taking_part
from schakel.people.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    said = Consent.objects.filter(person=person).select_related("handover__initiative__dossier")
    return {
        **_taking_part(person),
        "said_of_handover": [
            {
                "title": each.handover.initiative.dossier.title,
                "yes": each.yes,
                "reason": each.reason,
            }
            for each in said
        ],
    }


def erase_person(actor: Actor, person: Person) -> int:
    gone = Participant.objects.filter(person=person).delete()[0]
    return gone + Consent.objects.filter(person=person).update(person=None)
