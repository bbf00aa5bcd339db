"""Advice of a critical friend, and what the group says back: read by them only, and it decides nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier, Remark
from schakel.dossiers.permissions import acts_for_owner, may_advise
from schakel.dossiers.services.remarks import not_too_often, plain


@transaction.atomic
def advise(actor: Actor, dossier: Dossier, *, text: str) -> Remark:
    """Write in the log of advice. Raises NotAllowed, InputRefused, TooManyAttempts."""
    if not may_advise.test(actor, dossier):
        raise NotAllowed(_("Alleen de groep en haar kritische vrienden schrijven hier."))
    if not text.strip():
        raise InputRefused(_("Schrijf wat u wilt meegeven."))
    assert actor.person is not None
    not_too_often(actor.person)
    return Remark.objects.create(
        dossier=dossier,
        inside=True,
        text=plain(text),
        by=actor.person,
        party=actor.party if acts_for_owner.test(actor, dossier) else None,
        office=actor.office,
        channel=actor.channel,
        at=clock.now(),
    )
