"""The one mail of this app: the link with which somebody takes up the dream they told."""

import logging
import smtplib

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from schakel.base.formats import moment
from schakel.initiatives.models import Claim

logger = logging.getLogger(__name__)


def claim_link(claim: Claim, link: str) -> bool:
    """Whether the mail went out; without it the dream stands and a new link can be asked."""
    title = claim.initiative.dossier.title
    text = _(
        "Hallo,\n\n"
        "U vertelde een droom: %(title)s.\n\n"
        "Wilt u hem zelf gaan doen? Open deze link en log in met dit e-mailadres:\n%(link)s\n\n"
        "De link werkt tot %(until)s, en één keer. Daarna mag een ander de droom oppakken.\n"
        "Was u dit niet? Dan hoeft u niets te doen."
    ) % {"title": title, "link": link, "until": moment(claim.expires)}
    try:
        return bool(
            send_mail(_("Uw droom: %(title)s") % {"title": title}, text, None, [claim.email])
        )
    except (smtplib.SMTPException, OSError) as error:
        # Its text may hold the address.
        logger.error("the mail of a dream was not sent: %s", type(error).__name__)
        return False
