"""Roles: from and until, at a party, in an area; a municipality keeps its dossiers when codes change."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from schakel.base.actor import Actor
from schakel.people import permissions, queries, services
from tests.factories.areas import AreaFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.people import (
    MembershipFactory,
    MunicipalityCodeFactory,
    MunicipalityFactory,
    PersonFactory,
    official,
)

pytestmark = pytest.mark.django_db


def test_a_role_counts_from_its_first_to_its_last_day():
    held = MembershipFactory(starts=date(2026, 3, 1), ends=date(2026, 3, 31))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [queries.memberships_on(held.person, day).exists() for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_an_official_of_another_municipality_acts_for_no_dossier_here():
    dossier = DossierFactory()
    assert permissions.acts_for_municipality.test(official(dossier.municipality), dossier)
    assert not permissions.acts_for_municipality.test(official(), dossier)
    assert not permissions.acts_for_municipality.test(Actor.visitor(), dossier)


def test_a_role_for_one_area_reaches_no_other_area():
    dossier = DossierFactory()
    here = official(dossier.municipality, area=dossier.area)
    elsewhere = official(dossier.municipality, area=AreaFactory())
    assert permissions.covers_area.test(here, dossier)
    assert not permissions.covers_area.test(elsewhere, dossier)


def test_after_a_merger_the_new_municipality_answers_for_the_area():
    town = AreaFactory()
    district = AreaFactory(district=True, parent=town)
    old, new = MunicipalityFactory(), MunicipalityFactory()
    MunicipalityCodeFactory(party=old, area=town, starts=date(2020, 1, 1), ends=date(2026, 1, 1))
    MunicipalityCodeFactory(party=new, area=town, starts=date(2026, 1, 1))
    assert queries.municipality_of(district, date(2025, 12, 31)) == old
    assert queries.municipality_of(district, date(2026, 1, 1)) == new


def test_the_database_refuses_the_same_role_twice_and_a_municipality_that_is_no_government():
    held = MembershipFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(person=held.person, party=held.party, role=held.role, starts=held.starts)
    with pytest.raises(IntegrityError), transaction.atomic():
        MunicipalityFactory(corner="market")


def test_adding_what_is_there_adds_nothing():
    actor, party = Actor.system(), MunicipalityFactory()
    person = services.add_person(actor, email="A@voorbeeld.example", name="A")
    assert services.add_person(actor, email="a@voorbeeld.example", name="A") == person
    for _ in range(2):
        services.give_role(
            actor, person=person, party=party, role="council", starts=date(2026, 1, 1)
        )
    assert person.memberships.count() == 1


def test_a_password_is_never_stored_readable():
    person = PersonFactory()
    person.set_password("een lang wachtwoord")
    assert "wachtwoord" not in person.password
