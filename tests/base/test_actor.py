"""Who acts: one role at a time, and the journal keeps an office, never a name."""

import pytest
from django.utils import translation

from schakel.base.actor import Actor, Channel
from tests.factories.people import MembershipFactory, official


def test_a_visitor_and_the_system_are_offices_without_a_person():
    assert Actor.visitor().office == "bezoeker"
    assert Actor.system().office == "systeem"
    assert Actor.system().channel is Channel.SYSTEM


@pytest.mark.django_db
def test_the_office_names_role_and_party_but_never_the_person():
    membership = MembershipFactory(party__name="Gemeente Lindendam", person__name="Iemand Anders")
    actor = official(membership.party, person=membership.person, role="area_manager")
    assert actor.office == "Gemeente Lindendam, gebiedsmanager"
    assert "Iemand" not in actor.office


@pytest.mark.django_db
def test_the_office_stays_dutch_for_somebody_who_reads_english():
    with translation.override("en"):
        actor = official(MembershipFactory(party__name="Gemeente Lindendam").party)
        assert actor.office == "Gemeente Lindendam, medewerker"
        assert str(actor.role_label) == "Official"


@pytest.mark.django_db
def test_a_desk_acts_for_somebody_else_through_its_own_channel():
    desk = official().via(Channel.DESK)
    assert desk.channel is Channel.DESK
    assert desk.party is not None
