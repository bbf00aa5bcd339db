"""Whoever keeps data about persons can hand it over and erase it."""

import pytest
from django.apps import apps

from schakel.base.actor import Actor
from schakel.base.plugs import personal_data
from schakel.people.models import Person
from tests.factories.people import MembershipFactory


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
