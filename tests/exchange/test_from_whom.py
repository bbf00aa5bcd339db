"""Businesses, residents, clubs and the municipality give too; a resident and a professional pair up."""

import pytest
from django.test import Client
from django.urls import reverse

from schakel.exchange import services
from schakel.exchange.services import Terms
from schakel.people.models import Party
from tests.factories.exchange import COOKING, WANTED, Town, asked, offered, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def company(town: Town, name: str = "Bouwbedrijf De Klei"):
    return town.party(name=name, kind=Party.Kind.COMPANY, corner=Party.Corner.MARKET)


def offers(client: Client, actor: object, town: Town, title: str, kind: str) -> None:
    signed_in(client, actor)
    answer = client.post(
        reverse("exchange:new"), {"can": title, "can_kind": kind, "area": town.area.code}
    )
    assert answer.status_code == 302


@pytest.mark.requirement("S3-030", breaks="schakel.exchange.queries.open_lines")
@pytest.mark.parametrize(("kind", "title"), [("time", "Twee vaklui"), ("goods", "Twintig stoelen")])
def test_a_business_offers_hours_and_goods_and_is_found_as_a_business(
    client: Client, town: Town, kind: str, title: str
) -> None:
    offers(client, company(town), town, title, kind)
    offered(town)
    page = said(Client().get(reverse("exchange:list"), {"van": "bedrijven"}))
    assert title in page and "Bouwbedrijf De Klei" in page
    assert COOKING.title not in page
    assert title not in said(Client().get(reverse("exchange:list"), {"van": "bewoners"}))


@pytest.mark.requirement("S4-037", breaks="schakel.exchange.services.offer")
def test_a_resident_offers_what_they_can_and_is_found_among_residents(
    client: Client, town: Town
) -> None:
    offers(client, resident(), town, "Ik kan boekhouden", "knowledge")
    offers(client, official(town.municipality), town, "Een zaal van de gemeente", "space")
    page = said(Client().get(reverse("exchange:list"), {"van": "bewoners"}))
    assert "Ik kan boekhouden" in page and "Een zaal van de gemeente" not in page
    page = said(Client().get(reverse("exchange:list"), {"van": "gemeente"}))
    assert "Een zaal van de gemeente" in page and "boekhouden" not in page


@pytest.mark.requirement("S2-091", breaks="schakel.exchange.matching.matches")
def test_an_initiative_finds_a_business_that_fits_and_the_business_finds_it(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    ask = services.ask(board, town.area, WANTED, dossier=made.dossier)
    offer = services.offer(company(town), town.area, COOKING)
    page = said(signed_in(client, board).get(ask.get_absolute_url()))
    assert COOKING.title in page and "Bouwbedrijf De Klei" in page
    seller = company(town, "Bakkerij Zoet")
    mine = services.offer(seller, town.area, COOKING)
    page = said(signed_in(client, seller).get(mine.get_absolute_url()))
    assert WANTED.title in page
    assert offer.is_open


@pytest.mark.requirement("S3-032", breaks="schakel.exchange.matching.matches")
def test_the_canteen_of_a_sports_club_fits_who_looks_for_space(client: Client, town: Town) -> None:
    club = town.party(name="Voetbalclub Noord", kind=Party.Kind.ASSOCIATION)
    services.offer(
        club, town.area, Terms("space", "Onze kantine op dinsdag", "Met keuken.", square_metres=80)
    )
    _made, board = initiative(town)
    ask = services.ask(board, town.area, Terms("space", "Een plek om te eten", square_metres=40))
    page = said(signed_in(client, board).get(ask.get_absolute_url()))
    assert "Onze kantine op dinsdag" in page and "Voetbalclub Noord" in page


@pytest.mark.requirement("S2-075", breaks="schakel.exchange.services.answer")
def test_somebody_introduces_another_and_that_is_a_promise_like_any_other(
    client: Client, town: Town
) -> None:
    asker, helper = resident(), resident()
    ask = services.ask(asker, town.area, Terms("introduction", "Wie kent de rector?"))
    signed_in(client, helper).post(
        reverse("exchange:answer", args=[ask.address]), {"text": "Ik stel u voor."}
    )
    made = ask.answered_by.get()
    services.accept(asker, made)
    services.deliver(helper, made)
    assert services.confirm(asker, made).status == "confirmed"


@pytest.mark.requirement("S4-117", breaks="schakel.exchange.matching.duo")
def test_a_resident_and_an_organisation_that_both_fit_are_shown_as_a_duo(
    client: Client, town: Town
) -> None:
    asker = resident()
    ask = asked(town, asker)
    offered(town)
    page = said(signed_in(client, asker).get(ask.get_absolute_url()))
    assert "samen is vaak het sterkst" not in page
    offered(town, official(town.municipality))
    page = said(client.get(ask.get_absolute_url()))
    assert "samen is vaak het sterkst" in page
