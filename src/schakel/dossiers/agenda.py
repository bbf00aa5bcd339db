"""Calendars of a dossier and of an area, in the iCalendar format (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.plugs import Moment, agenda_sources

_ZONE = ZoneInfo("Europe/Amsterdam")


def moments(actor: Actor, dossiers: object) -> list[Moment]:
    """What the rooms have to put in a calendar for these dossiers, in order of time."""
    found = [moment for source in agenda_sources for moment in source.load(actor, dossiers)]
    return sorted(found, key=lambda moment: (_sortable(moment), moment.key))


def calendar(name: str, found: Iterable[Moment], language: str) -> bytes:
    """A calendar file. The id of an entry stays the same when its date or title changes."""
    made = Calendar()
    made.add("prodid", "-//Schakel//Schakel//NL")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", "Europe/Amsterdam")
    host = urlsplit(settings.SITE_URL).hostname or "schakel"
    for moment in found:
        event = Event()
        event.add("uid", f"{moment.dossier.id}-{moment.key}@{host}")
        event.add("dtstamp", clock.now())
        event.add("summary", moment.title, parameters={"language": language})
        starts = moment.starts
        event.add("dtstart", starts.astimezone(_ZONE) if isinstance(starts, datetime) else starts)
        event.add("transp", "TRANSPARENT")
        event.add("url", f"{settings.SITE_URL}{moment.dossier.get_absolute_url()}")
        event.add("location", moment.dossier.area.name)
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _sortable(moment: Moment) -> str:
    starts = moment.starts
    return (starts.astimezone(_ZONE) if isinstance(starts, datetime) else starts).isoformat()
