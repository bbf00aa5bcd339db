"""The verb that reads parties in from a table: all of them or none."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed
from schakel.base.sheets import Stored, add_all, in_chunks
from schakel.people.models import Party
from schakel.people.naming import name_key, short_ids
from schakel.people.permissions import is_official, is_system, municipality_id
from schakel.people.services.parties import check
from schakel.people.services.recording import record


def new_party(**fields: Any) -> Party:
    """A party that is not written yet. Raises InputRefused."""
    party = Party(**fields)
    check(party)
    return party


@transaction.atomic
def bring_in(actor: Actor, municipality: Party, parties: Iterable[Party | None]) -> Stored:
    """Write parties that nobody runs yet; None stands for one that is there. Raises NotAllowed."""
    own = actor.party is not None and municipality_id(actor.party) == municipality.pk
    if not (is_system.test(actor) or (is_official.test(actor) and own)):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente leest partijen in."))
    count = known = 0
    for chunk in in_chunks(parties):
        new = [party for party in chunk if party is not None]
        letters = short_ids(
            [party.pk for party in new],
            lambda wanted: Party.objects.filter(short_id__in=wanted).values_list(
                "short_id", flat=True
            ),
        )
        for party in new:
            party.short_id, party.name_key = letters[party.pk], name_key(party.name)
        add_all(Party, new)
        count, known = count + len(new), known + len(chunk) - len(new)
    if count:
        record(
            actor,
            "party.read_in",
            facts={"municipality": str(municipality.pk), "parties": count},
            reason=municipality.name,
        )
    return Stored(count, known)
