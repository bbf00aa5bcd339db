"""Who somebody is: predicates of the actor that every room combines with its own."""

from typing import Any

import rules

from schakel.areas import queries as areas
from schakel.base.actor import Actor
from schakel.people.models import Role

_OFFICES = {Role.OFFICIAL, Role.AREA_MANAGER}


@rules.predicate
def is_official(actor: Actor, target: Any = None) -> bool:
    return actor.role in _OFFICES


@rules.predicate
def is_system(actor: Actor, target: Any = None) -> bool:
    return actor.role == "system"


@rules.predicate
def acts_for_municipality(actor: Actor, target: Any = None) -> bool:
    """The actor's party is the municipality that the dossier (or the process's dossier) belongs to."""
    dossier = getattr(target, "dossier", target)
    return (
        actor.party is not None
        and dossier is not None
        and actor.party.id == dossier.municipality_id
    )


@rules.predicate
def covers_area(actor: Actor, target: Any = None) -> bool:
    """A role held for one area reaches that area and what lies in it, and no further."""
    area = getattr(getattr(target, "dossier", target), "area", None)
    return actor.area is None or areas.lies_in(area, actor.area)
