"""Who may do what with the files and remarks of a dossier."""

from typing import Any

import rules

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers.models import Remark
from schakel.people.models import Party, Role
from schakel.people.permissions import acts_for_municipality, covers_area, is_official, is_system

# A slip of the pen is mended; a conversation is not rewritten.
EDIT_MINUTES = 15


def speaker(actor: Actor) -> Any:
    """The person whose words and wishes these are: at a desk that of the helped, if they have an account."""
    helped = actor.on_behalf_of
    return actor.person if helped is None else getattr(helped, "person", helped)


@rules.predicate
def speaks_as_itself(actor: Actor, target: Any = None) -> bool:
    return actor.on_behalf_of is None


@rules.predicate
def is_somebody(actor: Actor, target: Any = None) -> bool:
    return actor.person is not None


@rules.predicate
def speaks_for_party(actor: Actor, target: Any = None) -> bool:
    """What this actor says, the party says: not so of a council member, researcher or critical friend."""
    party = actor.party
    return party is not None and (
        actor.role != Role.FRIEND
        if party.corner != Party.Corner.GOVERNMENT
        else is_official.test(actor)
    )


@rules.predicate
def advises_owner(actor: Actor, target: Any = None) -> bool:
    """A critical friend of the group whose dossier it is."""
    dossier = getattr(target, "dossier", target)
    return (
        actor.role == Role.FRIEND
        and actor.on_behalf_of is None
        and actor.party is not None
        and dossier is not None
        and actor.party.pk == dossier.owner_id
    )


@rules.predicate
def acts_for_owner(actor: Actor, target: Any = None) -> bool:
    """Somebody of the group or organisation whose dossier it is; of a government its officials only."""
    dossier = getattr(target, "dossier", target)
    if actor.party is None or dossier is None or not speaks_for_party.test(actor):
        return False
    return bool(actor.party.id == dossier.owner_id)


@rules.predicate
def wrote(actor: Actor, remark: Any = None) -> bool:
    """The remark is the actor's own; a desk speaks for the person it acts for."""
    person = speaker(actor)
    return person is not None and remark is not None and remark.by_id == person.pk


@rules.predicate
def was_just_written(actor: Actor, remark: Remark) -> bool:
    return (clock.now() - remark.at).total_seconds() < EDIT_MINUTES * 60


@rules.predicate
def is_another_office(actor: Actor, remark: Remark) -> bool:
    """Not the office that hid the remark, and not the person who did it in another role."""
    person = actor.person.pk if actor.person else None
    return actor.office != remark.hidden_office and person not in (
        remark.hidden_by_id,
        remark.by_id,
    )


@rules.predicate
def is_in_the_community(actor: Actor, target: Any = None) -> bool:
    return actor.party is not None and actor.party.corner == Party.Corner.COMMUNITY


@rules.predicate
def said_it(actor: Actor, wording: Any = None) -> bool:
    """The words are those of the actor's party, or nobody said anything yet."""
    return wording is None or (actor.party is not None and wording.party_id == actor.party.id)


_answers_for_it = is_official & acts_for_municipality & covers_area & speaks_as_itself
# The municipality may write down what residents said, until they say it themselves.
may_word = {
    "residents": (acts_for_owner & is_in_the_community & covers_area) | _answers_for_it,
    "system": _answers_for_it,
}
may_add_file = (
    is_system | (acts_for_owner & covers_area) | (is_official & acts_for_municipality & covers_area)
)
may_write = is_somebody
# What the group and its critical friends say to each other is read by them only.
may_advise = acts_for_owner | advises_owner
may_change = wrote & was_just_written
may_moderate = _answers_for_it
may_decide_appeal = may_moderate & is_another_office
