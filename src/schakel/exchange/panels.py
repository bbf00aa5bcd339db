"""What a neighbourhood page shows of asks and offers."""

from typing import Any

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.exchange import queries
from schakel.exchange.models import PROMISES
from schakel.exchange.permissions import may_ask_for

_MOST = 4
_MOST_OF_DOSSIER = 40


def open_here(actor: Actor, area: Area) -> dict[str, Any]:
    """The newest offers and asks of an area: what there is stands before what is needed."""
    found = list(queries.open_lines(actor, area=area)[: 5 * _MOST])
    offered = [line for line in found if line.status == "offered"][:_MOST]
    asked = [line for line in found if line.status == "asked"][:_MOST]
    return {"offered": offered, "asked": asked, "area": area}


def of_dossier(actor: Actor, dossier: Dossier, *also: str) -> dict[str, Any]:
    """What a dossier asks, what is offered for it and what was promised: one query.

    A room that knows more of a line names its relation in `also`.
    """
    found = queries.at_dossier(actor, dossier).select_related(*also)
    lines = list(found[:_MOST_OF_DOSSIER])
    return {
        "asked": [line for line in lines if line.is_open and line.status == "asked"],
        "offered": [line for line in lines if line.is_open and line.status == "offered"],
        "promised": [line for line in lines if line.status in PROMISES],
        "dossier": dossier,
        "may_ask": may_ask_for.test(actor, dossier),
    }
