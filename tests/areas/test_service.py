"""The open data service of Statistics Netherlands, as it behaves: small lists, padding, ignored filters.

The answers are made up in the shape of the service; no test reaches the network.
"""

import json
import re
from urllib.parse import unquote

import pytest

from schakel.areas import queries, services
from schakel.areas.importing import service
from schakel.areas.models import Area, Source
from schakel.areas.queries import figures
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused

pytestmark = pytest.mark.django_db

AREAS = {
    "NL00": ("Nederland", 17_590_672),
    "GM9901": ("Waterland aan Zee", 30_000),
    "WK990101": ("Molenwijk", 12_000),
    "WK990102": ("'t Zand", 18_000),
    "BU99010101": ("Molenhoek", 12_000),
}


class Recorded:
    """Answers like the service: keys of ten characters, nothing found is an empty list."""

    def __init__(
        self, areas=AREAS, title="Kerncijfers wijken en buurten 2022", suffix=5, limit=None
    ):
        self.areas, self.title, self.suffix, self.limit = areas, title, suffix, limit
        self.asked = []

    def __call__(self, url):
        url = unquote(url)
        self.asked.append(url)
        if "TableInfos" in url:
            return self.answer([{"Title": self.title}] if self.title else [])
        start = re.search(r"startswith\((\w+),'(\w+)'\)", url).group(2)
        rows = [self.row(url, code) for code in self.areas if code.startswith(start)]
        if self.limit and len(rows) > self.limit:
            raise service.TooMany
        return self.answer(rows)

    def row(self, url, code):
        name, people = self.areas[code]
        if "/WijkenEnBuurten?" in url:
            return {"Key": f"{code:<10}", "Title": name}
        return {
            "ID": 7,
            "WijkenEnBuurten": f"{code:<10}",
            "Gemeentenaam_1": f"{'Waterland aan Zee':<40}",
            f"AantalInwoners_{self.suffix}": people,
            f"Koopwoningen_{self.suffix + 40}": 47.7,
        }

    def answer(self, rows):
        return json.dumps({"odata.metadata": "x", "value": rows}).encode()


def fetch(recorded, table="85318NED", year=None, municipality="GM9901"):
    return services.fetch(Actor.system(), table, year, municipality=municipality, get=recorded)


def test_one_municipality_with_its_names():
    recorded = Recorded()
    report = fetch(recorded)
    assert (report.year, report.areas) == (2022, 4)
    assert queries.by_code("BU99010101").parent.name == "Molenwijk"
    owned = figures.shown(queries.by_code("WK990102"), ["owner_occupied"])[0]
    assert str(owned.value) == "47.7"
    assert Source.objects.get().title == "Kerncijfers wijken en buurten 2022"
    # Asked on the dimension of areas only, in one start of a code a time.
    assert all("filter=startswith(" in url for url in recorded.asked if "filter" in url)
    assert fetch(Recorded()).already


def test_the_number_behind_a_column_may_be_another():
    fetch(Recorded(suffix=77))
    assert figures.shown(queries.by_code("GM9901"), ["population"])[0].value == 30_000


def test_the_whole_country_in_groups_that_the_service_can_give():
    country = {
        "NL00": AREAS["NL00"],
        **{f"GM0{n:03}": (f"Stad {n}", 1000) for n in range(100, 130)},
    }
    recorded = Recorded(country, limit=12)
    report = fetch(recorded, municipality="")
    assert report.areas == 31
    assert any("'GM011'" in url for url in recorded.asked)


def test_a_list_that_stops_at_the_limit_is_asked_again_in_parts(monkeypatch):
    monkeypatch.setattr(service, "_MOST_ROWS", 2)
    fetch(Recorded())
    assert Area.objects.filter(kind="wijk").count() == 2


@pytest.mark.parametrize(
    ("recorded", "options", "says"),
    [
        (Recorded({}), {}, "de dienst gaf een lege lijst"),
        (Recorded(title=""), {}, "de dienst kent deze tabel niet"),
        (
            Recorded(title="Kerncijfers wijken en buurten 2021"),
            {"table": "99999NED", "year": 2022},
            "2021",
        ),
        (Recorded(), {"year": 2021}, "u vraagt 2021, het bestand gaat over 2022"),
        (lambda url: b"<html>", {}, "het antwoord is geen tabel"),
    ],
)
def test_what_cannot_be_used(recorded, options, says):
    with pytest.raises(InputRefused, match=says):
        fetch(recorded, **options)
    assert not Area.objects.exists()


def test_an_ignored_filter_is_seen():
    class Ignoring(Recorded):
        def __call__(self, url):
            return super().__call__(re.sub(r"'\w+'", "'WK9901'", unquote(url)))

    with pytest.raises(InputRefused, match="gevraagd GM9901, gekregen WK990101"):
        fetch(Ignoring())


def test_another_table_is_no_table_of_areas():
    class Other(Recorded):
        def row(self, url, code):
            row = super().row(url, code)
            row.pop("WijkenEnBuurten", None)
            return row

    with pytest.raises(InputRefused, match="kolom ‘WijkenEnBuurten’ ontbreekt"):
        fetch(Other())


def test_without_network_one_sentence_tells_what_to_do(schakel, monkeypatch):
    def closed(*args, **kwargs):
        raise ConnectionError("no route to host")

    monkeypatch.setattr(service, "urlopen", closed)
    result = schakel("areas", "fetch", "85318NED", "--municipality", "GM9901")
    assert result.code == 2 and result.err.count("\n") == 1
    assert "niet te bereiken" in result.err and "schakel areas import" in result.err
