"""Accounts, parties and roles, and what the database refuses about them."""

from schakel.people.models.desk import Behalf
from schakel.people.models.parties import MunicipalityCode, Party, PartyMerge
from schakel.people.models.persons import Person, PersonManager, PersonMerge
from schakel.people.models.roles import Invitation, Mandate, Membership, Role

__all__ = [
    "Behalf",
    "Invitation",
    "Mandate",
    "Membership",
    "MunicipalityCode",
    "Party",
    "PartyMerge",
    "Person",
    "PersonManager",
    "PersonMerge",
    "Role",
]
