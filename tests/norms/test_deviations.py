"""Another value for one area or type of area: with a reason, an approver and a last day."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from schakel.base import clock, plugs
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Fact
from schakel.journal import services as journal
from schakel.norms import queries, services
from schakel.norms.models import Deviation, NormMissing
from schakel.norms.places import Place
from schakel.people.models import Role
from schakel.people.queries import actor_for
from tests.factories.areas import AreaFactory
from tests.factories.norms import NormFactory
from tests.factories.people import MembershipFactory, MunicipalityCodeFactory, official

pytestmark = pytest.mark.django_db
START = date(2026, 3, 1)
END = date(2026, 12, 31)
DAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def village(monkeypatch):
    """Two types of area, beside those that areas brings."""
    for key, words in (("test_village", "Proefdorp"), ("test_town", "Proefstad")):
        monkeypatch.setitem(plugs.area_types._items, key, words)


@pytest.fixture
def town():
    """A municipality with a district, its official, and a place in that district."""
    area = AreaFactory(code="GM9990", name="Proefdam")
    AreaFactory(code="WK999001", name="Proefwijk", kind="wijk", parent=area)
    code = MunicipalityCodeFactory(area=area)
    NormFactory()
    return official(code.party)


HERE = Place(("WK999001", "GM9990"))


def deviate(actor, **more):
    given = {"value": Decimal(8), "area": "GM9990", "starts": START, "ends": END}
    words = {"reason": "Hier is meer tijd nodig.", "approver": "Het college"}
    return services.deviate(actor, "test.term", **{**given, **words, **more})


@pytest.mark.requirement("S0-016", breaks="schakel.norms.services.deviations.deviate")
def test_a_norm_is_overridden_for_an_area_with_reason_and_approver_stored(town):
    client = Client()
    client.force_login(town.person)
    typed = {
        "value": "8",
        "area": "WK999001",
        "starts": "2026-03-01",
        "ends": "2026-12-31",
        "approver": "De directie van Proefdam",
        "reason": "Hier wonen veel mensen met weinig tijd.",
    }
    assert client.post("/normen/test.term/afwijken/", typed).status_code == 302
    there = queries.verified("test.term", DAY, HERE)
    assert there.value == 8
    assert there.source == "De directie van Proefdam, in plaats van: Test, art. 1"
    # Elsewhere, before it and after it, the norm itself holds.
    assert queries.verified("test.term", DAY, Place(("WK999002", "GM9990"))).value == 6
    assert queries.verified("test.term", START - timedelta(days=1), HERE).value == 6
    assert queries.verified("test.term", END + timedelta(days=1), HERE).value == 6
    with clock.at(clock.now().replace(year=2026, month=6, day=1)):
        seen = Client().get("/normen/test.term/").content.decode()
    for told in (
        "Proefwijk: 8 weken",
        "Tot en met 31",
        "De directie van Proefdam",
        "Hier wonen veel mensen met weinig tijd.",
    ):
        assert told in seen
    assert town.person.name not in seen
    fact = Fact.objects.get(entry__verb="norm.deviate")
    assert fact.facts["approver"] == "De directie van Proefdam"
    assert journal.verify_facts(fact.entry, fact.salt, fact.facts)


@pytest.mark.requirement("S0-017", breaks="schakel.norms.services.deviations.deviate")
@pytest.mark.requirement("S0-017", breaks="schakel.norms.places.Place.scopes")
def test_the_profile_of_an_area_drives_which_norm_holds_there(town):
    client = Client()
    client.force_login(town.person)
    for kind, value in (("test_village", "10"), ("test_town", "4")):
        typed = {
            "value": value,
            "area": "GM9990",
            "area_type": kind,
            "starts": "2026-03-01",
            "ends": "2026-12-31",
            "approver": "De raad",
            "reason": "Dorp en stad verschillen.",
        }
        assert client.post("/normen/test.term/afwijken/", typed).status_code == 302
    found = {
        types: queries.verified("test.term", DAY, Place(("WK999001", "GM9990"), types)).value
        for types in ((), ("test_village",), ("test_town",))
    }
    assert found == {(): 6, ("test_village",): 10, ("test_town",): 4}
    # In another municipality the same type of area keeps the norm.
    assert queries.verified("test.term", DAY, Place(("GM0001",), ("test_village",))).value == 6
    with clock.at(clock.now().replace(year=2026, month=6, day=1)):
        data = json.loads(client.get("/normen/test.term.json").content)
    assert [each["soortGebied"] for each in data["afwijkingen"]] == ["test_town", "test_village"]


def test_the_most_specific_deviation_counts(town):
    deviate(town, value=Decimal(7))
    deviate(town, value=Decimal(8), area_type="test_village")
    deviate(town, value=Decimal(9), area="WK999001", ends=DAY)
    village = Place(("WK999001", "GM9990"), ("test_village",))
    assert queries.norm("test.term", DAY, village).value == 9
    assert queries.norm("test.term", END, village).value == 8
    assert queries.norm("test.term", END, HERE).value == 7
    assert queries.norm("test.term", DAY).value == 6


def test_a_lookup_takes_two_questions_at_most(town, django_assert_num_queries):
    deviate(town)
    with django_assert_num_queries(2):
        assert queries.norm("test.term", DAY, HERE).value == 8
    with django_assert_num_queries(1):
        assert queries.norm("test.term", DAY).value == 6


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": " "}, "waarom u afwijkt"),
        ({"approver": ""}, "wie dat goedkeurde"),
        ({"ends": START - timedelta(days=1)}, "Kies een latere laatste dag"),
        ({"area_type": "castle"}, "Kies een soort uit de lijst"),
        ({"reason": "Bel 06 12345678"}, "telefoonnummer"),
    ],
)
def test_a_deviation_without_reason_approver_or_right_days_is_refused(town, wrong, sentence):
    with pytest.raises(InputRefused, match=sentence), transaction.atomic():
        deviate(town, **wrong)
    assert not Deviation.objects.exists() and not Fact.objects.exists()


def test_a_norm_that_does_not_exist_is_not_deviated_from(town):
    with pytest.raises(NormMissing):
        services.deviate(
            town,
            "geen.norm",
            value=Decimal(1),
            area="GM9990",
            starts=START,
            ends=END,
            reason="Zo",
            approver="Raad",
        )


def test_the_form_asks_a_last_day_and_shows_only_own_areas(town):
    client = Client()
    client.force_login(town.person)
    AreaFactory(code="GM9991", name="Andersdam")
    page = client.get("/normen/test.term/afwijken/").content.decode()
    assert "Proefwijk" in page and "Andersdam" not in page
    typed = {"value": "8", "area": "GM9991", "starts": "2026-03-01", "reason": "Zo"}
    answer = client.post("/normen/test.term/afwijken/", typed)
    assert answer.status_code == 400
    told = answer.content.decode()
    assert "Vul een datum in" in told and "Noem wie de afwijking goedkeurde" in told
    assert not Deviation.objects.exists()


def test_no_office_deviates_in_another_municipality_or_outside_its_area(town):
    elsewhere = MunicipalityCodeFactory(area=AreaFactory(code="GM9991"))
    outer = AreaFactory(code="WK999002", kind="wijk", parent=AreaFactory(code="GM9990"))
    manager = official(town.party, role=Role.AREA_MANAGER, area=outer)
    resident = actor_for(MembershipFactory(party=town.party, role=Role.RESIDENT))
    for actor in (official(elsewhere.party), manager, resident):
        with pytest.raises(NotAllowed):
            deviate(actor, area="WK999001")
    assert deviate(manager, area="WK999002").area == "WK999002"


def test_a_running_deviation_ends_today_and_one_to_come_never_holds(town):
    today = clock.today()
    running = deviate(town, starts=today - timedelta(days=9), ends=today + timedelta(days=9))
    coming = deviate(
        town, starts=today + timedelta(days=20), ends=today + timedelta(days=30), area="WK999001"
    )
    client = Client()
    client.force_login(town.person)
    for made in (running, coming):
        answer = client.post(
            f"/normen/test.term/afwijken/{made.pk}/stoppen/", {"reason": "Niet meer nodig."}
        )
        assert answer.status_code == 302
    assert queries.norm("test.term", today, HERE).value == 8
    assert queries.norm("test.term", today + timedelta(days=1), HERE).value == 6
    assert queries.norm("test.term", today + timedelta(days=25), HERE).value == 6
    with pytest.raises(InputRefused, match="al gestopt"):
        services.end_deviation(town, running, reason="Nog eens")
    # Where it was taken back there is room again.
    deviate(town, starts=today + timedelta(days=20), ends=END + timedelta(days=90), area="WK999001")


def test_two_deviations_never_hold_in_one_place_at_one_time(town):
    deviate(town)
    with pytest.raises(InputRefused, match="Hier geldt al een afwijking, van 01-03-2026"):
        deviate(town, starts=END, ends=END)
    deviate(town, starts=END + timedelta(days=1), ends=END + timedelta(days=9))
    deviate(town, area_type="test_village")


ROW = {
    "key": "test.term",
    "value": 8,
    "unit": "weeks",
    "area": "GM9990",
    "starts": START,
    "ends": END,
    "reason": "Zo",
    "approver": "Raad",
    "office": "Gemeente, medewerker",
}


@pytest.mark.parametrize(
    "broken",
    [
        {"reason": ""},
        {"approver": ""},
        {"office": ""},
        {"area": ""},
        {"ends": None},
        {"ends": START - timedelta(days=1)},
    ],
)
def test_the_database_refuses_a_deviation_that_is_not_accounted_for(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Deviation.objects.create(**{**ROW, **broken})


def test_the_database_refuses_overlapping_deviations_also_by_update():
    first = Deviation.objects.create(**ROW)
    for days in (
        (START, START),
        (END, END + timedelta(days=9)),
        (date(2020, 1, 1), date(2030, 1, 1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Deviation.objects.create(**{**ROW, "starts": days[0], "ends": days[1]})
    after = Deviation.objects.create(
        **{**ROW, "starts": END + timedelta(days=1), "ends": END + timedelta(days=9)}
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE norms_deviation SET starts = %s WHERE id = %s", [END, after.pk])
    for free in ({"area": "WK999001"}, {"area_type": "test_village"}, {"key": "test.other"}):
        Deviation.objects.create(**{**ROW, **free})
    Deviation.objects.create(**{**ROW, "withdrawn": True})
    first.value = 9
    first.save()


def test_an_erased_person_leaves_the_act_and_its_proof(town):
    from schakel.dossiers import services as dossiers

    deviate(town)
    assert dossiers.erase_person(town, town.person) == 1
    fact = Fact.objects.get(entry__verb="norm.deviate")
    assert fact.person is None and journal.verify_facts(fact.entry, fact.salt, fact.facts)
