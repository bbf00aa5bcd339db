"""Who sees a line, and whose name stands at it: a person's own only by choice; a blocked person nothing."""

import pytest
from django.urls import reverse

from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed
from schakel.exchange import queries, services
from schakel.exchange.models import Block
from schakel.exchange.services import erase_person
from tests.factories import exchange as make
from tests.factories.people import PersonFactory
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.Town()


def test_an_open_line_is_public_without_the_name_of_who_made_it(town, client):
    line = make.asked(town, make.resident(PersonFactory(name="Wilma Zonneveld")))
    for address in (line.get_absolute_url(), reverse("exchange:list")):
        page = said(client.get(address))
        assert "Wie leert ons koken?" in page
        assert "Iemand uit de buurt" in page and "Zonneveld" not in page


def test_a_name_stands_there_by_choice(town, client):
    line = make.asked(town, make.resident(PersonFactory(name="Wilma Zonneveld")), named=True)
    assert "Wilma Zonneveld" in said(client.get(line.get_absolute_url()))


def test_open_data_never_names_a_person(town, client):
    make.asked(town, make.resident(PersonFactory(name="Wilma Zonneveld")), named=True)
    make.offered(town, town.party(name="Stichting De Spil"))
    response = client.get(reverse("exchange:list-json"))
    assert "Zonneveld" not in response.content.decode()
    assert {line["partij"] for line in response.json()["regels"]} == {None, "Stichting De Spil"}


def test_an_answer_is_between_the_two_who_make_it(town, client):
    asker, helper = make.resident(), make.resident()
    made = services.answer(helper, make.asked(town, asker), text="Bel even aan op nummer 9.")
    assert client.get(made.get_absolute_url()).status_code == 404
    for actor in (make.resident(), Actor.visitor()):
        assert queries.by_address(actor, made.address) is None
    for actor in (asker, helper):
        assert queries.by_address(actor, made.address) == made


def test_what_parties_promise_each_other_everybody_may_see(town, client):
    asker, helper = town.party(), town.party()
    made = services.answer(helper, make.asked(town, asker), text="Dat kan.")
    assert client.get(made.get_absolute_url()).status_code == 404
    services.accept(asker, made)
    made.refresh_from_db()
    made.public = True
    made.save()
    assert client.get(made.get_absolute_url()).status_code == 200


def test_who_is_blocked_sees_and_asks_nothing_more(town):
    asker, other = make.resident(), make.resident()
    question = make.asked(town, asker)
    made = services.answer(other, question, text="Ik weet waar u woont.")
    services.block(asker, made)
    made.refresh_from_db()
    assert made.status == "withdrawn"
    assert question not in queries.open_lines(other)
    assert queries.by_address(other, question.address) is None
    with pytest.raises(NotAllowed):
        services.answer(other, question, text="Toch.")
    assert question in queries.open_lines(make.resident())
    services.unblock(asker, other.person)
    assert question in queries.open_lines(other)


def test_who_erases_the_account_leaves_promises_without_a_name(town):
    asker, helper = make.resident(), make.resident()
    made = services.answer(helper, make.asked(town, asker), text="Ik kan.")
    services.accept(asker, made)
    mine = make.offered(town, helper)
    Block.objects.create(by=helper.person, blocked=asker.person, at=mine.created)
    assert queries.personal_data(helper.person)["blocked"] == 1
    assert len(queries.personal_data(helper.person)["lines"]) == 2
    assert erase_person(Actor.system(), helper.person)
    made.refresh_from_db()
    mine.refresh_from_db()
    assert (made.status, made.giver, made.giver_person) == ("promised", "person", None)
    assert (mine.status, mine.text) == ("withdrawn", "")
    assert queries.personal_data(helper.person) == {"lines": [], "blocked": 0}


def test_a_line_with_html_and_a_link_shows_text(town, client):
    terms = services.Terms("time", "<b>Hulp</b>", "https://spam.example <script>alert(1)</script>")
    page = client.get(make.asked(town, terms=terms).get_absolute_url()).content.decode()
    assert "<b>Hulp" not in page and "<script>alert" not in page
    assert 'href="https://spam.example' not in page


def test_own_lines_are_behind_an_account(town, client):
    response = client.get(reverse("exchange:mine"))
    assert response.status_code == 302 and response["Location"].startswith("/inloggen/")
    actor = make.resident()
    line = make.asked(town, actor)
    client.force_login(actor.person)
    assert line.title in said(client.get(reverse("exchange:mine")))


@pytest.mark.parametrize("begin", [make.asked, make.offered])
def test_who_answers_hears_the_name_only_when_it_is_promised(town, client, begin):
    maker, other = make.resident(PersonFactory(name="Wilma Zonneveld")), make.resident()
    made = services.answer(other, begin(town, maker), text="Dat past mij.")
    client.force_login(other.person)
    assert "Zonneveld" not in said(client.get(made.get_absolute_url()))
    services.accept(maker, made)
    assert "Wilma Zonneveld" in said(client.get(made.get_absolute_url()))


@pytest.mark.parametrize("begin", [make.asked, make.offered])
def test_a_refused_answer_gives_no_name_away(town, client, begin):
    maker, other = make.resident(PersonFactory(name="Wilma Zonneveld")), make.resident()
    made = services.answer(other, begin(town, maker), text="Dat past mij.")
    services.withdraw(maker, made, reason="Het is al gevonden.")
    client.force_login(other.person)
    for address in (made.get_absolute_url(), reverse("exchange:mine")):
        assert "Zonneveld" not in said(client.get(address))


def test_what_was_withdrawn_is_no_longer_public(town, client):
    actor = make.resident()
    line = make.asked(town, actor, named=True)
    services.withdraw(actor, line, reason="Ik ben verhuisd.")
    assert client.get(line.get_absolute_url()).status_code == 404
    client.force_login(actor.person)
    assert "Ik ben verhuisd." in said(client.get(line.get_absolute_url()))
