"""Who somebody is: predicates of the actor that every room combines with its own.

And who may change whose rights: the board of a party those at its own party, the administrator of a
municipality those at the municipality and its departments, and nobody else.
"""

from dataclasses import dataclass
from typing import Any

import rules

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.people import queries
from schakel.people.models import Party, Role

_OFFICES = {Role.OFFICIAL, Role.AREA_MANAGER}
_GOVERNMENT = {Party.Kind.MUNICIPALITY, Party.Kind.DEPARTMENT}
_OF_GOVERNMENT = (
    Role.OFFICIAL,
    Role.AREA_MANAGER,
    Role.DESK,
    Role.BROKER,
    Role.COUNCIL,
    Role.RESEARCHER,
    Role.ADMIN,
)
_OF_OTHERS = (Role.BOARD, Role.MEMBER, Role.RESIDENT, Role.FRIEND)


@rules.predicate
def is_official(actor: Actor, target: Any = None) -> bool:
    return actor.role in _OFFICES


@rules.predicate
def is_system(actor: Actor, target: Any = None) -> bool:
    return actor.role == "system"


@rules.predicate
def acts_for_municipality(actor: Actor, target: Any = None) -> bool:
    """The actor's party is the municipality that the dossier (or the process's dossier) belongs to,
    or one of its departments."""
    dossier = getattr(target, "dossier", target)
    return (
        actor.party is not None
        and dossier is not None
        and municipality_id(actor.party) == dossier.municipality_id
    )


@rules.predicate
def covers_area(actor: Actor, target: Any = None) -> bool:
    """A role held for one area reaches that area and what lies in it, and no further."""
    area = getattr(getattr(target, "dossier", target), "area", None)
    return actor.area is None or areas.lies_in(area, actor.area)


@rules.predicate
def is_signed_in(actor: Actor, target: Any = None) -> bool:
    return actor.person is not None


@rules.predicate
def acts_for_somebody(actor: Actor, target: Any = None) -> bool:
    """A desk that acts for a resident now: what it does is the resident's, not the desk's."""
    return actor.on_behalf_of is not None


def has_mandate(subject: str) -> Any:
    """A predicate: the office may decide this in the name of its party today.

    `may_decide = is_official & has_mandate("funding.decide")`. The key is one of the plug
    `mandate_subjects`.
    """

    @rules.predicate
    def held(actor: Actor, target: Any = None) -> bool:
        return actor.mandate is not None and actor.mandate.get(subject) is not None

    return held


# --- parties and roles --------------------------------------------------------------------------


@dataclass(frozen=True)
class Gift:
    """A role at a party that somebody wants to give or take."""

    party: Party
    role: str
    area: Area | None = None


def municipality_id(party: Party) -> Any:
    """The municipality for which a party acts: itself, or that of a department. None for others."""
    if party.kind == Party.Kind.DEPARTMENT:
        return party.municipality_id
    return party.id if party.kind == Party.Kind.MUNICIPALITY else None


def roles_at(party: Party) -> tuple[Role, ...]:
    """The roles that exist at a party of this kind."""
    return _OF_GOVERNMENT if party.kind in _GOVERNMENT else _OF_OTHERS


def managing_role(party: Party) -> Role:
    """The role that runs the party itself."""
    return Role.ADMIN if party.kind in _GOVERNMENT else Role.BOARD


@rules.predicate
def manages(actor: Actor, party: Any = None) -> bool:
    """Runs this party; the administrator of a municipality runs its departments too."""
    if not isinstance(party, Party) or actor.party is None or actor.area is not None:
        return False
    own = actor.party.pk == party.pk and actor.role == managing_role(party)
    above = (
        party.kind == Party.Kind.DEPARTMENT
        and actor.party.pk == party.municipality_id
        and actor.role == Role.ADMIN
    )
    return own or above


@rules.predicate
def is_at_home(actor: Actor, party: Any = None) -> bool:
    """An official of the municipality where this party is at home."""
    return (
        isinstance(party, Party)
        and party.municipality_id is not None
        and actor.party is not None
        and municipality_id(actor.party) == party.municipality_id
    )


@rules.predicate
def has_nobody(actor: Actor, party: Any = None) -> bool:
    """Nobody runs this party: then the municipality may help it on."""
    return isinstance(party, Party) and not queries.is_run(party)


_helps = is_official & is_at_home & has_nobody
may_manage = is_system | manages
may_see_roles = is_system | manages | _helps
may_change = may_see_roles


@rules.predicate
def _gives(actor: Actor, gift: Any = None) -> bool:
    if not isinstance(gift, Gift) or gift.role not in roles_at(gift.party):
        return False
    return may_manage.test(actor, gift.party) or (
        gift.role == Role.BOARD and _helps.test(actor, gift.party)
    )


may_give = is_system | _gives


@rules.predicate
def _is_its_municipality(actor: Actor, pair: Any = None) -> bool:
    """Both of two parties are at home in the actor's municipality."""
    return all(is_at_home.test(actor, party) for party in pair or ()) and bool(pair)


@rules.predicate
def is_admin(actor: Actor, target: Any = None) -> bool:
    return actor.role == Role.ADMIN


@rules.predicate
def _for_no_municipality(actor: Actor, target: Any = None) -> bool:
    return actor.party is None or municipality_id(actor.party) is None


# For oneself, or for the municipality by who registers its parties.
may_begin = is_signed_in & (_for_no_municipality | is_official | is_admin)
may_find_duplicates = is_official | is_admin
may_merge = is_system | ((is_official | is_admin) & _is_its_municipality)


@rules.predicate
def may_act_for_others(actor: Actor, target: Any = None) -> bool:
    """A desk or social broker of the municipality, who has the whole of it or an area of it."""
    return (
        actor.role in (Role.DESK, Role.BROKER)
        and actor.party is not None
        and municipality_id(actor.party) is not None
    )
