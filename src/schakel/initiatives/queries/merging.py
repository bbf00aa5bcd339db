"""Reads on initiatives that go on as one."""

from django.db.models import Q, QuerySet

from schakel.base.actor import Actor
from schakel.initiatives.models import Merge


def by_number(number: int) -> Merge | None:
    return (
        Merge.objects.filter(pk=number)
        .select_related("gone__dossier__owner", "into__dossier__owner")
        .first()
    )


def waiting(actor: Actor) -> QuerySet[Merge]:
    """Proposals at initiatives of the actor's party that have no answer yet."""
    party = actor.party
    return Merge.objects.filter(
        Q(into__dossier__owner=party) | Q(gone__dossier__owner=party), done=None
    ).select_related("gone__dossier", "into__dossier")
