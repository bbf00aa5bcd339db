"""A group without legal form: who answers for its money, and who said so themselves."""

import pytest

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.people import services
from tests.factories.people import MembershipFactory, PartyFactory, runs

pytestmark = pytest.mark.django_db


def group():
    return runs(PartyFactory(name="Straatgroep", kind="residents"))


def test_a_group_receives_money_only_once_somebody_answers_for_it():
    board = group()
    party = board.party
    assert not party.can_receive_money and "instaat" in party.why_no_money
    party = services.answer_for_money(board, party)
    assert party.can_receive_money and party.why_no_money == ""
    assert not services.answer_for_money(board, party, yes=False).can_receive_money
    assert PartyFactory().can_receive_money


def test_nobody_makes_another_person_liable():
    board, other = group(), group()
    with pytest.raises(NotAllowed):
        services.answer_for_money(other, board.party)
    services.answer_for_money(board, board.party)
    colleague = runs(board.party)
    with pytest.raises(NotAllowed):
        services.answer_for_money(colleague, board.party, yes=False)


def test_a_host_counts_once_it_says_yes_itself():
    board, host = group(), runs(PartyFactory(name="Stichting Fonds"))
    party = services.ask_host(board, board.party, host.party)
    assert not party.can_receive_money and "Stichting Fonds" in party.why_no_money
    with pytest.raises(NotAllowed):
        services.answer_as_host(board, party, True)
    party = services.answer_as_host(host, party, True)
    assert party.can_receive_money
    services.end_party(host, host.party, reason="Klaar")
    party.refresh_from_db()
    assert not party.can_receive_money


def test_a_group_is_no_host_and_a_foundation_needs_none():
    board, other = group(), group()
    with pytest.raises(InputRefused):
        services.ask_host(board, board.party, other.party)
    foundation = runs(PartyFactory())
    with pytest.raises(InputRefused):
        services.ask_host(foundation, foundation.party, PartyFactory())


def test_the_journey_of_group_and_host_on_screen(client):
    board, host = group(), runs(PartyFactory(name="Stichting Fonds"))
    page = f"/partij/{board.party.address}/geld/"
    client.force_login(board.person)
    assert "nog geen geld" in client.get(page).content.decode()
    assert client.post(page, {"doe": "vraag", "host": "bestaat niet"}).status_code == 400
    client.post(page, {"doe": "vraag", "host": "stichting fonds"})
    client.force_login(host.person)
    theirs = f"/partij/{host.party.address}/geld/"
    assert "Straatgroep" in client.get(theirs).content.decode()
    client.post(theirs, {"doe": "ja", "groep": board.party.short_id})
    assert "via Stichting Fonds" in client.get(board.party.get_absolute_url()).content.decode()


def test_a_form_cannot_answer_for_another_host(client):
    board, host, other = group(), runs(PartyFactory()), runs(PartyFactory())
    services.ask_host(board, board.party, host.party)
    client.force_login(other.person)
    form = {"doe": "ja", "groep": board.party.short_id}
    assert client.post(f"/partij/{other.party.address}/geld/", form).status_code == 403
    board.party.refresh_from_db()
    assert board.party.host_agreed is None


def test_erasing_the_liable_person_stops_the_money():
    board = group()
    party = services.answer_for_money(board, board.party)
    from schakel.base.actor import Actor

    MembershipFactory(party=party, role="board")
    services.erase_person(Actor.system(), board.person)
    party.refresh_from_db()
    assert not party.can_receive_money
