"""The verb that reads initiatives and dreams in from a table: all of them or none."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed
from schakel.base.sheets import Entry, Stored, in_chunks, known_keys
from schakel.dossiers.models import Dossier, Notice
from schakel.dossiers.permissions import speaks_for_party
from schakel.initiatives.models import Credit
from schakel.initiatives.services.moving import hand, move, set_visibility
from schakel.initiatives.services.telling import Dream, begin
from schakel.people.models import Party
from schakel.people.permissions import is_system

# Where an initiative stands, and the move that brings it there from an idea.
MOVES = {
    "idea": "",
    "start": "begin",
    "growth": "grow",
    "steady": "settle",
    "rest": "rest",
    "ended": "end",
}


@dataclass(frozen=True)
class InitiativeEntry(Entry):
    """An initiative of a party, or a dream of nobody yet, as a row of a table says it."""

    dream: Dream
    area: Area
    owner: Party | None = None
    state: str = ""
    type: str = ""
    place: str = ""
    domains: list[str] = field(default_factory=list)


@transaction.atomic
def bring_in(actor: Actor, municipality: Party, entries: Iterable[InitiativeEntry]) -> Stored:
    """Write initiatives and dreams; what is there by its id or short id stays as it is.

    Who follows the area gets no mail of each of a thousand. Raises NotAllowed.
    """
    if not (is_system.test(actor) or speaks_for_party.test(actor)):
        raise NotAllowed(_("Alleen namens een groep of organisatie leest u een tabel in."))
    new = known = 0
    for chunk in in_chunks(entries):
        there = known_keys(Dossier.objects.all(), municipality, chunk)
        made = [_made(actor, municipality, one) for one in chunk if not one.is_among(there)]
        Notice.objects.filter(dossier__in=made).delete()
        new, known = new + len(made), known + len(chunk) - len(made)
    return Stored(new, known)


def _made(actor: Actor, municipality: Party, entry: InitiativeEntry) -> uuid.UUID:
    initiative = begin(actor, municipality, entry.area, entry.dream, id=entry.id)
    initiative.type, initiative.place, initiative.domains = entry.type, entry.place, entry.domains
    initiative.save(update_fields=["type", "place", "domains"])
    with translation.override("nl"):
        somebody = _("een bewoner van %(place)s") % {"place": entry.area.name}
    Credit.objects.create(
        initiative=initiative,
        kind=Credit.Kind.IDEA,
        party=entry.owner,
        words=entry.owner.name if entry.owner else somebody,
        day=clock.today(),
    )
    system = Actor.system()
    if initiative.dossier.process.state == "told":
        move(system, initiative, "show")
    set_visibility(initiative, Dossier.Visibility.PUBLIC)
    if entry.owner is not None:
        move(system, initiative, "adopt", facts={"party": str(entry.owner.pk)})
        hand(initiative, entry.owner)
        if verb := MOVES[entry.state or "idea"]:
            move(system, initiative, verb)
    return entry.id
