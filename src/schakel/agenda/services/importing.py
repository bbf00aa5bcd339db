"""The verb that reads a calendar file in: all of it or nothing."""

from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.agenda import reading
from schakel.agenda.models import Activity, Occurrence
from schakel.agenda.permissions import may_add
from schakel.agenda.series import falls
from schakel.agenda.services.activities import AHEAD, BACK, begin, home_of, rows
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.services import record

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
    since, until = clock.today() - BACK, clock.today() + AHEAD
    waiting: list[Occurrence] = []
    added = days = 0
    for plan in plans:
        if plan.uid in known:
            continue
        activity = begin(actor, area, plan, home)
        found = list(islice(falls(plan, since, until), _MOST_DAYS - days + 1))
        days += len(found)
        if days > _MOST_DAYS:
            raise InputRefused(
                _("Dit bestand heeft te veel dagen bij elkaar. Verdeel het over twee bestanden.")
            )
        waiting += rows(activity, found)
        if len(waiting) > _AT_ONCE:
            Occurrence.objects.bulk_create(waiting, batch_size=500)
            waiting = []
        added += 1
    Occurrence.objects.bulk_create(waiting, batch_size=500)
    ids = own.filter(uid__in=[plan.uid for plan in plans], drawn_until__lt=until)
    ids.update(drawn_until=until)
    if added:
        record(actor, None, "activity.read_in", facts={"area": area.code, "activities": added})
    return Read(added, len(plans) - added)
