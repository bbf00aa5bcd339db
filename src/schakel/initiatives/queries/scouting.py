"""Reads on what an office found promising."""

from django.db.models import QuerySet

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base.actor import Actor
from schakel.initiatives.models import Initiative, Scouted
from schakel.initiatives.queries.office import of_office


def noted(actor: Actor, area: Area | None = None) -> QuerySet[Scouted]:
    """By this office, the latest first; never in order of promise."""
    found = Scouted.objects.filter(of_office(actor, "initiative__dossier__"))
    if area is not None:
        found = found.filter(initiative__dossier__area__in=places.within(area))
    return found.select_related("initiative__dossier__area", "initiative__dossier__process")


def of(initiative: Initiative) -> Scouted | None:
    return Scouted.objects.filter(initiative=initiative).first()
