"""What a neighbourhood page shows of asks and offers."""

from typing import Any

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.exchange import queries

_MOST = 4


def open_here(actor: Actor, area: Area) -> dict[str, Any]:
    """The newest offers and asks of an area: what there is stands before what is needed."""
    found = list(queries.open_lines(actor, area=area)[: 5 * _MOST])
    offered = [line for line in found if line.status == "offered"][:_MOST]
    asked = [line for line in found if line.status == "asked"][:_MOST]
    return {"offered": offered, "asked": asked, "area": area}
