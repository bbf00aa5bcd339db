"""Calendar files: what goes out comes back without loss, and a hostile file leaves nothing behind."""

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

import pytest
from django.urls import reverse
from icalendar import Calendar

from schakel.agenda import calendar, queries, reading, services
from schakel.agenda.models import Activity, Occurrence
from schakel.agenda.series import Other, Plan, plan_of
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from tests.factories import agenda as make
from tests.factories.people import official

pytestmark = pytest.mark.django_db

_RULES = (
    "", "FREQ=DAILY;COUNT=20", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU,TH;WKST=SU",
    "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270301T190000Z",
)  # fmt: skip
_ZONES = ("Europe/Amsterdam", "UTC", "America/New_York")


def a_thousand(today: date) -> list[Plan]:
    """Every kind of series, around both days on which the clock changes, with every kind of exception."""
    draw = Random("schakel.agenda")
    found = []
    for number in range(1000):
        first = draw.choice(
            [date(2026, 10, 25), date(2026, 3, 29), today + timedelta(days=draw.randint(-20, 60))]
        )
        whole = draw.random() < 0.15
        at = None if whole else draw.choice([time(2, 30), time(1, 45), time(19, 30), time(0, 0)])
        minutes = 1440 * draw.randint(1, 3) if whole else draw.choice([0, 45, 90, 120, 1500])
        zone = "Europe/Amsterdam" if whole else draw.choice(_ZONES)
        plan = Plan(
            title=f"Activiteit {number}; met, tekens: “é” \\ {draw.choice(['ok', '🌳'])}",
            text=draw.choice(["", "Eén regel.", "Twee\nregels; en, leestekens.", "x" * 300]),
            first_day=first,
            at=at,
            minutes=minutes,
            zone=zone,
            rule=draw.choice(_RULES),
            place=draw.choice(["", "De Linde, zaal 2"]),
            step_free=draw.choice(["", "yes", "no"]),
            toilet=draw.choice(["", "yes", "no"]),
            hearing_loop=draw.choice(["", "yes"]),
            access_note=draw.choice(["", "De lift is smal, 80 cm."]),
            price=draw.choice([None, 0, 250]),
            price_note=draw.choice(["", "Met pas gratis"]),
            sign_up=number % 3 == 0,
            capacity=draw.choice([None, 12]) if number % 3 == 0 else None,
            uid=f"{number}@elders.example",
            reason=draw.choice(["", "", "", "De zaal is dicht."]),
            others=_others(draw, first, at, minutes),
        )
        found.append(plan)
    return found


def _others(draw: Random, first: date, at: time | None, minutes: int) -> tuple[Other, ...]:
    others = []
    for place in range(draw.randint(0, 4)):
        day = first + timedelta(days=7 * (place + 1))
        moved = day + timedelta(days=draw.randint(-2, 2))
        on = None if at is None else draw.choice([at, time(2, 15), time(20)])
        others.append(
            draw.choice(
                [
                    Other(day, "skipped"),
                    Other(
                        day, "changed", moved, on, minutes, title="Anders", text="Nu", place="Hal"
                    ),
                    Other(day, "changed", day, on, minutes, called_off=True, reason="Ziek."),
                    Other(day, "added", day, at, minutes),
                    Other(day, "added", moved, on, minutes + 1440, place="Extra zaal"),
                ]
            )
        )
    return tuple(others)


@pytest.fixture
def town() -> make.Town:
    return make.Town()


def kept(actor: Actor) -> dict[str, Plan]:
    found = Activity.objects.filter(dossier__owner=actor.party).prefetch_related("differences")
    return {one.uid: plan_of(one) for one in found.select_related("dossier")}


