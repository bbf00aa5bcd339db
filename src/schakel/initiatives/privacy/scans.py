"""What scans keep of a person: that they filled one in."""

from typing import Any

from schakel.base.actor import Actor
from schakel.initiatives.models import Scan
from schakel.people.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    found = Scan.objects.filter(by=person).select_related("party")
    return {
        "scans": [
            {"group": scan.party.name, "day": scan.at.date().isoformat(), "by": scan.filled_by}
            for scan in found
        ]
    }


def erase_person(actor: Actor, person: Person) -> int:
    """The scan is the group's and stays, without who typed it."""
    return Scan.objects.filter(by=person).update(by=None)
