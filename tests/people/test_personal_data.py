"""Whoever keeps data about persons can hand it over and erase it."""

import pytest
from django.apps import apps

from schakel.base.actor import Actor
from schakel.base.plugs import personal_data
from schakel.journal.models import Entry
from schakel.people import queries, services
from schakel.people.models import Behalf, Invitation, Membership, Party, Person, PersonMerge
from schakel.people.queries import actor_for
from tests.factories.people import MembershipFactory, PartyFactory, PersonFactory, runs


def test_every_app_about_persons_registers_export_and_erasure():
    about_persons = {
        model._meta.app_label
        for model in apps.get_models()
        if model.__module__.startswith("schakel.")
        and (
            model is Person
            or any(f.many_to_one and f.related_model is Person for f in model._meta.get_fields())
        )
    }
    assert about_persons
    assert about_persons <= {label for label, _ in personal_data.items()}


@pytest.mark.django_db
def test_a_person_gets_everything_and_leaves_nothing():
    held = MembershipFactory(person__name="Iemand", party__name="Gemeente Lindendam")
    person = held.person
    exported = {label: plug.export(person) for label, plug in personal_data.items()}
    assert exported["people"]["name"] == "Iemand"
    assert exported["people"]["roles"][0]["party"] == "Gemeente Lindendam"
    email = person.email
    for plug in personal_data:
        plug.erase(Actor.system(), person)
    left = str({label: plug.export(person) for label, plug in personal_data.items()})
    assert "Iemand" not in left and "Lindendam" not in left and email not in left
    assert not Person.objects.get(pk=person.pk).has_usable_password()


@pytest.mark.django_db
def test_everything_beside_the_roles_is_handed_over_and_goes_too():
    board = runs(PartyFactory(name="Straatgroep", kind="residents"))
    person = board.person
    services.answer_for_money(board, board.party)
    other = runs(PartyFactory(name="Stichting Ander"))
    services.invite(other, party=other.party, role="member", email=person.email)
    desk = actor_for(MembershipFactory(role="desk"))
    services.begin_behalf(
        desk, email=person.email, phone="0600000000", channel="desk", consent=True
    )
    asked = services.ask_person_merge(board, PersonFactory().email)
    assert asked is not None
    exported = queries.personal_data(person)
    assert exported["answers_for_money_of"] == ["Straatgroep"]
    assert exported["invitations"][0]["party"] == "Stichting Ander"
    assert exported["helped_at_desk"][0]["phone"] == "0600000000"
    assert len(exported["accounts_joined"]) == 1
    email = person.email
    services.erase_person(Actor.system(), person)
    left = [list(model.objects.values()) for model in (Behalf, Invitation, PersonMerge, Membership)]
    assert (
        email not in str(left) and "0600000000" not in str(left) and str(person.pk) not in str(left)
    )
    assert not Party.objects.filter(liable=person).exists()
    gone = Entry.objects.get(verb="role.end")
    assert gone.reason == "Bestuurslid, Straatgroep" and gone.office == "systeem"
