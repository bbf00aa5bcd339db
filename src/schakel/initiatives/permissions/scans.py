"""Who may do what with a scan: the people of the party itself; its questions are the municipality's."""

from typing import Any

import rules

from schakel.base.actor import Actor
from schakel.dossiers.permissions import speaks_for_party
from schakel.people.models import Party
from schakel.people.permissions import is_official, municipality_id


@rules.predicate
def is_of_party(actor: Actor, party: Any = None) -> bool:
    """Somebody who speaks for this party, and for a government an official."""
    return bool(
        isinstance(party, Party)
        and actor.on_behalf_of is None
        and actor.party is not None
        and actor.party.pk == party.pk
        and speaks_for_party.test(actor)
    )


@rules.predicate
def of_this_municipality(actor: Actor, municipality: Any = None) -> bool:
    return (
        actor.party is not None
        and municipality is not None
        and municipality_id(actor.party) == municipality.pk
        and actor.area is None
    )


may_scan = is_of_party
may_edit_questions = is_official & of_this_municipality
