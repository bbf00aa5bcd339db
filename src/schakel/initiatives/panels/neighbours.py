"""What a neighbourhood page shows of people who want to do something there."""

from typing import Any

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.initiatives.queries import neighbours as queries

_MOST = 3


def here(actor: Actor, area: Area) -> dict[str, Any]:
    """Some of them for who is signed in; a visitor does not learn how few there are."""
    if actor.person is None:
        return {"people": [], "area": area}
    return {"people": list(queries.neighbours(actor, area=area)[:_MOST]), "area": area}
