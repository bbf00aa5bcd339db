"""Areas: what lies in what, and the newest drawing counts."""

import pytest
from django.db import IntegrityError, transaction

from schakel.areas import queries, services
from schakel.areas.models import Area
from schakel.base.actor import Actor
from tests.factories.areas import AreaFactory

pytestmark = pytest.mark.django_db


def test_the_newest_year_is_the_one_people_see():
    for year, district in ((2025, "Molenwijk van toen"), (2026, "Molenwijk")):
        town = services.add(
            Actor.system(), code="GM0001", year=year, kind="gemeente", name=f"Stad {year}"
        )
        newest = services.add(
            Actor.system(), code="WK000101", year=year, kind="wijk", name=district, parent=town
        )
    assert list(queries.neighbourhoods("molen")) == [newest]
    assert queries.by_code("gm0001") == town
    assert newest.name == "Molenwijk" and newest.current


def test_within_holds_the_area_and_everything_in_it():
    town = AreaFactory()
    district = AreaFactory(district=True, parent=town)
    quarter = AreaFactory(code="BU00000101", kind="buurt", parent=district)
    assert sorted(queries.within(town)) == sorted([town.id, district.id, quarter.id])
    assert queries.within(quarter) == [quarter.id]


def test_adding_the_same_code_and_year_twice_keeps_one():
    for name in ("Wijk Oud", "Wijk Nieuw"):
        services.add(Actor.system(), code="GM0009", year=2026, kind="gemeente", name=name)
    assert Area.objects.get(code="GM0009").name == "Wijk Nieuw"


@pytest.mark.parametrize("wrong", [{"kind": "regio"}, {"kind": "wijk", "parent": None}])
def test_the_database_refuses_an_area_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory(**wrong)


def test_a_neighbourhood_follows_its_district_in_the_list():
    town = AreaFactory()
    for code, kind, parent in [
        ("BU00010201", "buurt", "WK000102"),
        ("BU00010101", "buurt", "WK000101"),
    ]:
        district = AreaFactory(district=True, code=parent, parent=town)
        AreaFactory(code=code, kind=kind, parent=district)
    assert [area.code for area in queries.neighbourhoods()] == [
        "WK000101",
        "BU00010101",
        "WK000102",
        "BU00010201",
    ]


def test_what_lies_in_what():
    district = AreaFactory(district=True)
    inside = AreaFactory(code="BU12345601", kind="buurt", parent=district)
    assert queries.lies_in(inside, district) and queries.lies_in(district, district)
    assert not queries.lies_in(district, inside)
    assert not queries.lies_in(AreaFactory(district=True), district)
