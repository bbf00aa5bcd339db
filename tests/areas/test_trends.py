"""What is expected of an area: an official forecast when there is one, else our own, never of few people."""

import pytest

from schakel.areas import queries, services
from schakel.areas.queries import figures, trends
from schakel.base.actor import Actor
from schakel.base.explanations import LANGUAGES, render_all
from tests.areas import files

pytestmark = pytest.mark.django_db
YEARS = range(2014, 2023)


def take(*paths, year=None):
    return services.import_files(Actor.system(), paths, year)


@pytest.fixture
def ageing(tmp_path):
    """Each year half a percent more people of 65 and over, from 16 to 20."""
    for number, year in enumerate(YEARS):
        districts = [
            (code, name, people, 16 + number / 2) for code, name, people in files.DISTRICTS
        ]
        take(
            files.key_figures(
                tmp_path, [*[(*row, 18) for row in files.TOWN], *districts], f"kern_{year}.csv"
            )
        )
    take(
        files.figure_list(
            tmp_path,
            [
                ("WK990101", year, "share_origin_outside_nl", 10 + year - 2014)
                for year in (2014, 2016, 2018, 2020, 2022)
            ],
            "herkomst.csv",
            source="Basisregistratie",
            kind="cijfer",
        )
    )


def driver(code, key):
    found = trends.drivers(queries.by_code(code))
    return next(each for each in found if each.line.indicator.key == key)


@pytest.mark.requirement("S1-018", breaks="schakel.areas.queries.trends.drivers")
@pytest.mark.requirement("S1-018", breaks="schakel.engines.trends.projecting.project")
def test_greying_goes_on_as_it_went_and_says_so(ageing):
    old = driver("WK990101", "share_65_plus")
    assert [point.year for point in old.line.points] == list(YEARS)
    assert not old.official and old.source is None
    assert [(each.year, each.value, each.low, each.high) for each in old.expected] == [
        (2026, 22, 22, 22),
        (2030, 24, 24, 24),
    ]
    assert "0,50" in render_all(old.why)[0]
    assert all("eigen berekening" in render_all(old.why)[1] for _language in LANGUAGES)
    assert driver("WK990101", "share_0_14").line.points[0].value == 15


@pytest.mark.requirement("S1-019", breaks="schakel.areas.queries.trends.lines")
def test_diversity_is_a_driver_of_its_own(ageing):
    origin = driver("WK990101", "share_origin_outside_nl")
    assert [point.value for point in origin.line.points] == [10, 12, 14, 16, 18]
    assert origin.line.points[0].source.title == "Basisregistratie"
    assert origin.expected[-1].value == 26
    # The older division by background is another series; there is none here.
    keys = [each.line.indicator.key for each in trends.drivers(queries.by_code("WK990101"))]
    assert keys == ["share_0_14", "share_65_plus", "share_origin_outside_nl"]


def test_an_official_forecast_wins_also_from_the_municipality(ageing, tmp_path):
    take(files.figure_list(tmp_path, [("GM9901", 2030, "share_65_plus", "27,5")]))
    old = driver("WK990101", "share_65_plus")
    assert old.official and old.source.title == "Prognose"
    assert (old.area.code, str(float(old.expected[0].value))) == ("GM9901", "27.5")
    take(
        files.figure_list(tmp_path, [("WK990101", 2030, "share_65_plus", 29)], "wijk.csv", "Eigen")
    )
    assert driver("WK990101", "share_65_plus").area.code == "WK990101"
    # A forecast is not a figure of today.
    assert figures.shown(queries.by_code("WK990101"), ["share_65_plus"])[0].year == 2022


def test_of_few_people_nothing_is_expected(ageing, tmp_path):
    take(
        files.figure_list(
            tmp_path,
            [("WK990102", year, "born_abroad", 4 + year - 2014) for year in YEARS],
            "telling.csv",
            source="Telling",
            kind="cijfer",
        )
    )
    (born,) = trends.forecasts(queries.by_code("WK990102"), ["born_abroad"])
    assert born.line.hidden and not born.expected
    assert [point.year for point in born.line.points] == [2020, 2021, 2022]
    assert "te weinig mensen" in render_all(born.why)[0]


def test_a_new_boundary_starts_a_new_series(ageing, tmp_path):
    path = tmp_path / "wijzigingen.csv"
    path.write_text(
        "van_code,van_jaar,naar_code,naar_jaar,soort\nWK990102,2019,WK990101,2020,samengevoegd\n"
    )
    take(path)
    line = trends.series(queries.by_code("WK990101"), "population")
    assert [point.year for point in line.points if point.broken] == [2020]
    assert [point.year for point in line.unbroken] == [2020, 2021, 2022]


def test_too_few_years_is_said(tmp_path):
    take(files.key_figures(tmp_path, files.TOWN))
    young = driver("GM9901", "share_0_14")
    assert not young.expected and "Wij kennen 1 jaar." in render_all(young.why)[0]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("WK990101", 2030, "share_65_plus", "veel")], "‘veel’ kan geen aandeel 65 jaar"),
        ([("WK990101", 2030, "geluk", 3)], "‘geluk’ is geen cijfer dat Schakel kent"),
        ([("WK990199", 2030, "share_65_plus", 3)], "WK990199 bestaat niet"),
        (
            [("WK990101", 2030, "share_65_plus", 3), ("WK990101", 2030, "share_65_plus", 4)],
            "staat ook op regel 2",
        ),
    ],
)
def test_a_list_that_cannot_be(tmp_path, schakel, rows, says):
    take(files.key_figures(tmp_path, [*files.TOWN, *files.DISTRICTS]))
    result = schakel("areas", "import", files.figure_list(tmp_path, rows))
    assert result.code == 2 and says in result.err and "lijst.csv, regel" in result.err


def test_two_sources_in_one_list_are_refused(tmp_path, schakel):
    path = files.figure_list(tmp_path, [("GM9901", 2030, "share_65_plus", 3)])
    other = files.figure_list(tmp_path, [("GM9901", 2031, "share_65_plus", 3)], "b.csv", "Anders")
    path.write_text(path.read_text() + other.read_text().splitlines()[1] + "\n")
    assert "regel 3: een andere bron" in schakel("areas", "import", path).err
