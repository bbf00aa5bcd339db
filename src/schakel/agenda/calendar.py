"""Activities as an iCalendar file (RFC 5545): written without loss, so that it can be read in again."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vRecur

from schakel.agenda.models import ZONE, Activity, Difference
from schakel.agenda.series import WHOLE_DAY, Other, Plan, plan_of
from schakel.base import clock

# What iCalendar has no word for, as properties of our own: the name in the file and in a plan.
OWN_TEXTS = {
    "X-SCHAKEL-STEP-FREE": "step_free",
    "X-SCHAKEL-TOILET": "toilet",
    "X-SCHAKEL-HEARING-LOOP": "hearing_loop",
    "X-SCHAKEL-ACCESS-NOTE": "access_note",
    "X-SCHAKEL-PRICE-NOTE": "price_note",
}
OWN_NUMBERS = {"X-SCHAKEL-PRICE-CENTS": "price", "X-SCHAKEL-CAPACITY": "capacity"}
OWN_SIGN_UP = "X-SCHAKEL-SIGN-UP"


def calendar(name: str, activities: Iterable[Activity]) -> bytes:
    """A calendar of these activities, each with its whole series."""
    made = Calendar()
    made.add("prodid", "-//Schakel//Schakel//NL")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", ZONE)
    stamp = clock.now()
    for activity in activities:
        link = f"{settings.SITE_URL}{activity.get_absolute_url()}"
        for event in events(plan_of(activity), stamp):
            event.add("url", link)
            made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def events(plan: Plan, stamp: datetime) -> list[Event]:
    """The series, and one more for each day that is otherwise."""
    series = Event()
    _say(series, plan, stamp, plan.first_day, plan.at, plan.minutes)
    _texts(series, plan.title, plan.text, plan.place, plan.reason)
    if plan.rule:
        series.add("rrule", vRecur.from_ical(plan.rule))
    for other in plan.others:
        when = _when(other.day, plan.at, plan.zone)
        if other.kind == Difference.Kind.SKIPPED:
            series.add("exdate", when)
        if other.kind == Difference.Kind.ADDED:
            series.add("rdate", when)
    for name, key in OWN_TEXTS.items():
        if value := getattr(plan, key):
            series.add(name, value)
    for name, key in OWN_NUMBERS.items():
        if (number := getattr(plan, key)) is not None:
            series.add(name, str(number))
    if plan.sign_up:
        series.add(OWN_SIGN_UP, "TRUE")
    return [series, *(_other(plan, one, stamp) for one in plan.others if _stands_alone(plan, one))]


def _stands_alone(plan: Plan, other: Other) -> bool:
    """A day that is added at the hour of the series needs no more than its date."""
    if other.kind != Difference.Kind.ADDED:
        return other.kind == Difference.Kind.CHANGED
    plain = Other(other.day, other.kind, other.day, plan.at, plan.minutes)
    return other != plain


def _other(plan: Plan, other: Other, stamp: datetime) -> Event:
    event = Event()
    assert other.new_day is not None and other.new_minutes is not None
    _say(event, plan, stamp, other.new_day, other.new_at, other.new_minutes)
    event.add("recurrence-id", _when(other.day, plan.at, plan.zone))
    _texts(
        event,
        other.title or plan.title,
        other.text or plan.text,
        other.place or plan.place,
        other.reason,
    )
    return event


def _say(
    event: Event, plan: Plan, stamp: datetime, day: date, at: time | None, minutes: int
) -> None:
    event.add("uid", plan.uid)
    event.add("dtstamp", stamp)
    starts = _when(day, at, plan.zone)
    event.add("dtstart", starts)
    if not isinstance(starts, datetime):
        event.add("dtend", starts + timedelta(days=max(1, minutes // WHOLE_DAY)))
        return
    utc = ZoneInfo("UTC")
    ends = (starts.astimezone(utc) + timedelta(minutes=minutes)).astimezone(starts.tzinfo)
    if ends.fold:
        # An hour that comes twice has one name: only a length says which of the two.
        event.add("duration", timedelta(minutes=minutes))
    else:
        event.add("dtend", ends)


def _texts(event: Event, title: str, text: str, place: str, reason: str) -> None:
    event.add("summary", title)
    if text:
        event.add("description", text)
    if place:
        event.add("location", place)
    if reason:
        event.add("status", "CANCELLED")
        event.add("comment", reason)


def _when(day: date, at: time | None, zone: str) -> date | datetime:
    return day if at is None else datetime.combine(day, at, ZoneInfo(zone))
