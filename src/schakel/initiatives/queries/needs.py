"""Reads on what initiatives need, and what waits for an answer of the municipality."""

from django.db.models import F, Q, QuerySet

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.initiatives.models import Need
from schakel.initiatives.queries.office import of_office


def by_number(actor: Actor, number: int) -> Need | None:
    return (
        Need.objects.filter(of_office(actor, "initiative__dossier__"), pk=number)
        .select_related("line", "initiative__dossier__area", "initiative__dossier__municipality")
        .first()
    )


def waiting(actor: Actor) -> QuerySet[Need]:
    """Not answered yet, or promised to be looked at again on a day that has come."""
    come = Q(said="later", again__lte=clock.today())
    return Need.objects.filter(
        of_office(actor, "initiative__dossier__"),
        Q(said="") | come,
        line__status="asked",
        initiative__dossier__owner__isnull=False,
    ).exclude(initiative__dossier__owner=F("initiative__dossier__municipality"))
