"""Who answers for a neighbourhood: the nearest office first, and never a name."""

from datetime import date

import pytest

from schakel.people import queries
from tests.factories.areas import AreaFactory
from tests.factories.people import MembershipFactory, MunicipalityCodeFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def test_the_area_manager_of_the_district_answers_for_its_neighbourhoods_then_the_municipality():
    town = MunicipalityCodeFactory()
    district = AreaFactory(district=True, parent=town.area)
    buurt = AreaFactory(code="BU00000001", kind="buurt", name="Molenbuurt", parent=district)
    MembershipFactory(
        party=town.party, role="area_manager", area=district, person__name="Iemand Anders"
    )
    MembershipFactory(party=town.party, role="area_manager", area=AreaFactory())
    MembershipFactory(party=town.party, role="area_manager", area=buurt, ends=date(2026, 5, 31))
    found = queries.responsible(buurt, DAY)
    assert [(office.party, office.role, office.area, office.level) for office in found] == [
        (town.party, "area_manager", district, "wijk"),
        (town.party, "official", None, "gemeente"),
    ]
    assert "Iemand" not in str(found)


def test_without_a_municipality_nobody_is_named():
    assert queries.responsible(AreaFactory(), DAY) == []
