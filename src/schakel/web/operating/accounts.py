"""Accounts that nobody uses: told first, and erased only after that and only without a role."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.people.models import Membership, Person
from schakel.web.models import AccountWarning
from schakel.web.operating import cleaning, privacy

logger = logging.getLogger(__name__)
_MOST_A_DAY = 500


def keep_up() -> tuple[int, int]:
    """Warn whom it is time to warn, erase whom it is time to erase; how many of each."""
    now = clock.now()
    unused = now - cleaning.term("privacy.retention.account_months")
    notice = cleaning.term("privacy.retention.account_warning_days")
    erased = 0
    for warning in AccountWarning.objects.filter(at__lt=now - notice).select_related("person"):
        if _unused(unused).filter(pk=warning.person_id).exists():
            privacy.erase(Actor.system(), warning.person)
            erased += 1
        else:
            # Seen again, or given a role: the next time they are told anew.
            warning.delete()
    return _warn(unused + notice), erased


def _unused(since: datetime) -> QuerySet[Person]:
    """Accounts without a role, last used before this moment; one that was never used is left alone."""
    today = clock.today()
    holding = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today))
    return Person.objects.filter(is_active=True, last_login__lt=since).exclude(
        pk__in=holding.values("person")
    )


def _warn(since: datetime) -> int:
    if not settings.DEFAULT_FROM_EMAIL:
        # Nobody can be told, so nobody loses an account.
        return 0
    told = 0
    for person in _unused(since).exclude(pk__in=AccountWarning.objects.values("person"))[
        :_MOST_A_DAY
    ]:
        try:
            with transaction.atomic():
                AccountWarning.objects.create(person=person, at=clock.now())
                _tell(person)
            told += 1
        except OSError:
            logger.exception("an account could not be told that it will go")
    return told


def _tell(person: Person) -> None:
    with translation.override(person.language):
        term = cleaning.term_in_words("privacy.retention.account_months")
        notice = cleaning.term_in_words("privacy.retention.account_warning_days")
        send_mail(
            _("Uw account bij Schakel gaat weg"),
            _(
                "Beste %(name)s,\n\nU bent bijna %(term)s niet op de site geweest. Over %(notice)s "
                "halen wij uw account weg.\n\nWilt u het houden? Log dan één keer in. Meer hoeft u "
                "niet te doen.\n"
            )
            % {"name": person.name, "term": term, "notice": notice},
            None,
            [person.email],
        )
