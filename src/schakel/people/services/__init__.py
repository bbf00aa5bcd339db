"""Verbs on people, parties, roles, mandates and desks."""

from schakel.people.services.accounts import add_person, erase_person
from schakel.people.services.desk import (
    begin_behalf,
    clean_behalfs,
    erase_behalf,
    stop_all_behalfs,
    stop_behalf,
)
from schakel.people.services.invitations import (
    Issued,
    accept_invitation,
    clean_invitations,
    decline_invitation,
    invitation_behind,
    invite,
    withdraw_invitation,
)
from schakel.people.services.mandates import end_mandate, give_mandate
from schakel.people.services.merging import (
    ask_person_merge,
    confirm_person_merge,
    merge_parties,
    person_merge_behind,
)
from schakel.people.services.parties import (
    add_municipality,
    add_party,
    answer_as_host,
    answer_for_money,
    ask_host,
    change_party,
    end_party,
)
from schakel.people.services.roles import (
    area_named,
    change_role,
    end_role,
    give_role,
    leave,
    set_named,
)

__all__ = [
    "Issued",
    "accept_invitation",
    "add_municipality",
    "add_party",
    "add_person",
    "answer_as_host",
    "answer_for_money",
    "area_named",
    "ask_host",
    "ask_person_merge",
    "begin_behalf",
    "change_party",
    "change_role",
    "clean_behalfs",
    "clean_invitations",
    "confirm_person_merge",
    "decline_invitation",
    "end_mandate",
    "end_party",
    "end_role",
    "erase_behalf",
    "erase_person",
    "give_mandate",
    "give_role",
    "invitation_behind",
    "invite",
    "leave",
    "merge_parties",
    "person_merge_behind",
    "set_named",
    "stop_all_behalfs",
    "stop_behalf",
    "withdraw_invitation",
]
