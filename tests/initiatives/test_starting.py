"""For who begins: a package of what is offered, asked in one go; and a pilot for what is too new."""

from datetime import timedelta

import pytest
from django.urls import reverse

from schakel.base import clock
from schakel.exchange import services as exchange
from schakel.exchange.models import Line
from schakel.exchange.services import Terms
from schakel.initiatives import services
from schakel.initiatives.models import Need, StarterItem
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return Town()


def put_in(client, town, line, why="Zo weet u hoe het werkt."):
    signed_in(client, official(town.municipality))
    return client.post(reverse("initiatives:put_in_starter", args=[line.short_id]), {"why": why})


@pytest.mark.requirement("S4-060", breaks="schakel.initiatives.services.starters.ask")
def test_a_beginning_group_asks_the_package_in_one_go(client, town):
    host = town.party(name="Buurthuis De Brug")
    room = exchange.offer(
        host, town.area, Terms("space", "Een zaal", quantity=120, square_metres=50)
    )
    help = exchange.offer(host, town.area, Terms("knowledge", "Uitleg over regels"))
    for line in (room, help):
        assert put_in(client, town, line).status_code == 302
    made, who = initiative(town)
    signed_in(client, who)
    address = reverse("initiatives:starter_package", args=[made.dossier.short_id])
    assert address in said(client.get(made.get_absolute_url()))
    page = said(client.get(address))
    assert "Een zaal (Buurthuis De Brug). Zo weet u hoe het werkt." in page
    chosen = [str(StarterItem.objects.get(line=room).pk)]
    assert client.post(address, {"items": chosen}).status_code == 302
    (asked,) = Line.objects.filter(answers__isnull=False)
    assert (asked.answers, asked.receiver_party, asked.status) == (
        room,
        made.dossier.owner,
        "asked",
    )
    page = said(client.get(address))
    assert "Een zaal" not in page
    assert "Uitleg over regels" in page
    assert exchange.accept(host, asked).status == "promised"


def test_a_group_on_its_way_and_a_stranger_do_not_ask_it(client, town):
    line = exchange.offer(town.party(), town.area, Terms("goods", "Tafels"))
    put_in(client, town, line)
    made, who = initiative(town)
    services.say(who, made, "grow")
    address = reverse("initiatives:starter_package", args=[made.dossier.short_id])
    chosen = {"items": [str(StarterItem.objects.get().pk)]}
    signed_in(client, who)
    assert "Het startpakket is voor wie begint." in said(client.post(address, chosen))
    client.force_login(resident().person)
    assert client.post(address, chosen).status_code == 403
    assert not Line.objects.filter(answers__isnull=False).exists()


def test_only_open_offers_of_parties_stand_in_it(client, town):
    host = town.party()
    mine = exchange.offer(resident(), town.area, Terms("time", "Ik help"))
    asked = exchange.ask(host, town.area, Terms("time", "Wie helpt?"))
    line = exchange.offer(host, town.area, Terms("goods", "Tafels"))
    for wrong in (mine, asked):
        assert put_in(client, town, wrong).status_code == 404
    assert put_in(client, town, line, why="").status_code == 400
    put_in(client, town, line)
    page = said(client.get(reverse("initiatives:starters")))
    assert "Tafels" in page
    assert "Haal eruit" in page
    signed_in(client, official(town.municipality, area=town.beside))
    assert "Haal eruit" not in said(client.get(reverse("initiatives:starters")))
    signed_in(client, official(town.municipality))
    exchange.withdraw(host, line, reason="Kapot.")
    page = said(client.get(reverse("initiatives:starters")))
    assert "Tafels" not in page
    signed_in(client, official(Town().municipality))
    item = StarterItem.objects.get()
    out = reverse("initiatives:take_out_starter", args=[item.pk])
    assert client.post(out).status_code == 404


@pytest.mark.requirement("S2-080", breaks="schakel.initiatives.services.needs.ask")
def test_what_is_too_new_gets_a_pilot_with_an_end(client, town):
    made, who = initiative(town)
    services.change(who, made, newness="new")
    signed_in(client, who)
    page = said(client.get(made.get_absolute_url()))
    assert "Dit doet nog niemand" in page
    assert "Vraag om een proef" in page
    address = reverse("initiatives:needs", args=[made.dossier.short_id])
    sent = {"pilot": "Een maand soep op straat. Het werkt als er twintig buren komen."}
    assert "Een proef heeft een einde." in said(client.post(address, sent))
    until = clock.today() + timedelta(days=60)
    assert client.post(address, sent | {"pilot_until": until.isoformat()}).status_code == 302
    (need,) = Need.objects.all()
    assert (need.type, need.line.ends, need.line.dossier) == ("pilot", until, made.dossier)
    assert "Een proef: nog te nieuw" in said(client.get(made.get_absolute_url()))
