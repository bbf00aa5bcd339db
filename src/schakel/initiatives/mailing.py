"""The mails of this app: the link of a dream, a word between neighbours, and a group that asks its circle."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from schakel.base.formats import moment
from schakel.exchange.models import Line
from schakel.initiatives.models import Claim, Initiative, Neighbour
from schakel.initiatives.tokens import block_token
from schakel.people.models import Person

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
    return _sent(_("Uw droom: %(title)s") % {"title": title}, text, claim.email)


def greeting(neighbour: Neighbour, sender: Person, text: str) -> bool:
    """A word of one neighbour to another, who decides whether to answer."""
    body = _(
        "Hallo %(called)s,\n\n"
        "%(name)s zag op Schakel dat u iets wilt doen in de buurt, en schrijft u:\n\n"
        "%(text)s\n\n"
        "Wilt u antwoorden? Schrijf dan aan %(email)s. Dan ziet de ander uw adres.\n"
        "Wilt u niet antwoorden? Dan hoeft u niets te doen.\n"
        "Valt deze persoon u lastig? Blokkeer: %(block)s\n"
        "Is het bedreigend? Vertel het de gemeente: %(site)s/hulp/\n"
        "Wilt u niet meer gevonden worden? Dat kan op %(site)s/buurtmakers/mij/"
    ) % {
        "called": neighbour.called,
        "name": sender.name,
        "text": text,
        "email": sender.email,
        "site": settings.SITE_URL,
        "block": settings.SITE_URL
        + reverse("initiatives:block_sender", args=[block_token(neighbour.person, sender)]),
    }
    return _sent(_("Iemand uit de buurt schrijft u"), body, neighbour.person.email)


def help_asked(initiative: Initiative, line: Line, email: str) -> bool:
    """The group asks its circle for help."""
    title = initiative.dossier.title
    body = _(
        "Hallo,\n\n"
        "U staat in de kring van %(title)s. De groep vraagt:\n\n"
        "%(ask)s\n\n"
        "Kunt u helpen? Antwoord hier:\n%(link)s\n\n"
        "Wilt u uit de kring? Dat kan op de pagina van het initiatief:\n%(page)s"
    ) % {
        "title": title,
        "ask": f"{line.title}\n{line.text}".strip(),
        "link": f"{settings.SITE_URL}{line.get_absolute_url()}",
        "page": f"{settings.SITE_URL}{initiative.get_absolute_url()}",
    }
    return _sent(_("%(title)s vraagt om hulp") % {"title": title}, body, email)


def _sent(subject: str, text: str, email: str) -> bool:
    try:
        return bool(send_mail(" ".join(subject.split()), text, None, [email]))
    except (smtplib.SMTPException, OSError) as error:
        # Its text may hold the address.
        logger.error("a mail was not sent: %s", type(error).__name__)
        return False
