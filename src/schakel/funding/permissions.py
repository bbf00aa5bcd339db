"""Who may do what with a round. The actor's municipality and area count, the phase is the process's."""

from typing import Any

import rules

from schakel.base.actor import Actor
from schakel.funding.models import Pot
from schakel.people.models import Party
from schakel.people.permissions import acts_for_municipality, covers_area, is_official, is_system

may_run = is_system | (is_official & acts_for_municipality & covers_area)
may_withdraw = is_official & acts_for_municipality & covers_area


@rules.predicate
def owns(actor: Actor, target: Any = None) -> bool:
    """The actor's party is this municipality, or the one whose pot this is."""
    party = target.municipality_id if isinstance(target, Pot) else getattr(target, "pk", None)
    return actor.party is not None and isinstance(target, Pot | Party) and actor.party.pk == party


may_set_aside = is_system | (is_official & owns)


@rules.predicate
def acts_for_a_municipality(actor: Actor, target: Any = None) -> bool:
    return actor.party is not None and actor.party.kind == Party.Kind.MUNICIPALITY


may_make = is_official & acts_for_a_municipality