def test_a_thousand_activities_come_back_without_loss(town: make.Town) -> None:
    with clock.at(make.moment(date(2026, 10, 1))):
        plans = a_thousand(clock.today())
        stamp = clock.now()
        file = Calendar()
        file.add("version", "2.0")
        file.add("prodid", "-//Elders//NL")
        for plan in plans:
            for event in calendar.events(plan, stamp):
                file.add_component(event)
        one, other = town.party(), town.party()
        assert services.read_in(one, town.area, file.to_ical()) == services.Read(1000, 0)
        first = kept(one)
        for plan in plans:
            assert first[plan.uid] == replace(plan, rule=first[plan.uid].rule)
            assert set(first[plan.uid].rule.split(";")) == set(plan.rule.split(";"))

        written = calendar.calendar("Agenda", Activity.objects.filter(dossier__owner=one.party))
        assert services.read_in(other, town.area, written) == services.Read(1000, 0)
        assert kept(other) == first

    def days(actor: Actor) -> list[tuple[object, ...]]:
        rows = Occurrence.objects.filter(activity__dossier__owner=actor.party)
        return list(
            rows.order_by("activity__uid", "day").values_list(
                "activity__uid", "day", "starts", "ends", "title", "place", "reason"
            )
        )

    assert days(one) == days(other) and len(days(one)) > 5_000


def test_reading_in_again_changes_nothing(town: make.Town) -> None:
    actor = town.party()
    content = ics(event())
    assert services.read_in(actor, town.area, content) == services.Read(1, 0)
    assert services.read_in(actor, town.area, content) == services.Read(0, 1)
    assert Activity.objects.count() == 1


@pytest.mark.requirement("S4-039", breaks="schakel.agenda.calendar.calendar")
def test_the_agenda_of_an_area_is_a_file_for_every_calendar(
    town: make.Town, client: object
) -> None:
    made, actor = make.activity(town, price=0, step_free="yes")
    services.call_off_day(actor, make.day(made, 1), reason="Ziek.")
    for address in (
        reverse("agenda:area_file", args=[town.area.code.lower()]),
        reverse("agenda:party_file", args=[actor.party.address]),  # type: ignore[union-attr]
    ):
        response = client.get(address)  # type: ignore[attr-defined]
        assert response["Content-Type"].startswith("text/calendar")
        found = Calendar.from_ical(response.content)
        events = list(found.walk("VEVENT"))
        assert [str(one["summary"]) for one in events] == ["Soep op de stoep"] * 2
        assert events[0]["dtstart"].dt.tzinfo.key == "Europe/Amsterdam"
        assert str(events[1]["status"]) == "CANCELLED"
        assert found.walk("VTIMEZONE")


def test_a_calendar_in_the_words_of_another_program_is_read(town: make.Town) -> None:
    content = ics(
        event(
            "DTSTART;TZID=W. Europe Standard Time:20261020T193000",
            "DTEND;TZID=W. Europe Standard Time:20261020T210000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU",
            "EXDATE:20261027T183000Z",
        ),
        event(
            "RECURRENCE-ID:20261103T183000Z",
            "DTSTART:20261104T183000Z",
            "DURATION:PT1H",
        ),
    )
    with clock.at(make.moment(date(2026, 10, 1))):
        services.read_in(town.party(), town.area, content)
    made = Activity.objects.get()
    assert (made.zone, made.at, made.minutes) == ("Europe/Berlin", time(19, 30), 90)
    found = list(made.occurrences.values_list("day", "starts")[:3])
    assert [day for day, _starts in found] == [
        date(2026, 10, 20), date(2026, 11, 3), date(2026, 11, 10),
    ]  # fmt: skip
    assert found[1][1].isoformat() == "2026-11-04T18:30:00+00:00"


def event(*lines: str, uid: str = "a@b", title: str = "Soep") -> str:
    said = lines or ("DTSTART:20261020T180000Z", "DTEND:20261020T190000Z")
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *said, "END:VEVENT"])


