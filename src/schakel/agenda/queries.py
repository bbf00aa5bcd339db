"""Reads on the agenda: a week of an area, the days of one activity, and who comes."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from schakel.agenda.models import Activity, Occurrence, Registration
from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers import queries as dossiers
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker
from schakel.people.models import Party, Person

WEEK = timedelta(days=7)


def week_of(text: str) -> date:
    """The Monday of `2026-W48`; of this week when it says nothing that can be."""
    today = clock.today()
    year, _w, number = text.partition("-W")
    try:
        found = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        found = today - timedelta(days=today.weekday())
    return found if 2000 <= found.year <= 2100 else today - timedelta(days=today.weekday())


def week_name(monday: date) -> str:
    year, number, _day = monday.isocalendar()
    return f"{year}-W{number:02d}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def held(
    actor: Actor, since: datetime, until: datetime, area: Area | None = None
) -> QuerySet[Occurrence]:
    """What is held between two moments, as this actor may see it, also what is called off."""
    found = Occurrence.objects.filter(
        dossiers.seen_by(actor, "activity__dossier__"), starts__lt=until
    ).filter(Q(ends__gt=since) | Q(starts__gte=since))
    if area is not None:
        found = found.filter(activity__dossier__area__in=places.within(area))
    return found.select_related(
        "activity__dossier__area", "activity__dossier__owner", "activity__about"
    )


def week(actor: Actor, monday: date, area: Area | None = None) -> QuerySet[Occurrence]:
    return held(actor, _midnight(monday), _midnight(monday + WEEK), area)


def coming(actor: Actor, area: Area | None = None, days: int = 7) -> QuerySet[Occurrence]:
    """From now on, that many days."""
    now = clock.now()
    return held(actor, now, _midnight(clock.today() + timedelta(days=days)), area)


def by_address(actor: Actor, address: str) -> Activity | None:
    return (
        Activity.objects.filter(
            dossiers.seen_by(actor, "dossier__"), dossier__short_id=address.split("-", 1)[0]
        )
        .select_related("dossier__area__parent__parent", "dossier__owner", "dossier__municipality",
                        "about")
        .first()
    )  # fmt: skip


def coming_days(activity: Activity) -> QuerySet[Occurrence, Any]:
    """The days that are still to come, with how many have a place and wait."""
    return (
        activity.occurrences.filter(ends__gt=clock.now())
        .annotate(
            placed=Count("registrations", filter=Q(registrations__standing="place")),
            waits=Count("registrations", filter=Q(registrations__standing="waiting")),
        )
        .order_by("starts", "id")
    )


def day_of(activity: Activity, day: str) -> Occurrence | None:
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        return None
    return activity.occurrences.select_related("activity__dossier__area").filter(day=wanted).first()


def standing(actor: Actor, activity: Activity) -> dict[int, str]:
    """The days for which this person signed up: the id of each with how it stands."""
    person = speaker(actor)
    if person is None:
        return {}
    own = Registration.objects.filter(person=person, occurrence__activity=activity)
    return dict(own.order_by().values_list("occurrence_id", "standing"))


def who_come(occurrence: Occurrence) -> QuerySet[Registration]:
    return occurrence.registrations.select_related("person").order_by("standing", "at", "id")


def mine(actor: Actor) -> QuerySet[Registration]:
    """What somebody signed up for and is still to come."""
    person = speaker(actor)
    if person is None:
        return Registration.objects.none()
    return (
        Registration.objects.filter(person=person, occurrence__ends__gt=clock.now())
        .select_related("occurrence__activity__dossier__area")
        .order_by("occurrence__starts", "id")
    )


def of_dossier(actor: Actor, dossier: Dossier, days: int = 60) -> QuerySet[Occurrence]:
    """The coming days of what an initiative organises."""
    return coming(actor, days=days).filter(activity__about=dossier)


def whole(actor: Actor, area: Area | None = None, party: Party | None = None) -> QuerySet[Activity]:
    """Activities with all that a calendar file says of them; not what was over a month ago."""
    found = Activity.objects.filter(dossiers.seen_by(actor, "dossier__"))
    if area is not None:
        found = found.filter(dossier__area__in=places.within(area))
    if party is not None:
        found = found.filter(dossier__owner=party)
    recent = Occurrence.objects.filter(ends__gt=clock.now() - timedelta(days=31))
    return (
        found.filter(pk__in=recent.values("activity"))
        .select_related("dossier__area")
        .prefetch_related("differences")
        .order_by("first_day", "pk")
    )


def of_dossiers(actor: Actor, wanted: Iterable[Dossier]) -> QuerySet[Occurrence]:
    """The coming days of these dossiers, and of what they organise."""
    return coming(actor, days=180).filter(
        Q(activity__dossier__in=wanted) | Q(activity__about__in=wanted)
    )


def personal_data(person: Person) -> dict[str, Any]:
    found = Registration.objects.filter(person=person).select_related("occurrence")
    return {
        "registrations": [
            {
                "activity": one.occurrence.title,
                "starts": one.occurrence.starts,
                "standing": one.standing,
                "at": one.at,
            }
            for one in found
        ]
    }
