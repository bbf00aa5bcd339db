"""The verbs that read activities in, from a calendar file or a table: all of it or nothing."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.agenda import reading
from schakel.agenda.models import Activity, Occurrence
from schakel.agenda.permissions import may_add
from schakel.agenda.series import Plan, falls
from schakel.agenda.services.activities import AHEAD, BACK, begin, home_of, rows
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.sheets import Entry, Stored, in_chunks, known_keys
from schakel.dossiers.models import Dossier
from schakel.dossiers.services import record
from schakel.people.models import Party
from schakel.people.permissions import is_system

_MOST_DAYS = 80_000
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Read:
    """How many activities are new, and how many stood there already."""

    added: int
    known: int


@transaction.atomic
def read_in(actor: Actor, area: Area, content: bytes) -> Read:
    """Put the activities of a file in the agenda of an area, for the actor's party.

    Read in again it changes nothing: what the party has is known by its UID. Followers get no mail of
    each of a thousand activities. Raises NotAllowed, InputRefused.
    """
    if not may_add.test(actor):
        raise NotAllowed(_("Alleen namens een groep of organisatie zet u iets in de agenda."))
    home, plans = home_of(actor, area), reading.plans(content)
    own = Activity.objects.filter(dossier__owner=actor.party)
    known = set(own.filter(uid__in=[plan.uid for plan in plans]).values_list("uid", flat=True))
    added = _written(
        (begin(actor, area, plan, home), plan) for plan in plans if plan.uid not in known
    )
    if added:
        record(actor, None, "activity.read_in", facts={"area": area.code, "activities": added})
    return Read(added, len(plans) - added)


@dataclass(frozen=True)
class ActivityEntry(Entry):
    """An activity of a party, as a row of a table says it; the plan is checked."""

    area: Area
    party: Party
    plan: Plan


@transaction.atomic
def bring_in(actor: Actor, municipality: Party, entries: Iterable[ActivityEntry]) -> Stored:
    """Put the activities of a table in the agenda; what is there by its id or short id stays as it is.

    For which party a row may be, is for the table to say (`Senders`). Raises NotAllowed.
    """
    if not (is_system.test(actor) or may_add.test(actor)):
        raise NotAllowed(_("Alleen namens een groep of organisatie zet u iets in de agenda."))
    total = 0

    def new() -> Iterator[tuple[Activity, Plan]]:
        nonlocal total
        for chunk in in_chunks(entries):
            total += len(chunk)
            there = known_keys(Dossier.objects.all(), municipality, chunk)
            for one in chunk:
                if not one.is_among(there):
                    made = begin(
                        actor, one.area, one.plan, municipality, owner=one.party, id=one.id
                    )
                    yield made, one.plan

    added = _written(new())
    if added:
        facts = {"municipality": str(municipality.pk), "activities": added}
        record(actor, None, "activity.read_in", facts=facts)
    return Stored(added, total - added)


def _written(made: Iterable[tuple[Activity, Plan]]) -> int:
    """Work out the days of new activities and write them; how many activities. Raises InputRefused."""
    since, until = clock.today() - BACK, clock.today() + AHEAD
    waiting: list[Occurrence] = []
    added = days = 0
    drawn: list[uuid.UUID] = []
    for activity, plan in made:
        found = list(islice(falls(plan, since, until), _MOST_DAYS - days + 1))
        days += len(found)
        if days > _MOST_DAYS:
            raise InputRefused(
                _("Dit bestand heeft te veel dagen bij elkaar. Verdeel het over twee bestanden.")
            )
        waiting += rows(activity, found)
        drawn.append(activity.pk)
        added += 1
        if len(waiting) > _AT_ONCE or len(drawn) == _AT_ONCE:
            _write(waiting, drawn)
            waiting, drawn = [], []
    _write(waiting, drawn)
    return added


def _write(waiting: list[Occurrence], drawn: list[uuid.UUID]) -> None:
    Occurrence.objects.bulk_create(waiting, batch_size=500)
    for start in range(0, len(drawn), 500):
        some = Activity.objects.filter(pk__in=drawn[start : start + 500])
        some.update(drawn_until=clock.today() + AHEAD)
