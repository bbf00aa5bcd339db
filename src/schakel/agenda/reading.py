"""Reading a calendar file of somebody else: what it says as plans, or one sentence that names the place.

A file is hostile until it is read: its size, its number of parts and the work of its rules are bounded
before anything is kept.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from schakel.agenda.calendar import OWN_NUMBERS, OWN_SIGN_UP, OWN_TEXTS
from schakel.agenda.models import ZONE
from schakel.agenda.series import WHOLE_DAY, Other, Plan
from schakel.agenda.services.checking import checked
from schakel.base.exceptions import InputRefused

MOST_BYTES = 2 * 1024 * 1024
MOST_ACTIVITIES = 1_000
_MOST_PARTS = 20_000


class _Wrong(Exception):
    """What is wrong with one event, in a sentence without its place."""


def plans(content: bytes) -> list[Plan]:
    """Everything in the file, checked. Raises InputRefused at the first thing that cannot be."""
    grouped: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for number, event in enumerate(_events(content), 1):
        uid = str(event.get("uid") or "").strip()
        if not uid:
            raise _at(number, event, _("Er staat geen UID bij. Bewaar het bestand opnieuw."))
        grouped[uid].append((number, event))
    if not grouped:
        raise InputRefused(_("In dit bestand staat geen activiteit. Kies een ander bestand."))
    if len(grouped) > MOST_ACTIVITIES:
        raise InputRefused(
            _("Er staan meer dan %(most)s activiteiten in. Verdeel ze over twee bestanden.")
            % {"most": MOST_ACTIVITIES}
        )
    return [_plan(uid, found) for uid, found in grouped.items()]


def _events(content: bytes) -> list[Any]:
    if len(content) > MOST_BYTES:
        raise InputRefused(
            _("Dit bestand is groter dan %(most)s MB. Verdeel het over twee bestanden.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    unreadable = InputRefused(
        _("Dit is geen agenda-bestand. Kies een bestand dat eindigt op .ics.")
    )
    if content.upper().count(b"BEGIN:") > _MOST_PARTS or b"BEGIN:VCALENDAR" not in content.upper():
        raise unreadable
    try:
        parts = Calendar.from_ical(content.decode("utf-8-sig"), multiple=True)
        return [
            event
            for part in parts
            for event in part.subcomponents
            if isinstance(event, Event) and event.name == "VEVENT"
        ]
    # The library fails in its own ways on what is no calendar; what it says is for programmers.
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError,
            OverflowError) as error:  # fmt: skip
        raise unreadable from error


def _plan(uid: str, found: list[tuple[int, Any]]) -> Plan:
    series = [(number, event) for number, event in found if "recurrence-id" not in event]
    if len(series) != 1:
        number, event = found[0]
        raise _at(
            number,
            event,
            _("De reeks zelf staat er niet bij. Bewaar de hele agenda.")
            if not series
            else _("Deze UID staat er twee keer. Haal er een weg."),
        )
    number, event = series[0]
    try:
        plan = _series(uid, event)
        others = {other.day: other for other in _left_out(plan, event)}
        others |= {other.day: other for other in _added(plan, event)}
        for number, event in found:  # noqa: B007 - the place of what is wrong
            if "recurrence-id" in event:
                other = _otherwise(plan, event, others)
                others[other.day] = other
        listed = tuple(sorted(others.values(), key=lambda other: other.day))
        return checked(replace(plan, others=listed))
    except (_Wrong, InputRefused) as wrong:
        raise _at(number, event, str(wrong)) from None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        raise _at(number, event, _("Hier staat iets wat niet te lezen is.")) from None


def _series(uid: str, event: Any) -> Plan:
    if event.errors:
        name = str(event.errors[0][0] or "")[:30]
        raise _Wrong(_("Bij %(name)s staat iets wat niet te lezen is.") % {"name": name})
    if "exrule" in event or isinstance(event.get("rrule"), list):
        raise _Wrong(_("Er staan twee herhalingen bij. Maak er twee activiteiten van."))
    starts = _moment(event, "dtstart")
    if starts is None:
        raise _Wrong(_("Er staat geen begin bij. Vul een dag in."))
    timed = isinstance(starts, datetime)
    rule = event.get("rrule")
    own: dict[str, Any] = {key: str(event.get(name, "")) for name, key in OWN_TEXTS.items()}
    for name, key in OWN_NUMBERS.items():
        if name in event:
            own[key] = _number(str(event[name]))
    return Plan(
        uid=uid,
        title=str(event.get("summary", "")),
        text=str(event.get("description", "")),
        place=str(event.get("location", "")),
        first_day=_day(starts),
        at=starts.time() if isinstance(starts, datetime) else None,
        minutes=_minutes(event, starts),
        zone=_zone(starts) if timed else ZONE,
        rule=rule.to_ical().decode() if rule is not None else "",
        sign_up=str(event.get(OWN_SIGN_UP, "")).upper() == "TRUE",
        reason=_why(event),
        **own,
    )


def _left_out(plan: Plan, event: Any) -> list[Other]:
    return [Other(_in_series(plan, when), "skipped") for when in _listed(event, "exdate")]


def _added(plan: Plan, event: Any) -> list[Other]:
    found = []
    for when in _listed(event, "rdate"):
        if isinstance(when, tuple):
            raise _Wrong(_("Een extra dag staat er met een eind bij. Gebruik alleen een begin."))
        day = _in_series(plan, when)
        at = plan.at if not isinstance(when, datetime) else _local(plan, when).time()
        found.append(Other(day, "added", day, at, plan.minutes))
    return found


def _otherwise(plan: Plan, event: Any, known: dict[date, Other]) -> Other:
    which = event["recurrence-id"]
    if "RANGE" in getattr(which, "params", {}):
        raise _Wrong(_("“Deze en alle volgende” kan niet. Maak er twee reeksen van."))
    if event.errors:
        raise _Wrong(_("Hier staat iets wat niet te lezen is."))
    day = _in_series(plan, which.dt)
    starts = _moment(event, "dtstart")
    if starts is None:
        raise _Wrong(_("Er staat geen begin bij. Vul een dag in."))
    timed = isinstance(starts, datetime)
    local = _local(plan, starts) if isinstance(starts, datetime) else None
    before = known.get(day)
    title, text, place = (
        str(event.get(name, "")) for name in ("summary", "description", "location")
    )
    reason = _why(event)
    return Other(
        day=day,
        kind="added" if before is not None and before.kind == "added" else "changed",
        new_day=local.date() if local is not None else _day(starts),
        new_at=local.time() if local is not None and timed else None,
        new_minutes=_minutes(event, starts),
        title="" if title == plan.title else title,
        text="" if text == plan.text else text,
        place="" if place == plan.place else place,
        called_off=bool(reason),
        reason=reason,
    )


def _why(event: Any) -> str:
    if str(event.get("status", "")).upper() != "CANCELLED":
        return ""
    comment = event.get("comment", "")
    if isinstance(comment, list):
        comment = comment[0]
    return str(comment).strip() or _("Afgelast")


def _listed(event: Any, name: str) -> list[Any]:
    value = event.get(name)
    if value is None:
        return []
    return [one.dt for part in (value if isinstance(value, list) else [value]) for one in part.dts]


def _moment(event: Any, name: str) -> date | datetime | None:
    if name not in event:
        return None
    if isinstance(event[name], list):
        raise _Wrong(_("Bij %(name)s staat iets wat niet te lezen is.") % {"name": name.upper()})
    found: date | datetime = event[name].dt
    if not isinstance(found, datetime):
        return found
    if found.tzinfo is None:
        if named := event[name].params.get("TZID"):
            raise _Wrong(
                _("De tijdzone “%(zone)s” is niet bekend. Gebruik Europe/Amsterdam.")
                % {"zone": str(named)[:40]}
            )
        # A time without a zone is a time on the clock of the town.
        return found.replace(tzinfo=ZoneInfo(ZONE))
    return found


def _zone(starts: date | datetime) -> str:
    zone = getattr(starts, "tzinfo", None)
    name = getattr(zone, "key", None) or ("UTC" if zone is UTC else str(zone))
    return str(name)


def _minutes(event: Any, starts: date | datetime) -> int:
    length = _length(event, starts)
    if length < timedelta():
        raise _Wrong(_("Het eind ligt voor het begin. Kies een later eind."))
    minutes, rest = divmod(length, timedelta(minutes=1))
    if rest or (not isinstance(starts, datetime) and minutes % WHOLE_DAY):
        raise _Wrong(_("Begin en eind passen niet bij elkaar. Gebruik hele minuten of dagen."))
    return minutes


def _length(event: Any, starts: date | datetime) -> timedelta:
    if "duration" in event:
        length = event["duration"].dt
        if not isinstance(length, timedelta):
            raise _Wrong(_("Het eind is niet te lezen. Vul een eind in."))
        return length
    ends = _moment(event, "dtend")
    if ends is None:
        return timedelta(0 if isinstance(starts, datetime) else 1)
    if isinstance(ends, datetime) and isinstance(starts, datetime):
        return ends.astimezone(UTC) - starts.astimezone(UTC)
    if isinstance(ends, datetime) or isinstance(starts, datetime):
        raise _Wrong(_("Begin en eind passen niet bij elkaar. Gebruik hele minuten of dagen."))
    return ends - starts


def _local(plan: Plan, when: datetime) -> datetime:
    """On the clock of the series, without its zone."""
    zone = ZoneInfo(plan.zone)
    if when.tzinfo is None or getattr(when.tzinfo, "key", None) == plan.zone:
        # Not through UTC: an hour that the clock skips keeps its name.
        return when.replace(tzinfo=None, fold=0)
    return when.astimezone(zone).replace(tzinfo=None, fold=0)


def _in_series(plan: Plan, when: date | datetime) -> date:
    return _local(plan, when).date() if isinstance(when, datetime) else when


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 7:
        raise _Wrong(_("“%(text)s” is geen aantal.") % {"text": text[:20]})
    return int(text)


def _at(number: int, event: Any, what: str) -> InputRefused:
    name = " ".join(str(event.get("summary", "")).split())[:60]
    return InputRefused(
        _("Activiteit %(number)s in het bestand (“%(name)s”): %(what)s Er is niets bewaard.")
        % {"number": number, "name": name, "what": what}
    )
