"""Who may put an activity in the agenda, change it and see who comes."""

from typing import Any

import rules

from schakel.base.actor import Actor
from schakel.dossiers.permissions import (
    acts_for_owner,
    speaker,
    speaks_as_itself,
    speaks_for_party,
)
from schakel.people.permissions import covers_area, is_system


@rules.predicate
def has_a_home(actor: Actor, target: Any = None) -> bool:
    """The party is somewhere: without a municipality nobody knows whose agenda it is."""
    return actor.party is not None and actor.party.ended is None


@rules.predicate
def is_a_person(actor: Actor, target: Any = None) -> bool:
    """Somebody with an account; at a desk the person that it helps."""
    return speaker(actor) is not None


may_add = speaks_for_party & speaks_as_itself & has_a_home
may_change = is_system | (acts_for_owner & speaks_as_itself & covers_area)
# Names are for who organises it, and for nobody in an office above it.
may_see_who_comes = acts_for_owner & speaks_as_itself & covers_area
may_register = is_a_person
