"""Who may do what with an initiative: who runs it, who is in it, and the office that looks first."""

from typing import Any

import rules

from schakel.base.actor import Actor
from schakel.dossiers.permissions import acts_for_owner, may_moderate, speaks_for_party
from schakel.people.models import Party, Role
from schakel.people.permissions import (
    acts_for_municipality,
    acts_for_somebody,
    is_signed_in,
    is_system,
)


@rules.predicate
def is_in_it(actor: Actor, target: Any = None) -> bool:
    """A member or board member of the group whose initiative it is."""
    dossier = getattr(target, "dossier", target)
    return bool(
        dossier is not None
        and actor.party is not None
        and actor.party.corner != Party.Corner.GOVERNMENT
        and acts_for_owner.test(actor, dossier)
    )


@rules.predicate
def runs(actor: Actor, target: Any = None) -> bool:
    """On the board of the group whose initiative it is."""
    return actor.role == Role.BOARD and bool(is_in_it.test(actor, target))


@rules.predicate
def may_own(actor: Actor, target: Any = None) -> bool:
    """A resident, or somebody who speaks for a party that is no government."""
    return actor.party is None or (
        actor.party.corner != Party.Corner.GOVERNMENT and speaks_for_party.test(actor)
    )


@rules.predicate
def nobody_owns(actor: Actor, target: Any = None) -> bool:
    dossier = getattr(target, "dossier", target)
    return dossier is not None and dossier.owner_id == dossier.municipality_id


may_change = is_in_it | (acts_for_municipality & may_moderate & nobody_owns)
may_run = runs | is_system
may_look_first = may_moderate | is_system
may_adopt = is_system | (is_signed_in & (may_own | acts_for_somebody))
may_say_again = may_moderate
