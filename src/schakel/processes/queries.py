"""Reads on processes: what is open, what was decided, who decides here."""

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import Coalesce

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.processes.kinds import Transition
from schakel.processes.models import Clock, Decision, Process

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class HereExtra(TypedDict):
        all_here: int

    DecisionHere = WithAnnotations[Decision, HereExtra]


def possible(actor: Actor, process: Process) -> list[Transition]:
    """The verbs that this actor may do from where the process stands, whatever the phase."""
    return [
        transition
        for transition in process.declaration.transitions
        if process.state in transition.sources and transition.may.test(actor, process)
    ]


def decisions() -> QuerySet[Decision]:
    """Public decisions, newest first."""
    return Decision.objects.filter(
        process__dossier__visibility=Dossier.Visibility.PUBLIC
    ).select_related("process__dossier__area", "process__dossier__municipality", "by")


def decisions_in(area: Area) -> QuerySet[Decision]:
    """Public decisions on an area and on what lies inside it, newest first."""
    return decisions().filter(process__dossier__area__in=areas.within(area))


def newest_in(area: Area) -> "QuerySet[DecisionHere]":
    """The same with no more than a line says of each, and with how many there are in all."""
    # As an expression, so that the database starts from the area: by its index on time alone it
    # would walk through the decisions of a whole country.
    newest = Coalesce("decided", "decided")
    return (
        decisions_in(area)
        .select_related(None)
        .select_related("process__dossier")
        .only(
            "body",
            "decided",
            "outcome",
            "standing",
            "process__dossier__kind",
            "process__dossier__short_id",
            "process__dossier__title",
        )
        .annotate(all_here=Window(Count("pk")))
        .order_by(newest.desc(), "-pk")
    )


def running_clocks() -> QuerySet[Clock]:
    """Clocks that nobody stopped, the first due first."""
    return Clock.objects.filter(stopped__isnull=True).select_related("process__dossier")


def in_phase(kind: str, phase: str, moment: datetime) -> QuerySet[Process]:
    """Processes of a kind whose phase is open at a moment, the first to close first."""
    return (
        Process.objects.filter(
            kind=kind, phases__name=phase, phases__opens__lte=moment, phases__closes__gt=moment
        )
        .select_related("dossier__area")
        .order_by("phases__closes")
    )
