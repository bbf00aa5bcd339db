"""What a neighbourhood page shows of its rounds."""

from typing import Any

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.funding import queries

_MOST = 4


def rounds_here(actor: Actor, area: Area) -> dict[str, Any] | None:
    """The rounds of an area, an open vote first; None when there are none."""
    found = list(queries.rounds_of(actor, area)[: _MOST + 1])
    if not found:
        return None
    found.sort(key=lambda round: round.dossier.process.state != "voting")
    return {"rounds": found[:_MOST], "more": len(found) > _MOST}
