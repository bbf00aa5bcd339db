"""Verbs on how it goes with a group: say how much energy one has, and who reads it."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives.models import Initiative, Pulse
from schakel.initiatives.models.initiatives import Shared
from schakel.initiatives.permissions import is_in_it, runs


@transaction.atomic
def say(actor: Actor, initiative: Initiative, level: str) -> Pulse:
    """Say how much energy one has today; said again the same day, it is that. Raises NotAllowed."""
    if actor.person is None or not is_in_it.test(actor, initiative):
        raise NotAllowed(_("Alleen wie bij de groep hoort, vult dit in."))
    if level not in Pulse.Level.values:
        raise InputRefused(_("Kies hoe het met uw energie is."))
    made, _new = Pulse.objects.update_or_create(
        initiative=initiative,
        person=actor.person,
        day=clock.today(),
        defaults={"level": level},
    )
    return made


@transaction.atomic
def share(actor: Actor, initiative: Initiative, shared: str) -> None:
    """Say who reads how it goes. Raises NotAllowed for who does not run the group."""
    if not runs.test(actor, initiative):
        raise NotAllowed(_("Alleen wie de groep trekt, kiest wie dit leest."))
    if shared not in Shared.values:
        raise InputRefused(_("Kies wie dit mag lezen."))
    Initiative.objects.filter(pk=initiative.pk).update(vitality_shared=shared)
    initiative.vitality_shared = shared
