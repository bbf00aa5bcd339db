"""Files are recognised by their content, taken in whole, and only once."""

import gzip
import json

import pytest

from schakel.areas import queries, services
from schakel.areas.models import Area, AreaChange, Boundary, Delivery, Figures, Source
from schakel.areas.queries import figures
from schakel.base.actor import Actor
from tests.areas import files

pytestmark = pytest.mark.django_db


def everything():
    return [
        list(Area.objects.order_by("code", "year").values_list("code", "year", "name", "current")),
        list(
            Figures.objects.order_by("area__code", "year").values_list(
                "area__code", "year", "values"
            )
        ),
        list(Boundary.objects.order_by("area__code").values_list("area__code", "west", "north")),
        list(AreaChange.objects.values_list("from_area__code", "to_area__code", "kind")),
        Delivery.objects.count(),
    ]


def take(*paths, year=None):
    return services.import_files(Actor.system(), paths, year)


def value(code, key):
    return figures.shown(queries.by_code(code), [key])[0].value


def test_key_figures_in_any_order(tmp_path):
    districts = files.key_figures(tmp_path, files.DISTRICTS, "wijken_2022.csv")
    town = files.key_figures(tmp_path, files.TOWN, "gemeenten_2022.csv")
    first, second = take(districts, town)
    assert (first.name, second.name) == ("gemeenten_2022.csv", "wijken_2022.csv")
    assert (second.year, second.areas, second.new) == (2022, 3, 3)
    assert [area.name for area in queries.neighbourhoods("zand")] == ["'t Zand"]
    assert value("WK990101", "population") == 12_000
    assert value("WK990101", "urbanity") == 4


def test_twice_is_once(tmp_path):
    paths = [
        files.key_figures(tmp_path, [*files.TOWN, *files.DISTRICTS]),
        files.health(tmp_path, [("GM9901", "Waterland aan Zee", "47.7", ".")]),
        files.boundaries(
            tmp_path, [({"code": "WK990101", "name": "Molenwijk"}, files.square(5.0, 52.0))]
        ),
    ]
    take(*paths)
    before = everything()
    assert all(report.already for report in take(*paths))
    assert everything() == before
    # The same rows in another file: other bytes, same outcome.
    paths[0].write_text(paths[0].read_text() + "\n")
    (report,) = take(paths[0])
    assert not report.already and report.new == 0
    assert everything()[:-1] == before[:-1]


def test_a_later_edition_takes_the_place_of_an_earlier_one(tmp_path):
    take(files.key_figures(tmp_path, files.TOWN))
    take(files.key_figures(tmp_path, [("GM9901", "Waterland aan Zee", 31_000)]))
    assert value("GM9901", "population") == 31_000
    assert Source.objects.filter(key="cbs-kwb").count() == 1


def test_the_health_monitor_padding_and_dimensions(tmp_path):
    path = files.health(
        tmp_path,
        [
            ("NL01", "Nederland", "47.0", "24.6"),
            ("GM9901", "Waterland aan Zee", "47.7", "."),
            *((code, "Waterland aan Zee", "40.1", "21.0") for code, *_rest in files.DISTRICTS),
        ],
    )
    packed = tmp_path / "monitor.csv.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    (report,) = take(packed)
    assert (report.year, report.areas) == (2020, 5)
    assert "10 regels" in report.notes[0]  # the other age and the margins
    lonely, helps = figures.shown(queries.by_code("GM9901"), ["lonely", "volunteer"])
    assert str(lonely.value) == "47.7" and not lonely.is_fallback
    assert (str(helps.value), helps.level) == ("24.6", "land")
    assert queries.country().code == "NL00"
    # Without a name a district is not shown, but its figures are kept for when a name comes.
    assert not queries.by_code("WK990101").current
    take(files.key_figures(tmp_path, [*files.TOWN, *files.DISTRICTS]))
    assert Area.objects.get(code="WK990101", year=2020).name == "Molenwijk"
    assert str(value("WK990101", "lonely")) == "40.1"


def test_statline_as_a_person_downloads_it(tmp_path):
    path = files.statline(
        tmp_path,
        [
            ("GM9901", "Waterland aan Zee", "Waterland aan Zee", "30000", "47,7"),
            ("WK990103", "Café-oord", "Waterland aan Zee", "9000", "."),
        ],
    )
    (report,) = take(path)
    assert report.year == 2022  # from the title above the table
    assert queries.by_code("WK990103").name == "Café-oord"
    assert str(value("GM9901", "owner_occupied")) == "47.7"


