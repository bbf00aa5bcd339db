"""Reads on the package for who begins."""

from django.db.models import Q, QuerySet

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.exchange import queries as exchange
from schakel.exchange.models import Line
from schakel.initiatives.models import Initiative, StarterItem
from schakel.people.models import Party


def package(municipality: Party) -> QuerySet[StarterItem]:
    """What stands in it and is still offered."""
    return (
        StarterItem.objects.filter(municipality=municipality, line__status=Line.Status.OFFERED)
        .filter(Q(line__ends__isnull=True) | Q(line__ends__gte=clock.today()))
        .select_related("line__giver_party", "line__area")
    )


def for_group(actor: Actor, initiative: Initiative) -> list[StarterItem]:
    """What this group did not ask yet."""
    asked = Line.objects.filter(
        receiver_party=initiative.dossier.owner, answers__isnull=False
    ).values("answers")
    items = package(initiative.dossier.municipality).exclude(line__in=asked)
    return list(items.exclude(line__giver_party=initiative.dossier.owner)[:50])


def can_be_added(actor: Actor, municipality: Party, area: Area | None) -> QuerySet[Line]:
    """Open offers of parties that do not stand in it."""
    found = exchange.open_lines(actor, area=area, status=Line.Status.OFFERED)
    return found.filter(municipality=municipality, giver="party", starter=None)
