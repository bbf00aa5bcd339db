"""One move in the life of an initiative, which then knows where it stands."""

from typing import Any

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.initiatives.models import Initiative
from schakel.people.models import Party
from schakel.processes import services as processes


def move(actor: Actor, initiative: Initiative, verb: str, **more: Any) -> Initiative:
    """Raises NotAllowed or NotInThisState, each saying what would make it possible."""
    initiative.dossier.process = processes.move(actor, initiative.dossier.process, verb, **more)
    return initiative


def hand(initiative: Initiative, owner: Party) -> Initiative:
    """Give it another owner; the caller has asked who may, and moves it."""
    Dossier.objects.filter(pk=initiative.pk).update(owner=owner)
    initiative.dossier.owner = owner
    return initiative


def set_visibility(initiative: Initiative, visibility: str) -> Initiative:
    Dossier.objects.filter(pk=initiative.pk).update(visibility=visibility)
    initiative.dossier.visibility = visibility
    return initiative
