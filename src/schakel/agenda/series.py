"""A series as data, and the days on which it falls: between the tables, the calendar files and the engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from schakel.agenda.models import ZONE, Activity, Difference
from schakel.engines import recurrence

WHOLE_DAY = 24 * 60


@dataclass(frozen=True)
class Other:
    """How one day differs: see Difference."""

    day: date
    kind: str
    new_day: date | None = None
    new_at: time | None = None
    new_minutes: int | None = None
    title: str = ""
    text: str = ""
    place: str = ""
    called_off: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """Everything that is said of an activity, by a form or a calendar file. Price in cents."""

    title: str
    first_day: date
    at: time | None = None
    minutes: int = 60
    text: str = ""
    zone: str = ZONE
    rule: str = ""
    place: str = ""
    step_free: str = ""
    toilet: str = ""
    hearing_loop: str = ""
    access_note: str = ""
    price: int | None = None
    price_note: str = ""
    sign_up: bool = False
    capacity: int | None = None
    uid: str = ""
    reason: str = ""  # why it is called off, when it is
    others: tuple[Other, ...] = field(default=())


@dataclass(frozen=True)
class Fall:
    """One day of a series as it is held."""

    day: date
    starts: datetime
    ends: datetime
    title: str
    place: str
    reason: str


def plan_of(activity: Activity) -> Plan:
    """What the tables hold, as a plan: the round trip of a calendar file begins and ends here."""
    dossier = activity.dossier
    return Plan(
        title=dossier.title,
        text="" if dossier.purpose == dossier.title else dossier.purpose,
        **{name: getattr(activity, name) for name in COLUMNS},
        others=tuple(other_of(row) for row in sorted_by_day(activity.differences.all())),
    )


# What a plan and the table of activities share, by name.
COLUMNS = (
    "first_day", "at", "minutes", "zone", "rule", "place", "step_free", "toilet", "hearing_loop",
    "access_note", "price", "price_note", "sign_up", "capacity", "uid", "reason",
)  # fmt: skip
_OF_OTHER = (
    "day", "kind", "new_day", "new_at", "new_minutes", "title", "text", "place", "called_off",
    "reason",
)  # fmt: skip


def other_of(row: Difference) -> Other:
    return Other(**{name: getattr(row, name) for name in _OF_OTHER})


def row_of(activity: Activity, other: Other) -> Difference:
    return Difference(activity=activity, **{name: getattr(other, name) for name in _OF_OTHER})


def sorted_by_day(rows: Iterable[Difference]) -> list[Difference]:
    return sorted(rows, key=lambda row: row.day)


def falls(plan: Plan, since: date, until: date) -> Iterator[Fall]:
    """The days of a plan whose own day lies between two days, called off or not; skipped ones left out."""
    rule = recurrence.parse(plan.rule) if plan.rule else None
    others = {other.day: other for other in plan.others}
    skipped = {day for day, other in others.items() if other.kind == Difference.Kind.SKIPPED}
    extra = {day for day, other in others.items() if other.kind == Difference.Kind.ADDED}
    by_rule = recurrence.days(
        rule, plan.first_day, since, until, at=plan.at, zone=plan.zone, skipped=skipped | extra
    )
    found = [*by_rule, *(day for day in extra if since <= day <= until)]
    for day in sorted(found):
        other = others.get(day)
        if other is None or other.new_day is None:
            yield _fall(plan, day, day, plan.at, plan.minutes)
        else:
            minutes = plan.minutes if other.new_minutes is None else other.new_minutes
            yield _fall(plan, day, other.new_day, other.new_at, minutes, other)


def _fall(
    plan: Plan, day: date, on: date, at: time | None, minutes: int, other: Other | None = None
) -> Fall:
    if at is None:
        # A whole day is a day of the town, whatever zone the series came from.
        starts = recurrence.moment(on, time(), ZONE)
        ends = recurrence.moment(on + timedelta(days=max(1, minutes // WHOLE_DAY)), time(), ZONE)
    else:
        starts = recurrence.moment(on, at, plan.zone)
        ends = starts + timedelta(minutes=minutes)
    return Fall(
        day=day,
        starts=starts,
        ends=ends,
        title=(other.title if other else "") or plan.title,
        place=(other.place if other else "") or plan.place,
        reason=plan.reason or (other.reason if other and other.called_off else ""),
    )
