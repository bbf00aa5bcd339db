"""Activities of parties in one town, made by the services."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from schakel.agenda import services
from schakel.agenda.models import Activity, Occurrence
from schakel.agenda.series import Plan
from schakel.base import clock
from schakel.base.actor import Actor
from tests.factories.exchange import Town, resident

__all__ = ["Town", "activity", "day", "moment", "resident", "soup"]


def moment(day: date, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def soup(**more: object) -> Plan:
    """Soup every week from tomorrow on."""
    plan = Plan(
        title="Soep op de stoep",
        text="Samen soep eten. Neem een kom mee.",
        first_day=clock.today() + timedelta(days=1),
        at=time(18),
        minutes=90,
        rule="FREQ=WEEKLY",
        place="Buurthuis De Linde",
    )
    return replace(plan, **more)  # type: ignore[arg-type]


def activity(
    town: Town, actor: Actor | None = None, area: object = None, **more: object
) -> tuple[Activity, Actor]:
    actor = actor or town.party()
    made = services.add(actor, area or town.area, soup(**more))  # type: ignore[arg-type]
    return made, actor


def day(activity: Activity, number: int = 0) -> Occurrence:
    return activity.occurrences.order_by("starts")[number]
