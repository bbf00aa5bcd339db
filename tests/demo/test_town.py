"""What the demo makes up hangs together: borders meet, figures add up, and every role has somebody."""

from collections import Counter
from itertools import pairwise

import pytest

from schakel.people.models import Role
from schakel.web.demo import town
from schakel.web.demo.content import municipalities, parties
from schakel.web.demo.examples import EXAMPLES

LINDENDAM = municipalities()[0]


def sides(polygon: dict) -> set[frozenset]:
    (ring,) = polygon["coordinates"]
    assert ring[0] == ring[-1]
    return {frozenset((tuple(a), tuple(b))) for a, b in pairwise(ring)}


def test_it_has_ten_districts_of_four_neighbourhoods():
    assert len(LINDENDAM.districts) == 10
    assert {len(district.neighbourhoods) for district in LINDENDAM.districts} == {4}


def test_neighbours_share_their_border_and_a_district_is_the_outline_of_its_parts():
    shapes = town.boundaries(LINDENDAM)
    for district in LINDENDAM.districts:
        of_parts = Counter(
            side for code, _name, _like in district.neighbourhoods for side in sides(shapes[code])
        )
        assert sides(shapes[district.code]) == {side for side, n in of_parts.items() if n == 1}
    of_districts = Counter(
        side for district in LINDENDAM.districts for side in sides(shapes[district.code])
    )
    assert sides(shapes[LINDENDAM.code]) == {side for side, n in of_districts.items() if n == 1}


def test_its_map_lies_in_open_water():
    for polygon in town.boundaries(LINDENDAM).values():
        for lon, lat in polygon["coordinates"][0]:
            assert 5.1 < lon < 5.3 and 52.5 < lat < 52.7


def test_the_whole_is_the_sum_of_its_parts_in_every_year():
    figures = {(code, year, key): value for code, year, key, value in town.figures(LINDENDAM, 2025)}
    for year in range(2016, 2026):
        for key in ("population", "aged_65_plus", "dwellings", "households"):
            whole = int(figures[LINDENDAM.code, year, key])
            parts = [int(figures[d.code, year, key]) for d in LINDENDAM.districts]
            assert whole == sum(parts)
        ages = [
            int(figures["BU99980101", year, f"aged_{age}"])
            for age in ("0_14", "15_24", "25_44", "45_64", "65_plus")
        ]
        assert sum(ages) == int(figures["BU99980101", year, "population"])


def test_figures_are_the_same_every_time():
    assert list(town.figures(LINDENDAM, 2025)) == list(town.figures(LINDENDAM, 2025))


@pytest.mark.parametrize("role", Role.values)
def test_there_is_somebody_to_be_for_every_role(role):
    assert any(held == role for example in EXAMPLES for held, _party, _area in example.roles)


def test_no_two_parties_share_a_name():
    names = [party.name for party in parties()]
    assert len(names) == len(set(names)) == 58
