"""Who may do what with norms.

A value and whether it was verified hold for the whole installation: an official, an area manager or
an administrator of any municipality or department in it may compare a norm with its source, and all
can read who did. A new value is for officials and administrators, and is unverified until somebody
compares it. A deviation reaches no further than the actor's own municipality, or own area.
"""

from typing import Any

import rules

from schakel.base import plugs
from schakel.base.actor import Actor

_OFFICES = {"official", "area_manager", "admin"}


@rules.predicate
def is_office(actor: Actor, target: Any = None) -> bool:
    return actor.role in _OFFICES and getattr(actor.party, "corner", None) == "government"


@rules.predicate
def sees_all_areas(actor: Actor, target: Any = None) -> bool:
    """A role for one area is too small for what holds everywhere."""
    return actor.area is None and actor.role != "area_manager"


@rules.predicate
def decides_somewhere(actor: Actor, target: Any = None) -> bool:
    return bool(places(actor))


@rules.predicate
def decides_there(actor: Actor, area: Any = None) -> bool:
    """`area` is the code of an area."""
    return area in dict(places(actor))


def places(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of the areas where this actor may decide."""
    return [place for territory in plugs.territories for place in territory.places(actor)]


may_verify = is_office
may_change = is_office & sees_all_areas
may_deviate = is_office & decides_somewhere
may_deviate_there = is_office & decides_there
