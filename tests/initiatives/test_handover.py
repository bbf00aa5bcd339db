"""An initiative goes to an organisation of the district: the group consents, the other accepts."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives.models import Handover
from schakel.initiatives.services import handover as services
from schakel.people.models import Role
from schakel.people.queries import actor_for
from schakel.processes.models import Process
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import MembershipFactory
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def proposed(town: Town) -> tuple[Handover, Any, Any]:
    """A handover with who runs the initiative, and who runs the organisation that gets it."""
    made, board = initiative(town)
    cooperative = town.party(name="Wijkcoöperatie De Linde")
    going = services.propose(board, made, cooperative.party, along="De pannen en de zaal.")
    return going, board, cooperative


def member_of(going: Handover) -> Any:
    return actor_for(MembershipFactory(party=going.group, role=Role.MEMBER))


@pytest.mark.requirement("S4-046", breaks="schakel.initiatives.services.handover.complete")
@pytest.mark.requirement("S4-061", breaks="schakel.initiatives.services.handover.accept")
def test_with_consent_and_acceptance_the_organisation_owns_it_and_credit_stays(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    cooperative = town.party(name="Wijkcoöperatie De Linde")
    signed_in(client, board)
    answer = client.post(
        reverse("initiatives:hand_over", args=[made.dossier.short_id]),
        {"to": cooperative.party.pk, "along": "De pannen.", "keeps": "De dag."},
    )
    going = Handover.objects.get()
    assert answer.url == reverse("initiatives:handover", args=[going.pk])
    client.post(reverse("initiatives:consent", args=[going.pk]), {"yes": "yes"})
    signed_in(client, cooperative)
    client.post(reverse("initiatives:accept_handover", args=[going.pk]))
    signed_in(client, board)
    client.post(reverse("initiatives:complete_handover", args=[going.pk]))
    made.dossier.refresh_from_db()
    assert made.dossier.owner == cooperative.party
    assert made.dossier.process.state == "anchored"
    page = said(Client().get(made.get_absolute_url()))
    assert "Gebouwd door" in page
    assert going.group.name in page
    assert "Bedacht door" in page
    assert "De dag." in said(Client().get(reverse("initiatives:handover", args=[going.pk])))


def test_without_acceptance_it_is_not_done(town: Town) -> None:
    going, board, _cooperative = proposed(town)
    services.say(board, going, yes=True)
    with pytest.raises(InputRefused, match="zei nog geen ja"):
        services.complete(board, going)


def test_an_objection_stops_it_until_it_is_taken_back(town: Town) -> None:
    going, board, cooperative = proposed(town)
    member = member_of(going)
    services.accept(cooperative, going)
    services.say(board, going, yes=True)
    services.say(member, going, yes=False, reason="De huur wordt te hoog.")
    with clock.at(clock.now() + timedelta(days=30)):
        with pytest.raises(InputRefused, match="bezwaar"):
            services.complete(board, going)
        services.say(member, going, yes=True)
        assert services.complete(board, going).dossier.owner == cooperative.party


def test_who_says_nothing_consents_after_the_term_and_not_before(town: Town) -> None:
    going, board, cooperative = proposed(town)
    member_of(going)
    services.accept(cooperative, going)
    services.say(board, going, yes=True)
    with pytest.raises(InputRefused, match="Niet iedereen"):
        services.complete(board, going)
    with clock.at(clock.now() + timedelta(days=14)):
        services.complete(board, going)


def test_the_group_keeps_it_or_the_organisation_says_no_with_a_reason(town: Town) -> None:
    for by_group in (True, False):
        going, board, cooperative = proposed(town)
        actor = board if by_group else cooperative
        with pytest.raises(InputRefused, match="waarom"):
            services.stop(actor, going, reason="")
        kept = services.stop(actor, going, reason="Wij wachten een jaar.")
        assert kept.dossier.process.state == "steady"
        assert kept.dossier.owner == going.group
        with pytest.raises(InputRefused, match="al klaar of gestopt"):
            services.accept(cooperative, going)


def test_only_the_people_it_concerns_say_something(town: Town) -> None:
    going, board, cooperative = proposed(town)
    for other in (resident(), town.party()):
        with pytest.raises(NotAllowed):
            services.say(other, going, yes=True)
        with pytest.raises(NotAllowed):
            services.accept(other, going)
        with pytest.raises(NotAllowed):
            services.stop(other, going, reason="Zo.")
    with pytest.raises(NotAllowed):
        services.accept(board, going)
    with pytest.raises(NotAllowed):
        services.complete(member_of(going), going)
    with pytest.raises(NotAllowed):
        services.say(cooperative, going, yes=True)


def test_objections_are_read_by_who_it_concerns_and_counted_for_others(
    client: Client, town: Town
) -> None:
    going, _board, _cooperative = proposed(town)
    services.say(member_of(going), going, yes=False, reason="De huur wordt te hoog.")
    address = reverse("initiatives:handover", args=[going.pk])
    page = said(client.get(address))
    assert "1 bezwaar. Eerst praten." in page
    assert "huur" not in page
    signed_in(client, member_of(going))
    assert "De huur wordt te hoog." in said(client.get(address))


def test_the_database_refuses_to_anchor_without_an_accepted_handover(town: Town) -> None:
    going, _board, _cooperative = proposed(town)
    with pytest.raises(DatabaseError), transaction.atomic():
        Process.objects.filter(dossier=going.initiative.dossier).update(state="anchored")
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=going.pk).update(done=clock.now())


@pytest.mark.parametrize("to", ["own", "municipality", "elsewhere"])
def test_it_goes_to_an_organisation_of_the_community_here(town: Town, to: str) -> None:
    made, board = initiative(town)
    receiver = {
        "own": made.dossier.owner,
        "municipality": town.municipality,
        "elsewhere": Town().party().party,
    }[to]
    with pytest.raises(InputRefused):
        services.propose(board, made, receiver, along="De pannen.")
    assert made.dossier.process.state == "idea"
