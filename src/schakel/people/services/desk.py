"""Verbs of a desk that acts for somebody: begin, stop, erase. Paper and desk are as good as a screen."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.norms import queries as norms
from schakel.people import queries
from schakel.people.models import Behalf, Person
from schakel.people.permissions import may_act_for_others


@transaction.atomic
def begin_behalf(
    actor: Actor,
    *,
    channel: str,
    consent: bool,
    name: str = "",
    phone: str = "",
    email: str = "",
) -> Behalf:
    """Begin to act for somebody: by name, or by the e-mail address of an account.

    It stops by itself after `people.desk_minutes`. What is begun replaces what the desk was doing.
    Raises NotAllowed, InputRefused.
    """
    desk = queries.membership_of(actor, clock.today())
    if desk is None or not may_act_for_others.test(actor):
        raise NotAllowed(
            _("Alleen een baliemedewerker of sociaal makelaar handelt namens iemand anders.")
        )
    if not consent:
        raise InputRefused(_("Vraag eerst of het mag, en zet dan het vinkje."))
    if channel not in Behalf.Through.values:
        raise InputRefused(_("Kies of dit aan de balie of op papier gaat."))
    person = queries.by_email(email.strip()) if email.strip() else None
    if email.strip() and (person is None or not person.is_active):
        raise InputRefused(
            _("Dit e-mailadres heeft geen account. Laat het leeg en schrijf de naam op.")
        )
    if person is not None and person.pk == desk.person_id:
        raise InputRefused(_("Dit bent u zelf. Wissel van rol als u voor uzelf iets doet."))
    if person is None and not name.strip():
        raise InputRefused(_("Schrijf namens wie u handelt."))
    now = clock.now()
    desk.behalfs.filter(ended=None).update(ended=now)
    minutes = int(norms.norm("people.desk_minutes", clock.today()).value)
    return Behalf.objects.create(
        desk=desk,
        person=person,
        name="" if person else name.strip(),
        phone=phone.strip(),
        channel=channel,
        consent=True,
        started=now,
        until=now + timedelta(minutes=minutes),
    )


def stop_behalf(actor: Actor, behalf: Behalf) -> None:
    """Stop acting for somebody."""
    _own(actor, behalf)
    Behalf.objects.filter(pk=behalf.pk, ended=None).update(ended=clock.now())


def stop_all_behalfs(person: Person) -> None:
    """Signing out stops whatever a desk was doing for somebody."""
    Behalf.objects.filter(desk__person=person, ended=None).update(ended=clock.now())


@transaction.atomic
def erase_behalf(actor: Actor, behalf: Behalf) -> None:
    """Erase who was helped. That somebody was helped stays, without who."""
    _own(actor, behalf)
    _erase(Behalf.objects.filter(pk=behalf.pk))


def clean_behalfs() -> int:
    """Erase who was helped longer ago than the norm keeps it; how many."""
    days = int(norms.norm("people.desk_kept_days", clock.today()).value)
    old = Behalf.objects.filter(started__lt=clock.now() - timedelta(days=days), erased=None)
    return _erase(old)


def erase_helped(person: Person) -> int:
    """Take a person out of everything that desks did for them."""
    return _erase(Behalf.objects.filter(person=person))


def _erase(rows: QuerySet[Behalf]) -> int:
    now = clock.now()
    rows.filter(ended=None).update(ended=now)
    return rows.update(name="", phone="", person=None, erased=now)


def _own(actor: Actor, behalf: Behalf) -> None:
    if actor.person is None or behalf.desk.person_id != actor.person.pk:
        raise NotAllowed(_("Alleen wie aan de balie hielp kan dit doen."))
