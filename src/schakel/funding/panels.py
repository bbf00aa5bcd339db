"""What a neighbourhood page shows of its rounds."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.base.plugs import MapPlace
from schakel.funding import queries

_MOST = 4
_MOST_ON_MAP = 12


def rounds_here(actor: Actor, area: Area) -> dict[str, Any] | None:
    """The rounds of an area, an open vote first; None when there are none."""
    here = queries.rounds_of(actor, area).prefetch_related(None)
    found = list(here.select_related("dossier__area", "pot")[: _MOST + 1])
    if not found:
        return None
    found.sort(key=lambda round: round.dossier.process.state != "voting")
    return {"rounds": found[:_MOST], "more": len(found) > _MOST}


def counts(actor: Actor, area: Area) -> list[tuple[int, str]]:
    """How many votes are open here, and how many rounds there were."""
    voting, every = queries.how_many(actor, area)
    return [
        (voting, ngettext("stemming open", "stemmingen open", voting)),
        (every, ngettext("ronde met geld", "rondes met geld", every)),
    ]


def places(actor: Actor, area: Area) -> list[MapPlace]:
    """The rounds that are not decided yet, at the area whose money they divide."""
    return [
        MapPlace(
            label=round.dossier.title,
            url=round.get_absolute_url(),
            kind="organisations",
            note=_("Stemmen kan nu") if round.dossier.process.state == "voting" else "",
            area_id=round.dossier.area_id,
        )
        for round in queries.undecided_here(actor, area)[:_MOST_ON_MAP]
    ]
