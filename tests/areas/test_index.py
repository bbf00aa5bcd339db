"""Finding a neighbourhood by name, also among thousands."""

import pytest

from schakel.areas.models import Area
from tests.factories.areas import AreaFactory

pytestmark = pytest.mark.django_db


def names(client, text: str) -> list[str]:
    response = client.get("/buurten.json", {"zoek": text})
    return [area["naam"] for area in response.json()["buurten"]]


@pytest.fixture
def towns():
    for town, districts in (("Utrecht", ("Centrum", "Overvecht")), ("Meppel", ("Centrum",))):
        made = AreaFactory(name=town)
        for name in districts:
            AreaFactory(district=True, parent=made, name=name)


def test_a_name_with_its_place_finds_one(client, towns):
    assert names(client, "centrum utrecht") == ["Centrum"]
    response = client.get("/buurten/", {"zoek": "utrecht overv"})
    assert response["Location"].startswith("/buurt/wk")


def test_the_place_itself_comes_before_what_lies_in_it(client, towns):
    assert names(client, "utrecht")[0] == "Utrecht"
    assert sorted(names(client, "utrecht")) == ["Centrum", "Overvecht", "Utrecht"]


def test_two_of_one_name_say_where_they_lie(client, towns):
    page = client.get("/buurten/", {"zoek": "centrum"}).content.decode()
    assert "2 gebieden hebben deze naam." in page
    assert "wijk in Utrecht" in page and "wijk in Meppel" in page


def test_a_code_finds_its_area(client, towns):
    code = Area.objects.get(name="Overvecht").code
    assert names(client, code.lower()) == ["Overvecht"]


def test_a_name_that_nobody_has_is_said_with_what_helps(client, towns):
    page = client.get("/buurten/", {"zoek": "xyzzy"}).content.decode()
    assert "Deze naam kennen wij niet." in page
    assert "centrum utrecht" in page


def test_without_a_name_the_municipalities_or_the_areas_of_the_only_one(client, towns):
    assert names(client, "") == ["Meppel", "Utrecht"]
    Area.objects.filter(name="Meppel").update(current=False)
    assert set(names(client, "")) == {"Centrum", "Overvecht"}


def test_an_area_of_an_earlier_year_is_not_found(client, towns):
    past = {"year": 2020, "current": False}
    AreaFactory(district=True, name="Overvecht van toen", parent=AreaFactory(**past), **past)
    assert names(client, "toen") == []


def test_the_front_page_leads_to_the_search(client):
    page = client.get("/").content.decode()
    assert 'action="/buurten/"' in page and 'name="zoek"' in page
