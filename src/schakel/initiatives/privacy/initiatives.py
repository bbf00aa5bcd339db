"""What this app keeps of people: whose idea it was, and the address of who told a dream."""

from datetime import datetime
from typing import Any

from schakel.base.actor import Actor
from schakel.initiatives.models import Claim, Credit
from schakel.people.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """What this app knows of a person, for their own export."""
    ideas = Credit.objects.filter(person=person).select_related("initiative__dossier")
    return {
        "ideas": [
            {"title": credit.initiative.dossier.title, "named": credit.named, "date": credit.day}
            for credit in ideas
        ],
        "dreams": [
            {"title": claim.initiative.dossier.title, "expires": claim.expires}
            for claim in Claim.objects.filter(email=person.email.lower()).select_related(
                "initiative__dossier"
            )
        ],
    }


def erase_person(actor: Actor, person: Person) -> int:
    """Take the person from their ideas; the idea and that a resident had it stay."""
    gone = Credit.objects.filter(person=person).update(person=None, named=False)
    return gone + Claim.objects.filter(email=person.email.lower()).delete()[0]


def clean_claims(before: datetime) -> int:
    """Throw away the addresses of links that were over before this moment; how many."""
    return Claim.objects.filter(expires__lt=before).delete()[0]
