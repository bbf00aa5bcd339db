"""The verb that reads asks and offers in from a table: all of them or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed
from schakel.base.sheets import Entry, Stored, add_all, in_chunks, known_keys
from schakel.dossiers.permissions import speaks_for_party
from schakel.exchange.models import Line
from schakel.people.models import Party
from schakel.people.naming import short_ids
from schakel.people.permissions import is_system


@dataclass(frozen=True)
class LineEntry(Entry):
    """An open line of a party, as a row of a table says it. `terms` are those of `lines.checked`."""

    status: str
    area: Area
    party: Party
    terms: dict[str, Any]


@transaction.atomic
def bring_in(actor: Actor, municipality: Party, entries: Iterable[LineEntry]) -> Stored:
    """Write open lines of parties; which party a row may be of, is for the table to say (`Senders`).

    A line that is there already, by its id or short id, stays as it is. Raises NotAllowed.
    """
    if not (is_system.test(actor) or speaks_for_party.test(actor)):
        raise NotAllowed(_("Alleen namens een groep of organisatie leest u een tabel in."))
    new = known = 0
    for chunk in in_chunks(entries):
        there = known_keys(Line.objects.all(), municipality, chunk)
        made = [_line(one, municipality) for one in chunk if not one.is_among(there)]
        letters = short_ids([line.id for line in made], _taken)
        for line in made:
            line.short_id = letters[line.id]
        add_all(Line, made)
        new, known = new + len(made), known + len(chunk) - len(made)
    return Stored(new, known)


def _taken(wanted: Iterable[str]) -> set[str]:
    return set(Line.objects.filter(short_id__in=wanted).values_list("short_id", flat=True))


def _line(entry: LineEntry, municipality: Party) -> Line:
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
