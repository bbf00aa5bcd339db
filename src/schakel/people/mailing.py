"""The three mails of this app: an invitation, a question to join accounts, help at a desk."""

import logging
import smtplib

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.base.formats import moment
from schakel.people import queries
from schakel.people.models import Behalf, Invitation, PersonMerge

logger = logging.getLogger(__name__)


def invitation(sent: Invitation, link: str) -> bool:
    """Whether the mail went out; without it the invitation stands and can be sent again."""
    person = queries.by_email(sent.email)
    with translation.override(person.language if person else "nl"):
        text = _(
            "Hallo,\n\n"
            "%(party)s nodigt u uit voor de rol: %(role)s.\n\n"
            "Open deze link en log in met dit e-mailadres:\n%(link)s\n\n"
            "De link werkt tot %(until)s, en één keer. Wilt u niet? Dan hoeft u niets te doen."
        )
        return _send(
            sent.email,
            _("%(party)s nodigt u uit") % {"party": sent.party.name},
            text
            % {
                "party": sent.party.name,
                "role": sent.get_role_display(),
                "link": link,
                "until": moment(sent.expires),
            },
        )


def join(asked: PersonMerge, link: str) -> bool:
    with translation.override(asked.gone.language):
        text = _(
            "Hallo,\n\n"
            "Iemand vraagt om dit account samen te voegen met een ander account.\n\n"
            "Was u dat? Log in met dit e-mailadres en open dan de link:\n%(link)s\n\n"
            "De link werkt tot %(until)s. Was u het niet? Doe dan niets. Er verandert niets."
        )
        return _send(
            asked.gone.email,
            _("Twee accounts samenvoegen?"),
            text % {"link": link, "until": moment(asked.expires)},
        )


def helped(behalf: Behalf) -> bool:
    """Tell somebody with an account that a desk acts for them now."""
    if behalf.person is None:
        return True
    with translation.override(behalf.person.language):
        text = _(
            "Hallo,\n\n"
            "%(desk)s helpt u vandaag met Schakel en handelt namens u. U gaf daar toestemming voor.\n\n"
            "Klopt dat niet? Bel of mail de gemeente meteen."
        )
        return _send(
            behalf.person.email,
            _("De balie handelt namens u"),
            text % {"desk": behalf.desk.party.name},
        )


def _send(to: str, subject: str, text: str) -> bool:
    try:
        return bool(send_mail(subject, text, None, [to]))
    except (smtplib.SMTPException, OSError) as error:
        # Its text may hold the address.
        logger.error("a mail of people was not sent: %s", type(error).__name__)
        return False
