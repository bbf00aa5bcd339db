"""Who may do what with a line: whoever stands at one of its sides, and a desk for whom it helps."""

from typing import Any

import rules

from schakel.areas import queries as areas
from schakel.base.actor import Actor
from schakel.dossiers.permissions import acts_for_owner, is_somebody, speaker, speaks_for_party
from schakel.exchange.models import Line
from schakel.people.permissions import (
    acts_for_somebody,
    is_official,
    is_system,
    municipality_id,
)


@rules.predicate
def of_its_municipality(actor: Actor, line: Any = None) -> bool:
    """Acts for the municipality of a line, in the area where it is asked or offered."""
    return (
        line is not None
        and actor.party is not None
        and municipality_id(actor.party) == line.municipality_id
        and (actor.area is None or areas.lies_in(line.area, actor.area))
    )


def stands_at(actor: Actor, line: Line, side: str) -> bool:
    """Whether the actor is the giver or the receiver, or a desk that acts for them now."""
    kind = getattr(line, side)
    if kind == "party":
        if actor.party is None or actor.on_behalf_of is not None:
            return False
        own = bool(actor.party.pk == getattr(line, f"{side}_party_id"))
        return own and speaks_for_party.test(actor)
    if kind == "person":
        person = speaker(actor)
        known = getattr(line, f"{side}_person_id")
        if person is None:
            # Without an account only the desk that writes on paper stands there for them.
            return (
                known is None
                and acts_for_somebody.test(actor)
                and of_its_municipality.test(actor, line)
            )
        return person.pk == known and (actor.on_behalf_of is not None or actor.party is None)
    return False


@rules.predicate
def gives(actor: Actor, line: Any = None) -> bool:
    return stands_at(actor, line, "giver")


@rules.predicate
def receives(actor: Actor, line: Any = None) -> bool:
    return stands_at(actor, line, "receiver")


@rules.predicate
def was_asked(actor: Actor, line: Any = None) -> bool:
    """The other side of an answer: who may say yes to it."""
    return stands_at(actor, line, "giver" if line.status == Line.Status.ASKED else "receiver")


@rules.predicate
def speaks_for_itself(actor: Actor, target: Any = None) -> bool:
    """As a person or for a party: not as a council member or researcher."""
    return actor.party is None or actor.on_behalf_of is not None or speaks_for_party.test(actor)


# Anybody may offer something for what another does; only who does it asks in its name.
may_ask_for = is_system | acts_for_owner
may_begin = is_system | ((is_somebody | acts_for_somebody) & speaks_for_itself)
may_moderate = is_official & of_its_municipality
may_answer = may_begin & ~(gives | receives)
may_accept = was_asked
may_deliver = gives
may_confirm = receives
may_withdraw = gives | receives
