"""The one mail of the day: what happened at what somebody follows. Never two a day, never empty.

Once a week it also says what is to come there: in each weekly mail, and in the daily one on Monday.

The day is claimed in the database before a mail leaves, and how far somebody was told is written after
it. A machine that stops in between sends no second mail that day; what was in it comes tomorrow.
"""

import logging
import smtplib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schakel.base import clock
from schakel.base.plugs import Coming, week_sources
from schakel.dossiers.models import MailChoice
from schakel.dossiers.queries.follows import MOST_DOSSIERS, News, news
from schakel.dossiers.services.follows import unsubscribe_token
from schakel.people.models import Person

logger = logging.getLogger(__name__)
_BATCH = 50
_GIVE_UP_AFTER = 6
_WEEK = timedelta(days=7)
_SERVER_AWAY = timedelta(minutes=15)


@dataclass(frozen=True)
class Digest:
    """A mail as it will be sent, in the language of its reader."""

    subject: str
    text: str
    unsubscribe: str


def send() -> int:
    """Send the mails that are due now; how many left. Does nothing before the hour of the day."""
    now = clock.now()
    if timezone.localtime(now).hour < settings.DIGEST_HOUR:
        return 0
    sent = 0
    while claimed := _claim(now):
        told = news([choice.person_id for choice in claimed], now)
        coming = _coming(claimed, now)
        writing = [c for c in claimed if c.person_id in told or c.person_id in coming]
        arrived = {choice.person_id for choice in claimed} - {c.person_id for c in writing}
        if writing:
            try:
                connection = get_connection()
                connection.open()
            except (OSError, smtplib.SMTPException) as error:
                # Nobody's address is to blame, so it counts against nobody.
                logger.error("the mail server gave no answer: %s", type(error).__name__)
                MailChoice.objects.filter(claim=claimed[0].claim).update(
                    claim=None, retry_at=now + _SERVER_AWAY
                )
                break
            try:
                for choice in writing:
                    person = choice.person_id
                    about = compose(choice.person, told.get(person, []), coming.get(person, ()))
                    if _deliver(connection, choice, about, now):
                        arrived.add(person)
                        sent += 1
            finally:
                connection.close()
        MailChoice.objects.filter(pk__in=arrived, claim=claimed[0].claim).update(
            told_until=now, claim=None, failures=0, retry_at=None
        )
    if sent:
        logger.info("the mail of the day left for %s people", sent)
    return sent


def _coming(claimed: list[MailChoice], now: datetime) -> dict[uuid.UUID, list[Coming]]:
    """What is to come for who hears of it in this mail."""
    monday = timezone.localdate(now).weekday() == 0
    people = [
        choice.person_id
        for choice in claimed
        if choice.rhythm == MailChoice.Rhythm.WEEKLY or monday
    ]
    found: dict[uuid.UUID, list[Coming]] = {}
    for source in week_sources if people else ():
        for person, lines in source.load(people, now).items():
            found.setdefault(person, []).extend(lines)
    return found


def compose(person: Person, about: list[News], coming: Sequence[Coming] = ()) -> Digest:
    """The mail to a person about this news, in their language. An empty mail cannot be made."""
    assert about or coming, "a digest is never empty"
    with translation.override(person.language):
        token = unsubscribe_token(person)
        stop = f"{settings.SITE_URL}{reverse('dossiers:unsubscribe', args=[token])}"
        subject = (
            ngettext(
                "Nieuws over %(number)s pagina die u volgt",
                "Nieuws over %(number)s pagina’s die u volgt",
                len(about),
            )
            % {"number": len(about)}
            if about
            else _("Deze week bij wat u volgt")
        )
        text = render_to_string(
            "dossiers/digest.txt",
            {
                "person": person,
                "news": about[:MOST_DOSSIERS],
                "more": max(0, len(about) - MOST_DOSSIERS),
                "coming": coming,
                "site": settings.SITE_URL,
                "follows": f"{settings.SITE_URL}{reverse('dossiers:follows')}",
                "stop": stop,
            },
        )
    return Digest(subject, text.strip() + "\n", stop)


def _due(now: datetime) -> Q:
    """Of its own columns only, so that an update waits for another worker and then looks again."""
    today: date = timezone.localdate(now)
    new_day = (
        Q(day=None)
        | Q(rhythm="daily", day__lt=today)
        | Q(rhythm="weekly", day__lte=today - _WEEK)
        # Claimed on a day before and never finished: that machine stopped.
        | Q(claim__isnull=False, day__lt=today)
    )
    due = (Q(retry_at=None) & new_day) | Q(retry_at__lte=now)
    return due & Q(undeliverable=False) & ~Q(rhythm="never")


def _claim(now: datetime) -> list[MailChoice]:
    """Take the next people for this worker alone, whatever other workers do; [] when nobody is left."""
    while True:
        token = uuid.uuid4()
        found = MailChoice.objects.filter(_due(now), person__is_active=True).order_by("pk")
        ids = list(found.values_list("pk", flat=True)[:_BATCH])
        if not ids:
            return []
        taken = MailChoice.objects.filter(_due(now), pk__in=ids).update(
            day=timezone.localdate(now), claim=token, retry_at=None
        )
        if taken:
            choices = MailChoice.objects.filter(claim=token).select_related("person")
            return list(choices.order_by("pk"))


def _deliver(
    connection: BaseEmailBackend, choice: MailChoice, digest: Digest, now: datetime
) -> bool:
    message = EmailMessage(
        digest.subject,
        digest.text,
        settings.DEFAULT_FROM_EMAIL or None,
        [choice.person.email],
        connection=connection,
        headers={
            "List-Unsubscribe": f"<{digest.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    try:
        return bool(message.send())
    except (OSError, smtplib.SMTPException, ValueError) as error:
        # The kind of error only: its text holds the address.
        logger.warning("a mail of the day could not be delivered: %s", type(error).__name__)
        _failed(choice, now)
        return False


def _failed(choice: MailChoice, now: datetime) -> None:
    """Try again after one, two, four, ... hours; after the sixth time the address is given up."""
    choice.failures += 1
    choice.undeliverable = choice.failures >= _GIVE_UP_AFTER
    choice.retry_at = now + timedelta(hours=2 ** (choice.failures - 1))
    choice.claim = None
    choice.save(update_fields=["failures", "undeliverable", "retry_at", "claim"])
