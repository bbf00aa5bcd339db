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
    found = _here(actor, area)
    if not found:
        return None
    first = sorted(found[: _MOST + 1], key=lambda round: round.dossier.process.state != "voting")
    return {"rounds": first[:_MOST], "more": len(found) > _MOST}


def _here(actor: Actor, area: Area) -> "list[queries.RoundHere]":
    """Map, panel and counts of one page ask for the rounds of the same area: read once, kept on it."""
    kept: dict[Any, list[queries.RoundHere]] = area.__dict__.setdefault("_rounds_here", {})
    key = (actor.role, actor.party and actor.party.pk)
    if key not in kept:
        kept[key] = list(queries.here(actor, area)[:_MOST_ON_MAP])
    return kept[key]


def counts(actor: Actor, area: Area) -> list[tuple[int, str]]:
    """How many votes are open here, and how many rounds there were."""
    found = _here(actor, area)
    voting, every = (found[0].voting_here, found[0].all_here) if found else (0, 0)
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
        for round in _here(actor, area)
        if round.dossier.process.state in queries.OPEN_STATES
    ]
