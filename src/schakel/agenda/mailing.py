"""The mails of the agenda: a place came free, or it does not go on. They leave when the change stands."""

import logging
import smtplib
from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.agenda.models import Occurrence, Registration
from schakel.base.formats import moment
from schakel.people.models import Person

logger = logging.getLogger(__name__)


def moved_up(occurrence: Occurrence, people: Iterable[Person]) -> None:
    for person in people:
        transaction.on_commit(partial(_send, person, partial(_place, occurrence)))


def called_off(occurrences: Iterable[Occurrence], reason: str) -> None:
    """To everybody who signed up for these days, waiting or not."""
    found = Registration.objects.filter(occurrence__in=list(occurrences))
    for one in found.select_related("person", "occurrence__activity__dossier"):
        words = partial(_not_on, one.occurrence, reason)
        transaction.on_commit(partial(_send, one.person, words))


def _place(occurrence: Occurrence) -> tuple[str, str]:
    about = _about(occurrence)
    return _("U hebt een plek: %(title)s") % about, _(
        "Hallo,\n\n"
        "Er is een plek vrij. U kunt komen: %(title)s, %(when)s.\n\n"
        "Kunt u niet meer? Meld u dan af, zodat een ander kan komen:\n%(link)s\n"
    ) % about


def _not_on(occurrence: Occurrence, reason: str) -> tuple[str, str]:
    about = _about(occurrence) | {"reason": reason}
    return _("Het gaat niet door: %(title)s") % about, _(
        "Hallo,\n\n"
        "Dit gaat niet door: %(title)s, %(when)s.\n"
        "De reden: %(reason)s\n\n"
        "Meer leest u hier:\n%(link)s\n"
    ) % about


def _about(occurrence: Occurrence) -> dict[str, str]:
    return {
        "title": occurrence.title,
        "when": moment(occurrence.starts),
        "link": f"{settings.SITE_URL}{occurrence.activity.get_absolute_url()}",
    }


def _send(person: Person, words: Callable[[], tuple[str, str]]) -> None:
    with translation.override(person.language):
        subject, text = words()
    try:
        send_mail(subject, text, None, [person.email])
    except (smtplib.SMTPException, OSError) as error:
        # Its text may hold the address; the page says the same as the mail.
        logger.error("a mail of the agenda was not sent: %s", type(error).__name__)
