"""What is shown of an area: the level, the year, the source; and what is too small to show."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.areas import queries, services
from schakel.areas.models import Area, Figures
from schakel.areas.queries import boundaries, figures
from schakel.areas.services import protection
from schakel.base.actor import Actor
from schakel.norms.models import Norm
from tests.areas import files

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
COUNTRY = ("NL00", "Nederland", 17_590_672)


def take(*paths, year=None):
    return services.import_files(SYSTEM, paths, year)


def one(code, key, **how):
    return figures.shown(queries.by_code(code), [key], **how)[0]


@pytest.fixture
def town(tmp_path):
    rows = [COUNTRY, *files.TOWN, *files.DISTRICTS]
    take(
        files.key_figures(tmp_path, rows),
        files.health(
            tmp_path,
            [
                ("NL01", "Nederland", "47.0", "24.6"),
                ("GM9901", "Waterland aan Zee", "44.0", "22.0"),
                ("WK990101", "Waterland aan Zee", ".", "21.0"),
                ("WK990102", "Waterland aan Zee", "39.0", "."),
                ("WK990103", "Waterland aan Zee", "38.0", "."),
            ],
        ),
    )


def test_a_figure_that_lacks_comes_from_the_level_above_and_says_so(town):
    lonely, helps, people = figures.shown(
        queries.by_code("WK990101"), ["lonely", "volunteer", "population"]
    )
    assert (str(lonely.value), lonely.level, lonely.year) == ("44", "gemeente", 2020)
    assert lonely.is_fallback and lonely.area.name == "Waterland aan Zee"
    assert lonely.source.publisher == "GGD'en, CBS en RIVM"
    assert not helps.is_fallback and (people.year, people.value) == (2022, 12_000)


def test_what_nobody_counted_is_absent(town):
    nothing = one("WK990101", "cycles")
    assert (nothing.value, nothing.why) == (None, "absent")
    assert one("WK990102", "lacks_support").why == "absent"


def test_against_district_municipality_and_country_in_few_queries(
    town, django_assert_max_num_queries
):
    area = queries.by_code("WK990102")
    with django_assert_max_num_queries(2):
        lonely, people = figures.compare(area, ["lonely", "population"])
    assert [(cell.level, str(cell.value)) for cell in lonely] == [
        ("wijk", "39"),
        ("gemeente", "44"),
        ("land", "47"),
    ]
    assert {cell.year for cell in people} == {2022}


def test_all_parts_at_once(town, django_assert_max_num_queries):
    area = queries.by_code("GM9901")
    with django_assert_max_num_queries(2):
        parts = figures.of_parts(area, "lonely")
    assert [(part.area.code, part.value) for part in parts] == [
        ("WK990101", None),
        ("WK990102", 39),
        ("WK990103", 38),
    ]


# --- too few people -----------------------------------------------------------------------------------


def counts(tmp_path, rows, name="telling.csv"):
    """Counted by the municipality itself: nobody protected these before."""
    return files.figure_list(tmp_path, rows, name, source="Telling", kind="cijfer")


@pytest.fixture
def small(town, tmp_path):
    """Five people born abroad in one district; the districts lie in a row."""
    take(
        files.boundaries(
            tmp_path,
            [
                ({"code": code, "name": name}, files.square(5.0 + n / 100, 52.0))
                for n, (code, name, _people) in enumerate(files.DISTRICTS)
            ],
        ),
        counts(
            tmp_path,
            [
                ("GM9901", 2022, "born_abroad", 265),
                ("WK990101", 2022, "born_abroad", 5),
                ("WK990102", 2022, "born_abroad", 160),
                ("WK990103", 2022, "born_abroad", 100),
            ],
        ),
    )


@pytest.mark.requirement("S3-023", breaks="schakel.areas.services.protection.protect")
@pytest.mark.requirement("S3-023", breaks="schakel.areas.queries.figures._pooled")
def test_a_small_count_is_given_together_with_a_named_neighbour(small):
    """Not with the smallest district but with the one beside it, which is left out as well."""
    assert one("WK990101", "born_abroad", pool=False).level == "gemeente"
    pooled = one("WK990101", "born_abroad")
    assert (pooled.value, [area.name for area in pooled.pooled]) == (165, ["'t Zand"])
    neighbour = one("WK990102", "born_abroad")
    assert (neighbour.value, [area.name for area in neighbour.pooled]) == (165, ["Molenwijk"])
    assert one("WK990103", "born_abroad").value == 100
    assert boundaries.neighbours(queries.by_code("WK990101"))[0].name == "'t Zand"


def test_open_data_leaves_out_what_the_screen_leaves_out(small):
    areas = list(queries.current())
    told = {area.code: figures.about(areas)[area.pk] for area in areas}
    assert "born_abroad" not in told["WK990101"] and "born_abroad" not in told["WK990102"]
    assert told["WK990103"]["born_abroad"] == {
        "waarde": "100",
        "eenheid": "people",
        "jaar": 2022,
        "bron": "Telling",
    }


def test_a_share_of_few_people_and_what_rests_on_a_hidden_count(town, tmp_path):
    take(
        counts(
            tmp_path,
            [
                ("WK990102", 2022, "households_single", 4),
                ("WK990102", 2022, "households", 400),
                ("WK990102", 2022, "share_single", 1),
                ("WK990102", 2022, "share_children", 60),
                ("WK990102", 2022, "share_no_children", 39),
                ("WK990103", 2022, "share_origin_outside_nl", "0.05"),
            ],
        )
    )
    for key in ("share_single", "share_children", "share_no_children", "households_single"):
        assert one("WK990102", key).why == "small", key
    # 0.05% of 9,000 people is fewer than five.
    assert one("WK990103", "share_origin_outside_nl").why == "small"


def test_a_hidden_total_is_not_given_away_by_size_or_density(tmp_path):
    rows = [*files.TOWN, ("WK990101", "Molenwijk", 29_000), ("WK990102", "Eiland", 6)]
    path = files.key_figures(tmp_path, [*rows, ("WK990103", "Kade", 994)])
    take(path)
    assert one("WK990102", "population", pool=False).level == "gemeente"
    row = Figures.objects.get(area__code="WK990102")
    assert {"population", "share_65_plus"} <= set(row.hidden)
    assert Figures.objects.get(area__code="WK990103").hidden == ["population"]
    # Nobody lives there: nobody is pointed at.
    take(files.key_figures(tmp_path, [*rows[:2], ("WK990102", "Eiland", 0)], "kern_2023.csv"))
    assert one("WK990102", "population").value == 0


def test_raising_the_norm_hides_what_was_shown(small):
    assert one("WK990103", "born_abroad").value == 100
    Norm.objects.filter(key="privacy.minimum_count").update(value=150)
    assert services.protect_all() > 0
    assert one("WK990103", "born_abroad", pool=False).level == "gemeente"
    assert services.protect_all() == 0


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=3))
def test_nothing_small_can_be_subtracted_from_what_is_shown(town, values):
    """Men, women and all together, in three districts and their municipality, as stored and shown."""
    Figures.objects.filter(source__key="cbs-kwb").delete()
    source = Figures.objects.first().source
    tables = {}
    areas = {area.code: area for area in Area.objects.filter(year=2022)}
    for (code, _name, _people), (men, women) in zip(files.DISTRICTS, values, strict=True):
        tables[code] = {"men": men, "women": women, "population": men + women}
    tables["GM9901"] = {
        key: sum(table[key] for table in tables.values()) for key in ("men", "women", "population")
    }
    Figures.objects.filter(year=2022).delete()
    for code, table in tables.items():
        Figures.objects.create(
            area=areas[code], source=source, year=2022, values={k: str(v) for k, v in table.items()}
        )
    protection.protect(2022)
    hidden = {
        (row.area.code, key)
        for row in Figures.objects.filter(year=2022).select_related("area")
        for key in row.hidden
    }
    lines = [
        [("GM9901", key), *((code, key) for code, _n, _p in files.DISTRICTS)]
        for key in ("men", "women", "population")
    ] + [[(code, "population"), (code, "men"), (code, "women")] for code in tables]
    for code, table in tables.items():
        for key, value in table.items():
            if 0 < value < 10:
                assert (code, key) in hidden
    if len(hidden) == 12:
        return  # nothing is shown
    for line in lines:
        assert len(hidden & set(line)) != 1, (values, hidden)


def test_values_are_exact(town):
    assert isinstance(one("WK990101", "population").value, Decimal)
