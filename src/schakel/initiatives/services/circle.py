"""Verbs on the circle around a group: stand in it, step out, and ask it for help."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.exchange import services as exchange
from schakel.exchange.models import Line
from schakel.initiatives import mailing
from schakel.initiatives.models import Initiative, Participant
from schakel.initiatives.permissions import is_in_it
from schakel.initiatives.queries.participants import circle
from schakel.initiatives.services.participants import join
from schakel.journal import privacy


@transaction.atomic
def stand_in(actor: Actor, initiative: Initiative, *, helps: str) -> Participant:
    """Let the group see one's name and ask for help. Raises NotAllowed, InputRefused."""
    if not helps.strip():
        raise InputRefused(_("Schrijf waarmee u wilt helpen."))
    if refusal := privacy.refusal(helps):
        raise InputRefused(refusal)
    made = join(actor, initiative)
    made.circle, made.helps = True, helps.strip()[:200]
    made.save(update_fields=["circle", "helps"])
    return made


@transaction.atomic
def step_out(actor: Actor, initiative: Initiative) -> None:
    Participant.objects.filter(initiative=initiative, person=actor.person).update(
        circle=False, helps=""
    )


def ask(actor: Actor, initiative: Initiative, terms: exchange.Terms) -> tuple[Line, int]:
    """Ask the circle for help: an ask that everybody may answer, and a mail to who stands in it.

    Gives the ask and how many mails went out. Raises NotAllowed, InputRefused.
    """
    if not is_in_it.test(actor, initiative):
        raise NotAllowed(_("Alleen wie bij de groep hoort, vraagt de kring om hulp."))
    dossier = initiative.dossier
    line = exchange.ask(actor, dossier.area, terms, dossier=dossier)
    return line, sum(
        mailing.help_asked(initiative, line, one.person.email) for one in circle(initiative)
    )
