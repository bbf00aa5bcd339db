"""The verb that reads asks and offers in from a table: all of them or none."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed
from schakel.base.sheets import Stored, add_all, in_chunks
from schakel.dossiers.permissions import speaks_for_party
from schakel.exchange.models import Line
from schakel.people.models import Party
from schakel.people.naming import short_ids
from schakel.people.permissions import is_system


@dataclass(frozen=True)
class Entry:
    """An open line of a party, as a row of a table says it. `terms` are those of `lines.checked`."""

    id: uuid.UUID
    short_id: str  # of one that is there, when the row names it
    status: str
    area: Area
    party: Party
    terms: dict[str, Any]


@transaction.atomic
def bring_in(actor: Actor, municipality: Party, entries: Iterable[Entry]) -> Stored:
    """Write open lines of parties; which party a row may be of, is for the table to say (`Senders`).

    A line that is there already, by its id or short id, stays as it is. Raises NotAllowed.
    """
    if not (is_system.test(actor) or speaks_for_party.test(actor)):
        raise NotAllowed(_("Alleen namens een groep of organisatie leest u een tabel in."))
    new = known = 0
    for chunk in in_chunks(entries):
        there = _there(chunk, municipality)
        made = [_line(one, municipality) for one in chunk if not _keys(one) & there]
        letters = short_ids([line.id for line in made], _taken)
        for line in made:
            line.short_id = letters[line.id]
        add_all(Line, made)
        new, known = new + len(made), known + len(chunk) - len(made)
    return Stored(new, known)


def _keys(entry: Entry) -> set[str]:
    return {str(entry.id), entry.short_id}


def _there(chunk: list[Entry], municipality: Party) -> set[str]:
    found = Line.objects.filter(
        Q(pk__in=[one.id for one in chunk])
        | Q(
            municipality=municipality,
            short_id__in=[one.short_id for one in chunk if one.short_id],
        )
    ).values_list("pk", "short_id")
    return {each for pk, short in found for each in (str(pk), short)}


def _taken(wanted: Iterable[str]) -> set[str]:
    return set(Line.objects.filter(short_id__in=wanted).values_list("short_id", flat=True))


def _line(entry: Entry, municipality: Party) -> Line:
    side = "receiver" if entry.status == Line.Status.ASKED else "giver"
    now = clock.now()
    return Line(
        id=entry.id,
        status=entry.status,
        area=entry.area,
        municipality=municipality,
        created=now,
        changed=now,
        **{side: "party", f"{side}_party": entry.party},
        **entry.terms,
    )
