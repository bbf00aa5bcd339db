"""Sessions: gone when they are over, and at once when their person is erased."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from schakel.people.models import Person
from schakel.web.models import AccountWarning


def clean(before: datetime) -> int:
    """Throw away what ended before this moment; how many."""
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def personal_data(person: Person) -> dict[str, object]:
    warned = AccountWarning.objects.filter(person=person).first()
    return {
        "signed_in": [{"until": session.expire_date.isoformat()} for session in _of(person)],
        "warned_about_removal": warned.at.isoformat() if warned else None,
    }


def erase_person(actor: Any, person: Person) -> int:
    """End every session of a person, on all devices."""
    gone = Session.objects.filter(pk__in=[session.pk for session in _of(person)]).delete()[0]
    return gone + AccountWarning.objects.filter(person=person).delete()[0]


def _of(person: Person) -> list[Session]:
    """A session names its person only inside: each is opened."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    return [one for one in running if one.get_decoded().get(SESSION_KEY) == str(person.pk)]
