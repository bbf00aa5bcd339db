"""Verbs of an office that looks around: note an initiative that deserves a hand, and take the note off."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.services import record
from schakel.initiatives.models import Initiative, Scouted
from schakel.initiatives.permissions import may_say_again
from schakel.journal import privacy


@transaction.atomic
def note(actor: Actor, initiative: Initiative, *, why: str, helps: str) -> Scouted:
    """Say why it is promising and what would help; said again it is that. Raises NotAllowed,
    InputRefused."""
    _require_office(actor, initiative)
    if not why.strip() or not helps.strip():
        raise InputRefused(_("Schrijf waarom dit kans heeft, en wat zou helpen."))
    for text in (why, helps):
        if refusal := privacy.refusal(text):
            raise InputRefused(refusal)
    made, _new = Scouted.objects.update_or_create(
        initiative=initiative,
        defaults={
            "why": why.strip(),
            "helps": helps.strip(),
            "office": actor.office,
            "at": clock.now(),
        },
    )
    record(actor, initiative.dossier, "initiative.scout", facts={"helps": helps.strip()})
    return made


@transaction.atomic
def take_off(actor: Actor, initiative: Initiative) -> None:
    _require_office(actor, initiative)
    Scouted.objects.filter(initiative=initiative).delete()


def _require_office(actor: Actor, initiative: Initiative) -> None:
    if not may_say_again.test(actor, initiative.dossier):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
