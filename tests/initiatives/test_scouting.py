"""An office that looks around notes what deserves a hand: the group reads it, and nothing is ranked."""

import pytest
from django.urls import reverse

from schakel.initiatives.models import Scouted
from schakel.initiatives.services import Dream
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db
LIST = "/verkenning/"
NOTE = {"why": "Elke week twintig buren.", "helps": "Een keuken."}


@pytest.fixture
def town():
    return Town()


def url(made) -> str:
    return reverse("initiatives:scout", args=[made.dossier.short_id])


@pytest.mark.requirement("S3-002", breaks="schakel.initiatives.services.scouting.note")
def test_an_office_notes_it_and_the_group_reads_why(client, town):
    made, who = initiative(town)
    second, _other = initiative(town, Dream(title="De tuin", want="Samen tuinieren."))
    signed_in(client, official(town.municipality))
    assert "Er staat nog niets op de lijst." in said(client.get(LIST))
    for each in (made, second):
        assert client.post(url(each), NOTE).status_code == 302
    page = said(client.get(LIST))
    assert page.index("De tuin") < page.index("Soep op woensdag")
    assert "De laatste staat boven, niet de beste." in page
    assert made.get_absolute_url() not in said(client.get(LIST, {"buurt": town.beside.code}))
    signed_in(client, who)
    assert "Elke week twintig buren." in said(client.get(made.get_absolute_url()))
    client.force_login(resident().person)
    assert "Elke week twintig buren." not in said(client.get(made.get_absolute_url()))
    assert client.get(LIST).status_code == 403


def test_another_office_and_a_group_do_not_note(client, town):
    made, who = initiative(town)
    for actor in (
        who,
        official(Town().municipality),
        official(town.municipality, area=town.beside),
    ):
        signed_in(client, actor)
        assert client.post(url(made), NOTE).status_code == 403
    signed_in(client, official(town.municipality))
    assert client.post(url(made), NOTE | {"helps": ""}).status_code == 400
    assert not Scouted.objects.exists()
    client.post(url(made), NOTE)
    signed_in(client, official(Town().municipality))
    assert "Soep op woensdag" not in said(client.get(LIST))
    signed_in(client, official(town.municipality))
    client.post(url(made), {"weg": "1"})
    assert not Scouted.objects.exists()
