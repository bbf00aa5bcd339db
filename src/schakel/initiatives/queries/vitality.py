"""Reads on how it goes with a group: what changed in a quarter, beside the one before. Never a score."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from schakel.agenda.models import Occurrence
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.exchange.models import Line
from schakel.initiatives.models import Initiative, Participant, Pulse
from schakel.initiatives.models.initiatives import Shared
from schakel.initiatives.permissions import is_in_it
from schakel.initiatives.queries.office import of_office
from schakel.norms import queries as norms
from schakel.people.models import Person

_QUARTER = timedelta(days=91)


@dataclass(frozen=True)
class Signal:
    """How often something happened in the last quarter, and in the one before."""

    name: Any
    now: int
    before: int


@dataclass(frozen=True)
class Energy:
    """How many said what of their own energy; `levels` is empty while they are too few to show."""

    answers: int
    levels: tuple[tuple[Any, int], ...]
    own: Pulse | None


def may_read(actor: Actor, initiative: Initiative) -> bool:
    if is_in_it.test(actor, initiative) or initiative.vitality_shared == Shared.ALL:
        return True
    office = Initiative.objects.filter(of_office(actor), pk=initiative.pk)
    return initiative.vitality_shared == Shared.OFFICE and office.exists()


def signals(initiative: Initiative) -> list[Signal]:
    """Four questions: people, days, promises kept, steps."""
    now = clock.now()
    began, earlier = now - _QUARTER, now - 2 * _QUARTER
    dossier = initiative.pk

    def counted(rows: Any, field: str, name: Any) -> Signal:
        found = rows.aggregate(
            now=Count("pk", filter=Q(**{f"{field}__gt": began, f"{field}__lte": now})),
            before=Count("pk", filter=Q(**{f"{field}__gt": earlier, f"{field}__lte": began})),
        )
        return Signal(name, found["now"], found["before"])

    steps = initiative.milestones.aggregate(
        now=Count("pk", filter=Q(done__gt=began.date())),
        before=Count("pk", filter=Q(done__gt=earlier.date(), done__lte=began.date())),
    )
    received = Line.objects.filter(dossier=dossier, status="confirmed").order_by()
    held = Occurrence.objects.filter(activity__about=dossier, reason="").order_by()
    return [
        counted(
            Participant.objects.filter(initiative=initiative).order_by(),
            "since",
            _("Mensen die erbij kwamen"),
        ),
        counted(held, "starts", _("Keer dat er iets te doen was")),
        counted(received, "changed", _("Beloften die ontvangen zijn")),
        Signal(_("Stappen die gezet zijn"), steps["now"], steps["before"]),
    ]


def energy(actor: Actor, initiative: Initiative) -> Energy:
    """The latest word of each within the term that it counts."""
    today = clock.today()
    since = today - timedelta(days=int(norms.norm("initiatives.energy_days", today).value))
    least = int(norms.norm("initiatives.energy_least", today).value)
    latest = (
        Pulse.objects.filter(initiative=initiative, day__gt=since)
        .order_by()
        .values("person")
        .annotate(last=Max("id"))
        .values("last")
    )
    rows = list(Pulse.objects.filter(pk__in=latest))
    own = next((row for row in rows if actor.person and row.person_id == actor.person.pk), None)
    levels = tuple((level.label, sum(row.level == level for row in rows)) for level in Pulse.Level)
    return Energy(len(rows), levels if len(rows) >= least else (), own)


def personal_data(person: Person) -> dict[str, Any]:
    found = Pulse.objects.filter(person=person).select_related("initiative__dossier")
    return {
        "energy": [
            {
                "title": one.initiative.dossier.title,
                "level": one.get_level_display(),
                "day": one.day.isoformat(),
            }
            for one in found
        ]
    }
