"""What kind of place an area is, with its reason; unknown when the figures lack."""

import pytest

from schakel.areas import queries, services
from schakel.areas.queries import typology
from schakel.base.actor import Actor
from schakel.base.explanations import LANGUAGES, render_all
from tests.areas import files

pytestmark = pytest.mark.django_db


def take(*paths, year=None):
    return services.import_files(Actor.system(), paths, year)


def built(tmp_path, code, *shares, name="bouwjaren.csv"):
    keys = ("built_before_1945", "built_1945_1969", "built_1970_1989", "built_1990_2009")
    take(
        files.figure_list(
            tmp_path,
            [(code, 2022, key, share) for key, share in zip(keys, shares, strict=True)],
            name,
            source="BAG, eigen bewerking",
            kind="cijfer",
        )
    )


@pytest.fixture
def town(tmp_path):
    take(files.key_figures(tmp_path, [*files.TOWN, *files.DISTRICTS]))


@pytest.mark.requirement("S3-017", breaks="schakel.areas.queries.typology.of")
@pytest.mark.requirement("S3-017", breaks="schakel.engines.rules.deciding.decide")
def test_a_kind_of_place_with_its_reason_for_norms_of_that_kind(town, tmp_path):
    built(tmp_path, "WK990101", 2, 5, 80, 10)
    area = queries.by_code("WK990101")
    typed = typology.of(area)
    assert (typed.building, typed.growth) == ("cauliflower", "unknown")
    assert "bloemkoolwijk" in render_all(typed.why[0])[0]
    place = queries.place(area)
    assert (place.codes, place.types) == (("WK990101", "GM9901"), ("cauliflower",))


def test_without_years_of_building_it_is_not_known(town):
    typed = typology.of(queries.by_code("WK990101"))
    assert typed.building == "unknown" and typed.keys == ()
    assert "Wij weten niet hoe oud de woningen zijn" in render_all(typed.why[0])[0]


def test_figures_of_the_municipality_do_not_type_a_district(town, tmp_path):
    built(tmp_path, "GM9901", 2, 5, 80, 10)
    assert typology.of(queries.by_code("WK990102")).building == "unknown"


@pytest.mark.parametrize(
    ("shares", "kind"),
    [((10, 70, 10, 5), "post_war"), ((0, 2, 5, 90), "vinex"), ((30, 25, 25, 15), "mixed")],
)
def test_the_other_kinds(town, tmp_path, shares, kind):
    built(tmp_path, "WK990102", *shares)
    assert typology.of(queries.by_code("WK990102")).building == kind


def test_a_shrinking_place(tmp_path):
    for year, people in ((2018, 31_000), (2020, 30_500), (2022, 30_000)):
        rows = [("GM9901", "Waterland aan Zee", people)]
        take(files.key_figures(tmp_path, rows, f"kern_{year}.csv"))
    typed = typology.of(queries.by_code("GM9901"))
    assert typed.growth == "shrinking"
    for language in LANGUAGES:
        assert render_all(typed.why[1], language)
