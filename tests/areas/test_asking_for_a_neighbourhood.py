"""Every form that asks where: a list in one town, a name to type where the list is too long to read."""

import pytest

from schakel.areas import forms
from schakel.exchange.models import Line
from tests.factories.areas import AreaFactory
from tests.factories.exchange import Town, resident
from tests.pages import said

pytestmark = pytest.mark.django_db
ADDRESS = "/vraag-en-aanbod/nieuw/"


@pytest.fixture
def town(client):
    client.force_login(resident().person)
    return Town()


def send(client, area: str):
    return client.post(ADDRESS, {"can": "Koken", "can_kind": "time", "area": area})


def test_in_one_town_it_is_a_list(client, town):
    page = client.get(ADDRESS, {"buurt": town.area.code}).content.decode()
    assert f'<option value="{town.area.code}" selected>' in page
    assert send(client, town.area.code).status_code == 302
    assert Line.objects.get().area == town.area


@pytest.fixture
def country(town, monkeypatch):
    """More neighbourhoods than a list can hold, and a second town with a Centrum of its own."""
    monkeypatch.setattr(forms, "LONGEST_LIST", 3)
    other = Town()
    for one, name in ((town, "Zwolle"), (other, "Hasselt")):
        type(one.town).objects.filter(pk=one.town.pk).update(name=name)
        type(one.area).objects.filter(pk=one.area.pk).update(name="Centrum")
    AreaFactory(kind="buurt", parent=other.district, name="Het Blok")
    return town, other


def test_in_a_country_it_is_a_name(client, country):
    town, _other = country
    page = client.get(ADDRESS, {"buurt": town.area.code}).content.decode()
    assert f'value="Centrum, Zwolle ({town.area.code})"' in page
    assert send(client, f"Centrum, Zwolle ({town.area.code})").status_code == 302
    assert send(client, "centrum, hasselt").status_code == 302
    assert send(client, "het blok").status_code == 302
    areas = [line.area.name for line in Line.objects.order_by("created")]
    assert areas == ["Centrum", "Centrum", "Het Blok"]
    assert Line.objects.filter(area=country[1].area).count() == 1


def test_a_name_that_several_have_becomes_a_list_of_those(client, country):
    answer = send(client, "Centrum")
    page = said(answer)
    assert answer.status_code == 400
    assert "Er zijn 2 buurten met “Centrum”. Kies de uwe." in page
    for one, name in zip(country, ("Zwolle", "Hasselt"), strict=True):
        assert f'<option value="{one.area.code}">Centrum, {name} ({one.area.code})</option>' in page
    assert "Koken" in page
    assert send(client, country[1].area.code).status_code == 302


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Atlantis", "Wij vinden geen buurt “Atlantis”."),
        ("BU99999999", "Wij vinden geen buurt “BU99999999”."),
        ("", "Vul “In welke buurt?” in."),
    ],
)
def test_a_name_that_nobody_has(client, country, text, sentence):
    answer = send(client, text)
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert not Line.objects.exists()


def test_a_name_that_too_many_have(client, country, monkeypatch):
    monkeypatch.setattr(forms, "_MOST_FOUND", 1)
    assert "Er zijn te veel buurten met “Centrum”. Zet de plaats erachter." in said(
        send(client, "Centrum")
    )
