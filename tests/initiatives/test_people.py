"""Who is in it: critical friends, ambassadors, and a group that nobody runs any more."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.services.advice import advise
from schakel.exchange import services as exchange
from schakel.initiatives import services
from schakel.initiatives.models import Participant
from schakel.initiatives.services import handover, participants, scans
from schakel.people import services as people
from schakel.people.models import Membership, Person, Role
from schakel.people.queries import actor_for
from tests.factories.exchange import WANTED, Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import MembershipFactory, official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def in_role(made: Any, role: str) -> Any:
    return actor_for(MembershipFactory(party=made.dossier.owner, role=role))


@pytest.mark.requirement("S2-016", breaks="schakel.dossiers.services.advice.advise")
def test_a_critical_friend_is_invited_reads_along_and_advises(client: Client, town: Town) -> None:
    made, board = initiative(town)
    issued = people.invite(
        board, party=made.dossier.owner, role=Role.FRIEND, email="vriend@voorbeeld.example"
    )
    person = resident().person
    Person.objects.filter(pk=person.pk).update(email="vriend@voorbeeld.example")
    person.refresh_from_db()
    friend = actor_for(people.accept_invitation(resident(person), issued.token))
    scan = scans.fill(
        board, made.dossier.owner, {"dream.1": "no"}, filled_by="Wij", dossier=made.dossier
    )
    signed_in(client, friend)
    assert client.get(reverse("initiatives:scan", args=[scan.pk])).status_code == 200
    address = reverse("initiatives:advice", args=[made.dossier.short_id])
    client.post(address, {"text": "Vraag ook de buren van de overkant."})
    assert "Vraag ook de buren van de overkant." in said(client.get(address))
    signed_in(client, board)
    page = said(client.get(address))
    assert "Vraag ook de buren van de overkant." in page
    assert "kritische vriend" in page
    signed_in(client, resident())
    assert client.get(address).status_code == 403
    assert "overkant" not in said(client.get(made.get_absolute_url()))


@pytest.mark.requirement("S2-016", breaks="schakel.dossiers.permissions.speaks_for_party")
def test_a_critical_friend_approves_and_changes_nothing(client: Client, town: Town) -> None:
    made, board = initiative(town)
    friend = in_role(made, Role.FRIEND)
    going = handover.propose(board, made, town.party().party, along="De pannen.")
    acts: tuple[Any, ...] = (
        lambda: services.change(friend, made, why="Anders."),
        lambda: services.say(friend, made, "begin"),
        lambda: services.release(friend, made, reason="Zo."),
        lambda: services.add_milestone(friend, made, "Stap"),
        lambda: exchange.ask(friend, town.area, WANTED, dossier=made.dossier),
        lambda: exchange.offer(friend, town.area, WANTED),
        lambda: handover.say(friend, going, yes=True),
        lambda: handover.complete(friend, going),
        lambda: scans.fill(friend, made.dossier.owner, {"animo.1": "yes"}, filled_by="Ik"),
        lambda: people.invite(
            friend, party=made.dossier.owner, role=Role.MEMBER, email="x@voorbeeld.example"
        ),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    signed_in(client, friend)
    page = said(client.get(made.get_absolute_url()))
    assert reverse("initiatives:change", args=[made.dossier.short_id]) not in page
    assert reverse("initiatives:advice", args=[made.dossier.short_id]) in page


def test_advice_is_no_remark_on_the_page_and_nobody_else_writes_it(town: Town) -> None:
    made, board = initiative(town)
    advise(board, made.dossier, text="Dank u, wij doen het.")
    for other in (resident(), official(town.municipality), town.party()):
        with pytest.raises(NotAllowed):
            advise(other, made.dossier, text="Ook iets.")
    with pytest.raises(InputRefused):
        advise(board, made.dossier, text=" ")


@pytest.mark.requirement("S2-090", breaks="schakel.initiatives.services.participants.join")
def test_an_ambassador_brings_others_who_choose_to_be_counted(client: Client, town: Town) -> None:
    made, _board = initiative(town)
    ambassador = resident()
    address = reverse("initiatives:ambassador", args=[made.dossier.short_id])
    signed_in(client, ambassador)
    client.post(reverse("initiatives:join", args=[made.dossier.short_id]))
    client.post(address)
    page = client.get(address).content.decode()
    assert "<svg" in page and "0 mensen kwamen via u" in page
    link = reverse("initiatives:brought", args=[Participant.objects.get().link])
    assert f"http://testserver{link}" in page
    assert made.dossier.title in said(Client().get(link))
    for counted in ({"counted": "on"}, {"counted": "on"}, {"counted": ""}):
        signed_in(client, resident())
        assert client.post(link, counted).status_code == 302
    signed_in(client, ambassador)
    page = said(client.get(address))
    assert "2 mensen kwamen via u" in page
    assert Participant.objects.count() == 4
    # Who was brought tells others in turn.
    brought = Participant.objects.last()
    assert participants.become_ambassador(resident(brought.person), made).link


def test_who_stops_takes_their_link_and_their_count_away(client: Client, town: Town) -> None:
    made, _board = initiative(town)
    one, other = resident(), resident()
    participants.join(one, made)
    mine = participants.become_ambassador(one, made)
    participants.join(other, made, by=mine, counted=True)
    participants.leave(other, made)
    signed_in(client, one)
    page = said(client.get(reverse("initiatives:ambassador", args=[made.dossier.short_id])))
    assert "0 mensen kwamen via u" in page
    participants.leave(one, made)
    answer = Client().get(reverse("initiatives:brought", args=[mine.link]))
    assert answer.status_code == 410
    assert "Zoek het initiatief in de lijst." in said(answer)


def test_nobody_brings_others_without_taking_part_or_counts_themselves(town: Town) -> None:
    made, _board = initiative(town)
    one = resident()
    with pytest.raises(NotAllowed, match="Doe eerst zelf mee"):
        participants.become_ambassador(one, made)
    participants.join(one, made)
    mine = participants.become_ambassador(one, made)
    assert participants.join(one, made, by=mine, counted=True).brought_by is None


def test_no_page_says_who_takes_part(client: Client, town: Town) -> None:
    made, _board = initiative(town)
    one = resident()
    participants.join(one, made)
    for actor in (resident(), official(town.municipality)):
        signed_in(client, actor)
        assert one.person.name not in said(client.get(made.get_absolute_url()))


def test_when_the_last_owner_is_gone_the_page_asks_for_another_and_an_office_looks(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    office = official(town.municipality)
    people.erase_person(office, board.person)
    page = said(Client().get(made.get_absolute_url()))
    assert "Niemand trekt dit nu" in page
    with clock.at(clock.now() + timedelta(days=60)):
        client.force_login(office.person)
        lines = client.get(reverse("processes:worklist")).context["lines"]
    assert [(line.work.title, str(line.work.act)) for line in lines] == [
        (made.dossier.title, "Zoek een nieuwe trekker")
    ]
    saver = resident()
    signed_in(client, saver)
    client.post(reverse("initiatives:rescue", args=[made.dossier.short_id]))
    assert Membership.objects.filter(person=saver.person, role=Role.BOARD).exists()
    assert "Niemand trekt dit nu" not in said(client.get(made.get_absolute_url()))
    with pytest.raises(InputRefused, match="heeft al een trekker"):
        participants.rescue(resident(), made)


def test_a_group_that_somebody_runs_is_not_taken_up(town: Town) -> None:
    made, _board = initiative(town)
    with pytest.raises(InputRefused, match="heeft al een trekker"):
        participants.rescue(resident(), made)
    with pytest.raises(NotAllowed):
        participants.rescue(town.party(), made)
