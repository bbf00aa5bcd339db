"""Sessions of one person: to count, to end. They carry no index on the person on purpose: reading
them all is slow, and is done only when somebody signs out everywhere or asks for their data."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from schakel.base import clock


def of(person: Any) -> Iterator[Session]:
    """The sessions in which this person is signed in, or half-way."""
    for session in Session.objects.filter(expire_date__gt=clock.now()).iterator():
        data = session.get_decoded()
        half_way = data.get("account_login") or {}
        if data.get(SESSION_KEY) == str(person.pk) or half_way.get("user_pk") == person.pk.hex:
            yield session


def end(person: Any, keep: str | None = None) -> int:
    """Sign out everywhere but in the session `keep`; how many sessions ended."""
    keys = [session.session_key for session in of(person) if session.session_key != keep]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def clean() -> int:
    """Throw away sessions that are over; how many."""
    return Session.objects.filter(expire_date__lte=clock.now()).delete()[0]