def test_rows_of_the_open_data_service_in_a_file(tmp_path):
    path = tmp_path / "rijen.json"
    row = {"ID": 1, "WijkenEnBuurten": "GM9901    ", "Gemeentenaam_1": "Waterland aan Zee   "}
    row |= {"AantalInwoners_77": 30000, "k_65JaarOfOuder_12": 6000, "Koopwoningen_47": None}
    meta = "https://example.org/85318NED/$metadata#x"
    path.write_text(json.dumps({"odata.metadata": meta, "value": [row]}))
    (report,) = take(path)
    assert report.year == 2022  # from the number of the table
    assert value("GM9901", "aged_65_plus") == 6000
    assert value("GM9901", "share_65_plus") == 20  # follows from the count


def test_pdok_names_and_codes_for_not_published(tmp_path):
    properties = {
        "buurtcode": "BU99010101",
        "buurtnaam": "Molenhoek",
        "wijkcode": "WK990101",
        "wijknaam": None,
        "gemeentecode": "GM9901",
        "gemeentenaam": "Waterland aan Zee",
        "water": "NEE",
        "aantal_inwoners": 1250,
        "gemiddelde_huishoudsgrootte": -99997,
        "jaarstatcode": "2021BU99010101",
    }
    water = properties | {
        "buurtcode": "BU99010199",
        "water": "JA",
        "jaarstatcode": "2021BU99010199",
    }
    path = files.boundaries(
        tmp_path,
        [(properties, files.square(5.0, 52.0)), (water, files.square(5.1, 52.0))],
        "buurten.geojson",
    )
    (report,) = take(path)
    assert (report.year, report.areas, report.boundaries, report.new) == (2021, 1, 1, 3)
    quarter = queries.by_code("BU99010101")
    assert quarter.parent.parent.name == "Waterland aan Zee"
    size, people = figures.shown(quarter, ["household_size", "population"])
    assert (size.value, size.why, people.value) == (None, "silent", 1250)
    assert quarter.boundary.west == 5.0


@pytest.mark.needs_data
def test_every_file_of_real_data(data_dir, schakel):
    """335 municipalities and 3,106 districts, with boundaries and the health monitor, by one command."""
    result = schakel(
        "areas",
        "import",
        *sorted(data_dir.glob("cbs/*.csv*")),
        *(data_dir / "geo" / f"{name}.geojson" for name in ("gemeenten_2022", "wijken_2022")),
        data_dir / "geo" / "buurten_ermelo_2021.geojson",
    )
    assert result.code == 0, result.err
    now = queries.current().filter(year=2022)
    assert now.filter(kind="gemeente").count() == 335
    assert now.filter(kind="wijk").count() == 3106
    assert Boundary.objects.filter(area__year=2022).count() == 335 + 3106
    assert Area.objects.filter(year=2020).count() == 17341
    # Twenty-four municipalities are not in the files of 2022, and 52 districts no longer exist.
    assert "24 gemeenten van 2020 staan niet in 2022" in result.err
    assert "52 wijken van 2020 bestaan niet meer in 2022: in " in result.err
    assert "186 wijken hebben in 2020 en 2022 dezelfde code" in result.err
    assert "208 wijken van 2022 bestonden niet in 2020: De Gouwen (WK003407)" in result.err
    ermelo = queries.by_code("BU02330001")
    assert [area.name for area in figures.line(ermelo)] == ["Ermelo-Oost", "WK023300", "Ermelo"]
    lonely = figures.compare(ermelo, ["lonely"])[0]
    assert [cell.year for cell in lonely] == [2020] * 4
    assert [cell.level for cell in lonely] == ["buurt", "wijk", "gemeente", "land"]
    assert str(lonely[3].value) == "47"


@pytest.mark.needs_data
def test_names_without_codes_are_refused(data_dir, schakel):
    result = schakel("areas", "import", data_dir / "geo" / "utrecht_wijken_2012.geojson")
    assert result.code == 2 and result.err.count("\n") == 1
    assert "geen CBS-code" in result.err and not Area.objects.exists()
