"""Who may say what of a handover: the group consents, and who gets it accepts."""

from typing import Any

import rules

from schakel.base.actor import Actor
from schakel.people.permissions import manages


@rules.predicate
def may_accept(actor: Actor, handover: Any = None) -> bool:
    """On the board of the organisation that gets it."""
    return handover is not None and bool(manages.test(actor, handover.to))
