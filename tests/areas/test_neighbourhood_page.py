"""The page of an area: residents first, a map that its list repeats, figures with their source."""

import gzip
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schakel.areas.models import Area, Boundary, Figures, Source
from schakel.base import clock
from schakel.base.plugs import area_panels
from schakel.people.models import Role
from schakel.people.queries import municipality_of
from tests import world
from tests.factories.areas import AreaFactory
from tests.factories.people import MembershipFactory, MunicipalityCodeFactory
from tests.pages import without_terms

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 30_000


def source(**more) -> Source:
    names = {"title": "Kerncijfers", "publisher": "CBS", "licence": "CC BY 4.0", "year": 2026}
    return Source.objects.create(**({"key": f"s{Source.objects.count()}"} | names | more))


def boundary(area: Area, west: float, south: float, side: float, of: Source | None = None) -> None:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    Boundary.objects.create(
        area=area,
        geometry={"type": "Polygon", "coordinates": [ring]},
        west=west, south=south, east=east, north=north,
        source=of or source(),
    )  # fmt: skip


def place(parts: int = 3, bounded: bool = True) -> Area:
    """A district with neighbourhoods, in a municipality that takes part."""
    town = AreaFactory(name="Proefstad")
    MunicipalityCodeFactory(area=town)
    district = AreaFactory(district=True, parent=town, name="Molenwijk")
    made = source(title="Grenzen")
    if bounded:
        boundary(district, 5.6, 52.3, 0.03, made)
    for n in range(parts):
        part = AreaFactory(code=f"BU{n:08d}", kind="buurt", parent=district, name=f"Buurt {n}")
        if bounded:
            boundary(part, 5.6 + 0.009 * (n % 3), 52.3 + 0.009 * (n // 3 % 3), 0.009, made)
    return district


def html(client, area: Area) -> str:
    response = client.get(area.get_absolute_url())
    assert response.status_code == 200
    return without_terms(response.content.decode())


def test_every_number_on_the_map_is_in_the_list_beside_it(client):
    page = html(client, place(parts=5))
    on_map = re.findall(r"<text[^>]*>(\d+)</text>", page)
    listed = re.findall(r'<li value="(\d+)">', page)
    assert on_map == listed == ["1", "2", "3", "4", "5"]
    assert "Kaart van Molenwijk" in page
    assert "Bron: Grenzen, CBS" in page


def test_rounds_come_with_a_square_before_the_parts(client):
    town = world.build()
    page = html(client, town.area)
    assert 'class="schakel-map__institutions"' in page
    listed = page[page.index("Wat er speelt") :]
    assert town.open.dossier.get_absolute_url() in listed
    assert town.decided.dossier.title not in listed[: listed.index("schakel-edge")]


def test_what_residents_do_stands_before_what_institutions_say(client):
    town = world.build()
    page = html(client, town.area)
    order = [
        page.index(words)
        for words in ("Geld om samen", 'id="kaart"', 'id="cijfers"', "Wie is verantwoordelijk?")
    ]
    assert order == sorted(order)
    assert "stemming open" in page


def test_a_place_without_a_boundary_says_so_and_still_lists_its_parts(client):
    page = html(client, place(bounded=False))
    assert "Wij hebben nog geen kaart van dit gebied." in page
    assert "schakel-map__svg" not in page
    assert page.count('<li value="') == 3


def test_a_part_without_a_boundary_is_in_the_list_and_not_on_the_map(client):
    district = place(parts=2)
    AreaFactory(code="BU00000099", kind="buurt", parent=district, name="Buurt zonder grens")
    page = html(client, district)
    assert re.findall(r"<text[^>]*>(\d+)</text>", page) == ["1", "2"]
    assert page.count("niet op de kaart") == 1


def test_figures_stand_beside_what_the_area_lies_in(client):
    district = place()
    made = source()
    for area, share in ((district, "38.25"), (district.parent, "31")):
        Figures.objects.create(
            area=area, source=made, year=2025, values={"share_65_plus": share, "population": "1234"}
        )
    page = html(client, district)
    assert "38,3%" in page and "31%" in page and "1.234" in page
    assert "CBS, Kerncijfers" in page
    assert re.search(r'data-label="Proefstad"', page)


def test_a_figure_that_only_the_district_has_says_so(client):
    district = place()
    Figures.objects.create(
        area=district, source=source(), year=2025, values={"share_65_plus": "20"}
    )
    page = html(client, Area.objects.get(code="BU00000000"))
    assert "Geen cijfer per buurt, wel per wijk." in page
    assert "niet bekend" in page


def test_a_figure_about_few_people_is_not_shown(client):
    district = place()
    Figures.objects.create(
        area=district,
        source=source(),
        year=2025,
        values={"population": "7"},
        hidden={"population": "few"},
    )
    page = html(client, district)
    assert "Minder dan 10 mensen: wij tonen dit niet." in page
    assert not re.search(r">\s*7\s*<", page)


def test_without_figures_it_says_what_would_help(client):
    assert "Wij hebben nog geen cijfers van dit gebied." in html(client, place())


def test_offices_answer_and_no_person_is_named(client):
    district = place()
    party = municipality_of(district, clock.today())
    manager = MembershipFactory(party=party, role=Role.AREA_MANAGER, area=district)
    page = html(client, district)
    assert "Gebiedsmanager" in page
    assert manager.person.name not in page
    assert "art. 4:13" in page


def test_a_place_whose_municipality_does_not_take_part_says_so(client):
    page = html(client, AreaFactory(district=True))
    assert "Wij weten nog niet wie hier verantwoordelijk is." in page


def test_decisions_on_this_area_and_no_other(client):
    town = world.build()
    elsewhere = AreaFactory(district=True)
    title = town.decided.dossier.title
    assert title in html(client, town.area)
    assert title not in html(client, elsewhere)
    assert "Hier is nog niets besloten." in html(client, elsewhere)


def test_the_same_facts_as_open_data(client):
    district = place(parts=2)
    address = district.get_absolute_url().rstrip("/") + ".json"
    data = json.loads(client.get(address).content)
    assert [part["naam"] for part in data["delen"]] == ["Buurt 0", "Buurt 1"]
    assert data["grens"]["type"] == "Polygon"
    assert data["bronVanGrens"] == "Grenzen, CBS"
    assert [line["code"] for line in data["ligtIn"]] == [district.parent.code]


def test_the_country_has_no_page_of_its_own(client):
    country = AreaFactory(code="NL00", kind="land", name="Nederland")
    assert client.get(country.get_absolute_url())["Location"] == "/buurten/"


def test_a_municipality_of_a_hundred_districts_asks_no_more_than_one_of_ten(client):
    town = AreaFactory(name="Grootstad")
    MunicipalityCodeFactory(area=town)
    made = source()
    boundary(town, 4.7, 52.3, 0.3, made)

    def grow(start: int, end: int) -> int:
        for n in range(start, end):
            part = AreaFactory(district=True, code=f"WK7777{n:02d}", parent=town, name=f"Wijk {n}")
            boundary(part, 4.7 + 0.03 * (n % 10), 52.3 + 0.03 * (n // 10), 0.03, made)
        with CaptureQueriesContext(connection) as asked:
            page = html(client, town)
        assert len(gzip.compress(page.encode())) < MOST_BYTES
        assert page.count('<li value="') == end
        return len(asked)

    few = grow(0, 10)
    assert grow(10, 100) <= few <= MOST_QUERIES + len(list(area_panels))


def test_a_map_needs_no_inline_style(client):
    page = html(client, place())
    assert " style=" not in page and "<script" not in page
