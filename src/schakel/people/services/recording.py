"""How this app writes an act into the journal: through the dossiers, which lie above it."""

from typing import Any

from django.utils import translation

from schakel.base.actor import Actor
from schakel.base.plugs import recorder
from schakel.journal.models import Entry
from schakel.people.models import Membership


def record(
    actor: Actor, verb: str, *, facts: dict[str, Any], reason: str, ground: str = ""
) -> Entry:
    """Write an act about rights into the journal, by office. Never a name: a role is known by its id."""
    write = recorder.get("dossiers")
    assert write is not None, "The dossiers app registers how acts are recorded"
    entry: Entry = write(actor, None, verb, facts=facts, reason=reason, ground=ground)
    return entry


def facts_of(held: Membership) -> dict[str, Any]:
    return {
        "membership": held.pk,
        "party": str(held.party_id),
        "role": held.role,
        "area": held.area.code if held.area else None,
        "starts": held.starts.isoformat(),
        "ends": held.ends.isoformat() if held.ends else None,
    }


def words(held: Membership) -> str:
    """`Bestuurslid, Stichting De Lindenboom, Wijk Noord`: for a public reason, always in Dutch."""
    with translation.override("nl"):
        place = f", {held.area.name}" if held.area else ""
        return f"{held.get_role_display()}, {held.party.name}{place}"
