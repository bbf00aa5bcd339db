"""What a neighbourhood page shows of what is asked to all now."""

from typing import Any

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.initiatives.queries import campaigns as queries


def asked_here(actor: Actor, area: Area) -> dict[str, Any] | None:
    found = list(queries.campaigns(actor, area).filter(closes__gte=clock.today())[:3])
    return {"campaigns": found, "area": area} if found else None
