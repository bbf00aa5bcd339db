"""Verbs on signing up: come, wait for a place, and give it to the next."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.agenda import mailing
from schakel.agenda.models import Occurrence, Registration
from schakel.agenda.permissions import may_register
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.permissions import speaker
from schakel.people.models import Person

_WAITING, _PLACE = Registration.Standing.WAITING, Registration.Standing.PLACE


@transaction.atomic
def register(actor: Actor, occurrence: Occurrence) -> Registration:
    """Sign up for one day: a place, or the end of the waiting list. Raises NotAllowed, InputRefused."""
    person = speaker(actor)
    if person is None or not may_register.test(actor):
        raise NotAllowed(_("Log in om u aan te melden. Of bel wie het organiseert."))
    occurrence = _locked(occurrence)
    activity = occurrence.activity
    if not activity.sign_up:
        raise InputRefused(_("Aanmelden hoeft niet. U kunt gewoon komen."))
    if occurrence.reason:
        raise InputRefused(_("Deze dag gaat niet door. Kies een andere dag."))
    if occurrence.starts <= clock.now():
        raise InputRefused(_("Deze dag is al begonnen of voorbij. Kies een andere dag."))
    if occurrence.registrations.filter(person=person).exists():
        raise InputRefused(_("U bent al aangemeld voor deze dag."))
    return Registration.objects.create(
        occurrence=occurrence,
        person=person,
        standing=_PLACE if _free(occurrence) else _WAITING,
        at=clock.now(),
    )


@transaction.atomic
def leave(actor: Actor, occurrence: Occurrence) -> None:
    """Not come after all. The first who waits gets the place, and hears of it."""
    person = speaker(actor)
    occurrence = _locked(occurrence)
    if person is None or not occurrence.registrations.filter(person=person).delete()[0]:
        raise InputRefused(_("U bent niet aangemeld voor deze dag."))
    fill_places(occurrence)


def fill_places(occurrence: Occurrence) -> list[Person]:
    """Give free places to who waits, in the order in which they came; who got one."""
    occurrence = _locked(occurrence)
    moved: list[Person] = []
    if occurrence.reason or occurrence.starts <= clock.now():
        return moved
    for waiting in occurrence.registrations.filter(standing=_WAITING).select_related("person"):
        if not _free(occurrence, asked_by_next=True):
            break
        waiting.standing = _PLACE
        waiting.save(update_fields=["standing"])
        moved.append(waiting.person)
    mailing.moved_up(occurrence, moved)
    return moved


def _free(occurrence: Occurrence, *, asked_by_next: bool = False) -> bool:
    capacity = occurrence.activity.capacity
    if capacity is None:
        return True
    if not asked_by_next and occurrence.registrations.filter(standing=_WAITING).exists():
        return False
    return occurrence.registrations.filter(standing=_PLACE).count() < capacity


def _locked(occurrence: Occurrence) -> Occurrence:
    return (
        Occurrence.objects.select_for_update(of=("self",))
        .select_related("activity__dossier__area")
        .get(pk=occurrence.pk)
    )


@transaction.atomic
def erase_person(actor: Actor, person: Person) -> int:
    """Take a person out of every list; their place goes to who waits."""
    own = list(
        Occurrence.objects.filter(registrations__person=person, ends__gt=clock.now()).distinct()
    )
    gone = Registration.objects.filter(person=person).delete()[0]
    for occurrence in own:
        fill_places(occurrence)
    return gone


def clean(before: datetime) -> int:
    """Throw away who came to what was over before this moment; how many."""
    return Registration.objects.filter(occurrence__ends__lt=before).delete()[0]
