"""How an area changes: a chart that its table repeats, with what is counted and what is expected."""

import re

import pytest

from schakel.areas.models import Figures, Source
from tests.factories.areas import AreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    area = AreaFactory(district=True, name="Molenwijk")
    for year in range(2016, 2027):
        source, _new = Source.objects.get_or_create(
            key="kwb", year=year,
            defaults={"title": f"Kerncijfers {year}", "publisher": "CBS", "licence": "CC BY 4.0"},
        )  # fmt: skip
        Figures.objects.create(
            area=area, source=source, year=year, values={"share_65_plus": str(year - 2000)}
        )
    return area


def address(area) -> str:
    return f"{area.get_absolute_url()}zo-verandert-het/"


def test_what_was_counted_and_what_is_expected_are_told_apart(client, district):
    page = client.get(address(district)).content.decode()
    finding = re.search(r"<title>(Aandeel 65 jaar en ouder: [^<]*)</title>", page)
    assert finding and finding[1].startswith(
        "Aandeel 65 jaar en ouder: 16% in 2016, naar verwachting"
    )
    assert "stroke-dasharray" in page
    assert "verwacht" in page and "Kerncijfers 2020" in page
    table = page[page.index('role="table"') :]
    assert len(re.findall(r'scope="row">\s*20\d\d', table)) >= 12
    assert " style=" not in page


def test_a_figure_that_nobody_knows_is_said_to_be_unknown(client):
    page = client.get(address(AreaFactory(district=True))).content.decode()
    assert "hiervan kennen wij geen jaar" in page
    assert "Wij weten niet" in page


def test_the_same_series_as_open_data(client, district):
    data = client.get(address(district).rstrip("/") + ".json").json()
    series = {one["cijfer"]: one for one in data["reeksen"]}["share_65_plus"]
    assert series["jaren"][0] == {"jaar": 2016, "waarde": "16%", "verwacht": False}
    assert series["jaren"][-1]["verwacht"] is True
    assert data["soortGebied"]