def ics(*events: str) -> bytes:
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR", ""]
    return "\r\n".join(parts).encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "geen agenda-bestand"),
        (b"\x00\xff" * 100, "geen agenda-bestand"),
        (b"BEGIN:VCALENDAR\r\n" * 30_000, "geen agenda-bestand"),
        (b"BEGIN:VCALENDAR\r\n" * 15_000, "."),
        (b"BEGIN:VCALENDAR" + b"x" * (2 * 1024 * 1024), "groter dan 2 MB"),
        (ics(), "geen activiteit"),
        (ics(*(event(uid=str(n)) for n in range(1001))), "meer dan 1000 activiteiten"),
        (ics(event(uid="")), "geen UID"),
        (ics(event(), event()), "twee keer"),
        (ics(event("RECURRENCE-ID:20261020T180000Z", "DTSTART:20261020T180000Z")), "reeks zelf"),
        (ics(event("DTSTART:morgen")), "niet te lezen"),
        (ics(event("SUMMARY:x")), "geen begin"),
        (ics(event("DTSTART:20261020T180000Z", "DTEND:20261020T170000Z")), "voor het begin"),
        (ics(event("DTSTART;TZID=Mars/Olympus:20261020T180000")), "tijdzone"),
        (ics(event("DTSTART:20261020T180000Z", "RRULE:FREQ=SECONDLY")), "Deze herhaling kan niet"),
        (
            ics(event("DTSTART:20261020T180000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
            "geen enkele dag",
        ),
        (
            ics(event("DTSTART:20261020T180000Z", "RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY")),
            "twee herhalingen",
        ),
        (ics(event(title="Bel 06 12345678")), "telefoonnummer"),
        (ics(event("DTSTART:20261020T180000Z", "X-SCHAKEL-PRICE-CENTS:veel")), "geen aantal"),
        (
            ics(
                event("DTSTART:20261020T180000Z", "RRULE:FREQ=DAILY"),
                event(
                    "RECURRENCE-ID;RANGE=THISANDFUTURE:20261021T180000Z",
                    "DTSTART:20261021T190000Z",
                ),
            ),
            "alle volgende",
        ),
    ],
)  # fmt: skip
def test_a_hostile_file_gets_one_sentence_and_leaves_nothing(
    town: make.Town, content: bytes, sentence: str
) -> None:
    with clock.at(make.moment(date(2026, 10, 1))), pytest.raises(InputRefused, match=sentence):
        services.read_in(town.party(), town.area, content)
    assert not Activity.objects.exists()


def test_the_sentence_names_the_place_and_what_came_before_is_not_kept(town: make.Town) -> None:
    wrong = event("DTSTART:20261020T180000Z", "RRULE:FREQ=HOURLY", uid="c", title="Koffie")
    with clock.at(make.moment(date(2026, 10, 1))), pytest.raises(InputRefused) as refused:
        services.read_in(town.party(), town.area, ics(event(), wrong))
    assert "Activiteit 2 in het bestand (“Koffie”)" in str(refused.value)
    assert not Activity.objects.exists()


def test_a_file_with_too_many_days_is_refused(town: make.Town) -> None:
    daily = [event("DTSTART:20261020T180000Z", "RRULE:FREQ=DAILY", uid=str(n)) for n in range(300)]
    with (
        clock.at(make.moment(date(2026, 10, 1))),
        pytest.raises(InputRefused, match="te veel dagen"),
    ):
        services.read_in(town.party(), town.area, ics(*daily))
    assert not Occurrence.objects.exists()


def test_who_speaks_for_no_party_reads_nothing_in(town: make.Town) -> None:
    for actor in (Actor.visitor(), make.resident()):
        with pytest.raises(NotAllowed):
            services.read_in(actor, town.area, ics(event()))
    assert services.read_in(official(town.municipality), town.area, ics(event())).added == 1


def test_the_file_leaves_out_what_was_over_long_ago(town: make.Town) -> None:
    make.activity(town, first_day=clock.today() - timedelta(days=300), rule="")
    make.activity(town)
    assert queries.whole(Actor.visitor(), area=town.area).count() == 1
    assert reading.plans(calendar.calendar("x", queries.whole(Actor.visitor(), area=town.area)))
