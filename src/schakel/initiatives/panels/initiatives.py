"""What a neighbourhood page shows of its initiatives."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.base.plugs import MapPlace
from schakel.initiatives import queries

if TYPE_CHECKING:
    from schakel.initiatives.queries.initiatives import InitiativeHere

_MOST = 6
_MOST_ON_MAP = 12


def initiatives_here(actor: Actor, area: Area) -> dict[str, Any]:
    found = _here(actor, area)
    return {"initiatives": found[:_MOST], "all": found[0].all_here if found else 0, "area": area}


def _here(actor: Actor, area: Area) -> "list[InitiativeHere]":
    """Map, panel and counts of one page ask for the same initiatives: read once, kept on the area."""
    kept: dict[Any, list[InitiativeHere]] = area.__dict__.setdefault("_initiatives_here", {})
    key = (actor.role, actor.party and actor.party.pk)
    if key not in kept:
        kept[key] = list(queries.here(actor, area)[:_MOST_ON_MAP])
    return kept[key]


def counts(actor: Actor, area: Area) -> list[tuple[int, str]]:
    found = _here(actor, area)
    going = found[0].going_here if found else 0
    return [(going, ngettext("initiatief", "initiatieven", going))]


def places(actor: Actor, area: Area) -> list[MapPlace]:
    return [
        MapPlace(
            label=initiative.dossier.title,
            url=initiative.get_absolute_url(),
            kind="residents",
            note=str(initiative.dossier.process.state_label),
            area_id=initiative.dossier.area_id,
        )
        for initiative in _here(actor, area)
    ]
