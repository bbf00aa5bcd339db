"""Asks and offers for an initiative: its group asks, anybody offers, and its page shows both."""

import pytest
from django.test import Client
from django.urls import reverse

from schakel.base.exceptions import NotAllowed
from schakel.exchange import services
from schakel.exchange.models import Line
from tests.factories.exchange import COOKING, WANTED, Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def new(made: object) -> str:
    return f"{reverse('exchange:new')}?voor={made.dossier.short_id}"  # type: ignore[attr-defined]


def test_who_does_it_asks_for_space_from_its_page_and_the_page_shows_it(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    page = said(signed_in(client, board).get(made.get_absolute_url()))
    assert new(made) in page
    answer = client.post(
        new(made),
        {"need": "Een keuken", "need_kind": "space", "square_metres": "40", "quantity": "3"},
    )
    assert answer.status_code == 302
    line = Line.objects.get()
    assert (line.dossier, line.receiver_party, line.area) == (
        made.dossier,
        made.dossier.owner,
        made.dossier.area,
    )
    client.logout()
    page = said(client.get(made.get_absolute_url()))
    assert "Dit zoeken wij" in page
    assert "40 m², 3 uur" in page


def test_a_neighbour_offers_for_it_and_cannot_ask_in_its_name(client: Client, town: Town) -> None:
    made, _board = initiative(town)
    signed_in(client, resident())
    form = client.get(new(made)).context["form"]
    assert "can" in form.fields
    assert "need" not in form.fields
    client.post(new(made), {"can": "Soep koken", "can_kind": "time"})
    assert "Soep koken" in said(client.get(made.get_absolute_url()))
    with pytest.raises(NotAllowed):
        services.ask(resident(), town.area, WANTED, dossier=made.dossier)


def test_an_offer_without_words_says_what_to_write(client: Client, town: Town) -> None:
    made, _board = initiative(town)
    answer = signed_in(client, resident()).post(new(made), {"can": " "})
    assert answer.status_code == 400
    assert "Schrijf wat u kunt geven of doen." in answer.content.decode()


def test_what_a_party_promised_is_on_the_page_and_what_a_person_promised_is_not(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    asked = services.ask(board, town.area, WANTED, dossier=made.dossier)
    services.accept(board, services.answer(resident(), asked, text="Dat kan."))
    baker = town.party(name="Bakker Zoet")
    services.promise(baker, made.dossier.owner, town.area, COOKING, dossier=made.dossier)
    page = said(client.get(made.get_absolute_url()))
    assert "Van Bakker Zoet" in page
    assert page.count("Beloofd") == 1
    page = said(signed_in(client, board).get(made.get_absolute_url()))
    assert page.count("Beloofd") == 2


def test_the_lines_of_a_page_are_one_query(
    client: Client, town: Town, django_assert_max_num_queries: object
) -> None:
    made, _board = initiative(town)
    for _ in range(3):
        services.offer(resident(), town.area, COOKING, dossier=made.dossier)
    client.get(made.get_absolute_url())
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(made.get_absolute_url())


def test_an_initiative_that_nobody_may_see_takes_no_offers(client: Client, town: Town) -> None:
    signed_in(client, resident())
    assert client.get(f"{reverse('exchange:new')}?voor=zzzz").status_code == 404
