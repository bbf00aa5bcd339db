"""Verbs on following: of a dossier or an area, how often mail comes, and an end to it in one click."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier, Follow, MailChoice, Notice
from schakel.dossiers.permissions import speaker
from schakel.people.models import Person

_SALT = "schakel.dossiers.unsubscribe"
_MOST = 500


@transaction.atomic
def follow(actor: Actor, target: Dossier | Area) -> Follow:
    """Hear of a dossier, or of everything in an area, from now on. Twice is once."""
    person = _person(actor)
    if person.follows.count() >= _MOST:
        raise InputRefused(_("U volgt al %(most)s pagina’s. Stop eerst met een.") % {"most": _MOST})
    choice_of(person)
    made, _created = Follow.objects.get_or_create(
        person=person, **_what(target), defaults={"since": clock.now()}
    )
    return made


def stop(actor: Actor, target: Dossier | Area) -> None:
    """Hear of it no longer."""
    Follow.objects.filter(person=_person(actor), **_what(target)).delete()


@transaction.atomic
def choose(actor: Actor, rhythm: str) -> MailChoice:
    """How often mail comes: daily, weekly or never. Choosing also tries a refused address again."""
    if rhythm not in MailChoice.Rhythm.values:
        raise InputRefused(_("Kies hoe vaak u mail wilt."))
    choice = choice_of(_person(actor))
    if choice.rhythm == MailChoice.Rhythm.NEVER:
        choice.told_until = clock.now()  # what happened while nobody was listening is past
    choice.rhythm, choice.undeliverable = rhythm, False
    choice.failures, choice.retry_at = 0, None
    choice.save()
    return choice


def choice_of(person: Person) -> MailChoice:
    made, _created = MailChoice.objects.get_or_create(
        person=person, defaults={"told_until": clock.now()}
    )
    return made


def unsubscribe_token(person: Person) -> str:
    """What the link in a mail carries: it stops mail and gives no other right."""
    return signing.dumps(str(person.pk), salt=_SALT)


def unsubscribe(actor: Actor, token: str) -> None:
    """No more mail to whom this link was sent. Raises InputRefused for a link that is not ours."""
    MailChoice.objects.filter(person_id=person_behind(token)).update(rhythm=MailChoice.Rhythm.NEVER)


def person_behind(token: str) -> UUID:
    try:
        return UUID(signing.loads(token, salt=_SALT))
    except signing.BadSignature as error:
        raise InputRefused(
            _("Deze link klopt niet helemaal. Kopieer de hele link uit uw mail.")
        ) from error


def forget() -> int:
    """Throw away notices that are past their term; how many."""
    before = clock.now() - timedelta(days=settings.NOTICES_DAYS)
    return Notice.objects.filter(at__lt=before).delete()[0]


def _person(actor: Actor) -> Person:
    person = speaker(actor)
    if not isinstance(person, Person):
        raise NotAllowed(_("Log in om te volgen. Dan weten wij waar de mail heen moet."))
    return person


def _what(target: Dossier | Area) -> dict[str, object]:
    return {"dossier": target} if isinstance(target, Dossier) else {"area": target}
