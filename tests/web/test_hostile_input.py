"""What nobody types by accident gets an ordinary answer, on both databases: never a server error."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from schakel.base.forms import MoneyField
from schakel.funding.models import Project
from tests import world

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
NUL = "a\0b"


@pytest.fixture
def town():
    return world.build()


@pytest.fixture(params=["visitor", "official", "official_elsewhere"])
def anybody(request, town):
    client = Client()
    if request.param != "visitor":
        client.force_login(town.persons[request.param])
    return client


def test_strange_addresses_are_answered(anybody, town):
    decided, preparing = (r.dossier.short_id for r in (town.decided, town.preparing))
    addresses = [
        "/buurten/?zoek=%00", "/buurten.json?zoek=%00", f"/buurten/?pagina={HUGE}",
        "/buurten/?zoek=" + "a" * 5_000, "/buurt/%00-x/", "/buurt/a%00b-x/",
        "/geld/?pagina=-1", "/geld.json?pagina=%00", f"/besluiten.json?pagina={HUGE}",
        "/stemmen/%00/", "/stemmen/%00/keuze/", "/ronde/%00/", "/ronde/nieuw/%00/",
        f"/ronde/{decided}/?pagina={HUGE}", f"/ronde/{decided}/logboek/?bewijs={HUGE}",
        f"/ronde/{decided}/logboek/?bewijs=-1", f"/ronde/{decided}/logboek/?bewijs=١",
        f"/ronde/{preparing}/plannen/{HUGE}/", f"/logboek/?pagina={HUGE}", "/" + "a" * 3_000 + "/",
    ]  # fmt: skip
    wrong = {a: s for a in addresses if (s := anybody.get(a).status_code) >= 500}
    assert wrong == {}


def test_an_address_with_a_nul_is_refused_with_a_page(client, town):
    for address in ("/buurten/?zoek=%00", "/stemmen/%00/"):
        answer = client.get(address)
        assert answer.status_code == 400
        assert "<h1" in answer.content.decode()


def test_strange_forms_are_answered_and_store_nothing(anybody, town):
    running, preparing = (r.dossier.short_id for r in (town.open, town.preparing))
    plans = Project.objects.count()
    forms = [
        (f"/stemmen/{running}/keuze/", {"code": NUL}),
        (f"/stemmen/{running}/keuze/", {"code": "x" * 100_000}),
        (f"/stemmen/{running}/nakijken/", {"code": town.code, "choices": [NUL]}),
        (f"/stemmen/{running}/klaar/", {"code": town.code, "choices": [NUL, "x" * 3_000]}),
        ("/inloggen/", {"username": NUL, "password": NUL}),
        ("/taal/", {"taal": NUL, "terug": "\0//elders.example"}),
        ("/rol/", {"rol": HUGE}),
        ("/rol/", {"rol": NUL}),
        (f"/ronde/{preparing}/plannen/nieuw/", {"title": NUL, "cost": "5"}),
        (f"/ronde/{preparing}/plannen/nieuw/", {"title": "Kas", "cost": HUGE}),
        (f"/ronde/{preparing}/plannen/nieuw/", {"title": "Kas", "cost": "-5"}),
        (f"/ronde/{preparing}/intrekken/", {"reason": "mail iemand@voorbeeld.example"}),
        (f"/ronde/{running}/codes/", {"count": HUGE}),
        (f"/ronde/{running}/codes/", {"reissue": HUGE}),
        ("/ronde/nieuw/pot/", {"pot": NUL}),
        ("/ronde/nieuw/nieuwe-pot/", {"name": NUL, "amount": HUGE, "year": HUGE, "source": "x"}),
    ]
    wrong = {str(f)[:80]: s for f in forms if (s := anybody.post(*f).status_code) >= 500}
    assert wrong == {}
    assert Project.objects.count() == plans
    town.preparing.dossier.process.refresh_from_db()
    assert town.preparing.dossier.process.state == "prepare"


def test_a_plan_is_reached_through_its_own_round_only(town):
    client = Client()
    client.force_login(town.persons["official"])
    stranger = town.open.projects.first().pk
    assert (
        client.get(f"/ronde/{town.preparing.dossier.short_id}/plannen/{stranger}/").status_code
        == 404
    )


def test_an_amount_too_large_for_the_books_is_refused_in_the_field():
    with pytest.raises(ValidationError, match="Vul een bedrag in"):
        MoneyField().clean("9" + ".999" * 9)
    assert MoneyField().clean("999.999.999.999.999") < 2**63
