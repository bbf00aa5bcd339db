"""Who keeps information points and ties: the party itself, and the municipality."""

from typing import Any

import rules

from schakel.base.actor import Actor
from schakel.dossiers.permissions import speaks_for_party
from schakel.people.models import Party
from schakel.people.permissions import covers_area, is_official, manages, municipality_id


@rules.predicate
def of_its_municipality(actor: Actor, target: Any = None) -> bool:
    return (
        actor.party is not None
        and target is not None
        and municipality_id(actor.party) == target.municipality_id
    )


@rules.predicate
def sits_there(actor: Actor, point: Any = None) -> bool:
    """Speaks for the party that sits at an information point."""
    return (
        point is not None
        and actor.party is not None
        and actor.on_behalf_of is None
        and actor.party.pk == point.party_id
        and speaks_for_party.test(actor)
    )


@rules.predicate
def stands_in_tie(actor: Actor, tie: Any = None) -> bool:
    return tie is not None and (manages.test(actor, tie.one) or manages.test(actor, tie.other))


@rules.predicate
def is_the_other(actor: Actor, tie: Any = None) -> bool:
    return tie is not None and bool(manages.test(actor, tie.other))


@rules.predicate
def may_add_here(actor: Actor, target: Any = None) -> bool:
    """Somebody who speaks for a party: for itself, or as an official for the municipality."""
    return (
        isinstance(actor.party, Party)
        and actor.on_behalf_of is None
        and speaks_for_party.test(actor)
    )


_office = is_official & of_its_municipality & covers_area
may_keep_point = sits_there | _office
may_confirm_tie = is_the_other
may_end_tie = stands_in_tie | _office
