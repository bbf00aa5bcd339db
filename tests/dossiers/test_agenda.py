"""Calendars: of one dossier and of an area, with ids that stay and the clock of the town."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from schakel.processes.models import Decision, Phase
from tests.factories import funding
from tests.factories.people import MembershipFactory

pytestmark = pytest.mark.django_db


def events(client: Client, address: str) -> dict[str, datetime]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def of(round) -> str:
    return reverse("dossiers:agenda", args=[round.dossier.short_id])


def test_a_round_puts_its_moments_in_a_calendar(client):
    round = funding.prepared()
    assert of(round) in client.get(round.get_absolute_url()).content.decode()
    found = events(client, of(round))
    titles = [str(event["SUMMARY"]) for event in found.values()]
    assert titles == [
        "Stemmen begint: Geld voor de buurt 2026",
        "Stemmen eindigt: Geld voor de buurt 2026",
        "Uiterlijk de uitslag: Geld voor de buurt 2026",
    ]
    begins = found[f"{round.pk}-vote-opens@localhost"]
    assert begins.decoded("dtstart") == funding.OPENS
    assert begins["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert begins.decoded("dtstart").tzinfo == ZoneInfo("Europe/Amsterdam")
    assert str(begins["url"]) == f"http://localhost:8000{round.get_absolute_url()}"


def test_a_moment_that_moves_keeps_its_id(client):
    round = funding.prepared()
    before = events(client, of(round))
    Phase.objects.filter(process=round.dossier.process, name="vote").update(
        closes=funding.CLOSES + timedelta(days=1)
    )
    after = events(client, of(round))
    assert set(before) == set(after)
    moved = after[f"{round.pk}-vote-closes@localhost"]
    assert moved.decoded("dtstart") == funding.CLOSES + timedelta(days=1)


def test_a_decision_and_the_last_day_to_object_are_in_it(client):
    round = funding.decided()
    decision = Decision.objects.get()
    decision.objection_until = (funding.CLOSES + timedelta(days=42)).date()
    decision.save()
    found = events(client, of(round))
    assert "Besloten" in found[f"{round.pk}-decision-{decision.pk}@localhost"]["SUMMARY"]
    last = found[f"{round.pk}-objection-{decision.pk}@localhost"]
    assert last.decoded("dtstart") == decision.objection_until


def test_words_that_mean_something_in_a_calendar_stay_words(client):
    title = "Geld; voor, de\\buurt BEGIN:VEVENT"
    round = funding.prepared(title=title)
    begins = events(client, of(round))[f"{round.pk}-vote-opens@localhost"]
    assert str(begins["SUMMARY"]) == f"Stemmen begint: {title}"


def test_an_area_has_everything_inside_it_in_bounded_queries(client, django_assert_max_num_queries):
    round = funding.decided()
    town = round.dossier.area.parent
    for area in (town, round.dossier.area):
        with django_assert_max_num_queries(8):
            found = events(client, reverse("dossiers:area_agenda", args=[area.code.lower()]))
        assert f"{round.pk}-vote-opens@localhost" in found
        assert (
            reverse("dossiers:area_agenda", args=[area.code.lower()])
            in client.get(area.get_absolute_url()).content.decode()
        )
    assert client.get("/agenda/buurt/bu00000000.ics").status_code == 404


def test_what_is_closed_or_withdrawn_is_in_no_calendar(client):
    round = funding.prepared()
    area = reverse("dossiers:area_agenda", args=[round.dossier.area.code.lower()])
    round.dossier.visibility = "closed"
    round.dossier.save()
    stranger = Client()
    stranger.force_login(MembershipFactory().person)
    for visitor in (client, stranger):
        assert visitor.get(of(round)).status_code == 404
        assert b"VEVENT" not in visitor.get(area).content
    round.dossier.visibility = "public"
    round.dossier.save()
    funding.services.withdraw(
        funding.official(round.dossier.municipality), round, reason="Er is geen geld meer."
    )
    assert b"VEVENT" not in client.get(of(round)).content
