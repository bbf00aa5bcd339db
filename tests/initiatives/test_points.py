"""Information points: on the map and in a list, with hours, closed days, and who is there now."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives.models import Point
from schakel.initiatives.services import points as services
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)


@pytest.fixture
def town() -> Town:
    return Town()


def at(day: date, hour: int, minute: int = 0) -> Any:
    return clock.at(timezone.make_aware(datetime.combine(day, time(hour, minute))))


def form(**changed: str) -> dict[str, str]:
    return {
        "name": "Het loket",
        "address": "Dorpsplein 1",
        "day_0": "9:00-12:30, 13.00 - 17.00",
        "step_free": "on",
        **changed,
    }


@pytest.mark.requirement("S4-121", breaks="schakel.initiatives.services.points.add")
def test_a_point_stands_on_the_map_and_in_the_list_with_its_hours(
    client: Client, town: Town
) -> None:
    party = town.party(name="Bibliotheek")
    signed_in(client, party)
    answer = client.post(
        reverse("initiatives:add_point"),
        form(area=town.area.code, longitude="5.66", latitude="52.3"),
    )
    assert answer.status_code == 302
    with at(MONDAY, 10):
        page = said(Client().get(town.area.get_absolute_url()))
        assert "Het loket" in page
        assert "nu open" in page
        shown = said(Client().get(answer.url))
        assert "09:00–12:30, 13:00–17:00" in shown
        assert "Zonder drempel." in shown
        listed = said(Client().get(reverse("initiatives:points"), {"buurt": town.area.code}))
    assert "Nu open" in listed and "Bibliotheek" in shown
    places = Client().get(town.area.get_absolute_url().rstrip("/") + ".json").json()["plekken"]
    assert [place["naam"] for place in places] == ["Het loket"]


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_open"),
    [
        (MONDAY, 9, 0, True),
        (MONDAY, 12, 29, True),
        (MONDAY, 12, 30, False),
        (MONDAY, 17, 0, False),
        (MONDAY + timedelta(days=1), 10, 0, False),
        # The clock goes back on 25 October 2026: the hours are those of the town.
        (date(2026, 10, 26), 9, 0, True),
    ],
)
def test_open_now_follows_the_clock_of_the_town(
    town: Town, day: date, hour: int, minute: int, is_open: bool
) -> None:
    told = services.Told("Loket", "Plein 1", ("9:00-12:30, 13:00-17:00", *[""] * 6))
    point = services.add(town.party(), town.area, told)
    with at(day, hour, minute):
        assert point.is_open(timezone.localtime(clock.now())) is is_open


def test_a_closed_day_is_closed_and_says_why(client: Client, town: Town) -> None:
    party = town.party()
    point = services.add(
        party, town.area, services.Told("Loket", "Plein 1", ("9:00-17:00", *[""] * 6))
    )
    with at(MONDAY - timedelta(days=3), 12):
        services.close(party, point, MONDAY, reason="Kerst")
        with pytest.raises(InputRefused, match="voorbij"):
            services.close(party, point, MONDAY - timedelta(days=9), reason="Kerst")
    with at(MONDAY, 10):
        assert "Vandaag dicht: Kerst" in said(client.get(point.get_absolute_url()))


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("negen uur", "Schrijf het zo"),
        ("25:00-26:00", "Schrijf het zo"),
        ("12:00-9:00", "eindigt voor het begint"),
        ("9:00-12:00, 11:00-13:00", "overlapt zichzelf"),
        ("", "minstens één dag"),
    ],
)
def test_hours_that_cannot_be_are_said_and_nothing_is_stored(
    client: Client, town: Town, hours: str, told: str
) -> None:
    signed_in(client, town.party())
    answer = client.post(reverse("initiatives:add_point"), form(area=town.area.code, day_0=hours))
    assert answer.status_code == 400
    assert told in answer.context["refusal"]
    assert not Point.objects.exists()


def test_who_sits_there_and_the_municipality_keep_it_and_nobody_else(town: Town) -> None:
    party, told = town.party(), services.Told("Loket", "Plein 1", ("9:00-12:00", *[""] * 6))
    with pytest.raises(NotAllowed):
        services.add(resident(), town.area, told)
    point = services.add(party, town.area, told)
    for other in (resident(), town.party(), official(Town().municipality)):
        for act in (
            lambda other=other: services.change(other, point, told),
            lambda other=other: services.close(other, point, clock.today(), reason="X"),
            lambda other=other: services.end(other, point),
        ):
            with pytest.raises(NotAllowed):
                act()
    services.change(official(town.municipality), point, told)
    services.end(party, point)
    assert Client().get(point.get_absolute_url()).status_code == 404
