"""What the pages of an area and of an initiative show of the agenda, and what goes into other calendars."""

from typing import Any

from schakel.agenda import queries
from schakel.agenda.permissions import may_add
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.plugs import Moment
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import acts_for_owner

_MOST = 6
_MOST_MOMENTS = 500


def this_week(actor: Actor, area: Area) -> dict[str, Any]:
    found = list(queries.coming(actor, area)[: _MOST + 1])
    return {"days": found[:_MOST], "more": len(found) > _MOST, "area": area}


def of_dossier(actor: Actor, dossier: Dossier) -> dict[str, Any] | None:
    found = list(queries.of_dossier(actor, dossier)[:_MOST])
    may = may_add.test(actor) and acts_for_owner.test(actor, dossier)
    return {"days": found, "dossier": dossier, "may_add": may} if found or may else None


def moments(actor: Actor, dossiers: Any) -> list[Moment]:
    """The coming days, each with a key that stays when it moves. One query."""
    found = queries.of_dossiers(actor, dossiers)[:_MOST_MOMENTS]
    return [
        Moment(
            dossier=one.activity.dossier,
            key=f"activity-{one.day.isoformat()}",
            title=one.title,
            starts=one.starts if one.activity.at else one.day,
        )
        for one in found
        if not one.reason and one.ends > clock.now()
    ]
