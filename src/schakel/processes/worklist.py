"""The work list: what an office must do, the first due first, from every room that plugs in."""

import heapq
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from schakel.areas import queries as areas
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.plugs import Counts, Work, WorkSource, dossier_kinds, worklist_sources
from schakel.people.permissions import municipality_id
from schakel.processes.kinds import kinds
from schakel.processes.models import Clock, Phase, Process

VIEWS = ("all", "late", "week", "paused")
_SOON = timedelta(days=7)


def counts(actor: Actor) -> Counts:
    return sum((source.count(actor) for source in worklist_sources), Counts())


def items(actor: Actor, view: str, start: int, size: int) -> list[Work]:
    """The work of one page: `size` lines from `start` on, over all sources together."""
    most = start + size
    sources = (source.items(actor, view, most) for source in worklist_sources)
    merged = heapq.merge(*sources, key=lambda work: (work.due, work.title))
    return list(islice(merged, start, most))


def clocks_of(actor: Actor) -> QuerySet[Clock]:
    """The clocks that run, or stand still, in what the actor's office answers for."""
    running = Clock.objects.filter(_of_office(actor, "process__dossier__"), stopped__isnull=True)
    return running.select_related("process__dossier")


def acts_of(actor: Actor) -> QuerySet[Phase]:
    """The phases at whose end the actor's office must have done something.

    Where a legal term runs, that term is the work.
    """
    waiting = Q(pk__in=[])
    for kind in kinds:
        for state, phase in kind.due.items():
            waiting |= Q(process__kind=kind.name, process__state=state, name=phase)
    termed = Clock.objects.filter(process=OuterRef("process"), stopped__isnull=True)
    phases = Phase.objects.filter(waiting, ~Exists(termed), _of_office(actor, "process__dossier__"))
    return phases.select_related("process__dossier")


def _of_office(actor: Actor, path: str) -> Q:
    """Also a department acts for its municipality."""
    assert actor.party is not None
    inside = Q(**{f"{path}municipality": municipality_id(actor.party)})
    if actor.area is not None:
        inside &= Q(**{f"{path}area__in": areas.within(actor.area)})
    return inside


def _clock_views(today: date) -> dict[str, Q]:
    running = Q(suspended__isnull=True)
    return {
        "all": Q(),
        "late": running & Q(due__lt=today),
        "week": running & Q(due__range=(today, today + _SOON)),
        "paused": Q(suspended__isnull=False),
    }


def _act_views(today: date) -> dict[str, Q]:
    def midnight(day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, time()))

    begin = midnight(today)
    return {
        "all": Q(),
        "late": Q(closes__lt=begin),
        "week": Q(closes__gte=begin, closes__lt=midnight(today + _SOON + timedelta(days=1))),
        "paused": Q(pk__in=[]),
    }


def _count(rows: QuerySet[Any], views: dict[str, Q]) -> Counts:
    return Counts(**rows.aggregate(**{view: Count("pk", filter=q) for view, q in views.items()}))


def _clock_work(running: Clock) -> Work:
    process = running.process
    return _work(
        process,
        started=running.started,
        due=running.due,
        paused=running.suspended,
        because=running.suspended_because,
        rests_on=running.norm_key,
    )


def _act_work(phase: Phase) -> Work:
    local = timezone.localtime
    return _work(phase.process, started=local(phase.opens).date(), due=local(phase.closes).date())


def _work(process: Process, **term: Any) -> Work:
    dossier = process.dossier
    kind = dossier_kinds.get(dossier.kind)
    assert kind is not None, f"No room registered the dossier kind {dossier.kind}"
    return Work(
        title=dossier.title,
        url=dossier.get_absolute_url(),
        kind=kind.label,
        act=process.declaration.next_act(process.state),
        **term,
    )


CLOCKS = WorkSource(
    count=lambda actor: _count(clocks_of(actor), _clock_views(clock.today())),
    items=lambda actor, view, most: [
        _clock_work(running)
        for running in clocks_of(actor)
        .filter(_clock_views(clock.today())[view])
        .order_by("due", "process__dossier__title")[:most]
    ],
)
ACTS = WorkSource(
    count=lambda actor: _count(acts_of(actor), _act_views(clock.today())),
    items=lambda actor, view, most: [
        _act_work(phase)
        for phase in acts_of(actor)
        .filter(_act_views(clock.today())[view])
        .order_by("closes", "process__dossier__title")[:most]
    ],
)
