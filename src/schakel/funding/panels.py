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
    open_here = _open_here(actor, area)
    found = open_here[: _MOST + 1]
    if len(found) <= _MOST:
        found = found + list(queries.decided_here(actor, area)[: _MOST + 1 - len(found)])
    if not found:
        return None
    found.sort(key=lambda round: round.dossier.process.state != "voting")
    return {"rounds": found[:_MOST], "more": len(found) > _MOST}


def _open_here(actor: Actor, area: Area) -> "list[queries.ListedRound]":
    """Map and panel of one page ask for the same rounds of the same area: read once, kept on it."""
    kept: dict[Any, list[queries.ListedRound]] = area.__dict__.setdefault("_open_rounds", {})
    key = (actor.role, actor.party and actor.party.pk)
    if key not in kept:
        kept[key] = list(queries.undecided_here(actor, area)[:_MOST_ON_MAP])
    return kept[key]


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
        for round in _open_here(actor, area)
    ]
