"""What an office must do in processes: the clocks that run, and the acts at the end of a phase."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, TruncDate

from schakel.areas import queries as areas
from schakel.base import worklist
from schakel.base.actor import Actor
from schakel.base.plugs import Work, WorkRow, WorkSource, dossier_kinds
from schakel.dossiers.models import Dossier
from schakel.people.permissions import municipality_id
from schakel.processes.kinds import kinds
from schakel.processes.models import Clock, Phase


def clocks_of(actor: Actor) -> QuerySet[Clock]:
    """The clocks that run, or stand still, in what the actor's office answers for."""
    return Clock.objects.filter(_of_office(actor, "process__dossier__"), stopped__isnull=True)


def acts_of(actor: Actor) -> QuerySet[Phase]:
    """The phases at whose end the actor's office must have done something.

    Where a legal term runs, that term is the work.
    """
    waiting = Q(pk__in=[])
    for kind in kinds:
        for state, phase in kind.due.items():
            waiting |= Q(process__kind=kind.name, process__state=state, name=phase)
    termed = Clock.objects.filter(process=OuterRef("process"), stopped__isnull=True)
    return Phase.objects.filter(waiting, ~Exists(termed), _of_office(actor, "process__dossier__"))


def _of_office(actor: Actor, path: str) -> Q:
    """Also a department acts for its municipality."""
    assert actor.party is not None
    inside = Q(**{f"{path}municipality": municipality_id(actor.party)})
    if actor.area is not None:
        inside &= Q(**{f"{path}area__in": areas.within(actor.area)})
    return inside


def _work(row: WorkRow) -> Work:
    kind, process, state = row.about.split()
    shown, declared = dossier_kinds.get(kind), kinds.get(process)
    assert shown is not None and declared is not None, f"No room registered {row.about}"
    return Work(
        title=row.title,
        url=Dossier(kind=kind, short_id=row.key, title=row.title).get_absolute_url(),
        kind=shown.label,
        act=declared.next_act(state),
        started=row.started,
        due=row.due,
        paused=row.paused,
        because=row.because,
        rests_on=row.rests_on,
    )


_OF_DOSSIER = {
    "key": "process__dossier__short_id",
    "title": "process__dossier__title",
    "about": Concat(
        "process__dossier__kind", Value(" "), "process__kind", Value(" "), "process__state"
    ),
}
CLOCKS = WorkSource(
    lambda actor: worklist.rows(
        clocks_of(actor),
        due="due",
        started="started",
        paused="suspended",
        because="suspended_because",
        rests_on="norm_key",
        **_OF_DOSSIER,
    ),
    _work,
)
ACTS = WorkSource(
    lambda actor: worklist.rows(
        acts_of(actor), due=TruncDate("closes"), started=TruncDate("opens"), **_OF_DOSSIER
    ),
    _work,
)
