"""Reads on remarks."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier, Remark
from schakel.dossiers.permissions import may_advise
from schakel.dossiers.queries.dossiers import seen_by
from schakel.people.permissions import is_official

_NEWEST = 4


@dataclass(frozen=True)
class Conversation:
    """The newest remarks of a dossier, oldest of these first, and whether there are more."""

    remarks: list[Remark]
    more: bool


def threads(dossier: Dossier) -> QuerySet[Remark]:
    """Remarks with their answers, the newest remark first."""
    answers = Remark.objects.select_related("by", "party", "dossier").order_by("at", "id")
    return (
        Remark.objects.filter(dossier=dossier, answer_to=None, inside=False)
        .select_related("by", "party", "dossier")
        .prefetch_related(Prefetch("answers", answers))
        .order_by("-at", "-id")
    )


def conversation(dossier: Dossier) -> Conversation:
    newest = list(threads(dossier)[: _NEWEST + 1])
    return Conversation(newest[:_NEWEST], len(newest) > _NEWEST)


def advice(actor: Actor, dossier: Dossier) -> QuerySet[Remark]:
    """What the owner and its critical friends said to each other, for them only, the newest first."""
    if not may_advise.test(actor, dossier):
        return Remark.objects.none()
    found = Remark.objects.filter(dossier=dossier, inside=True).exclude(state="withdrawn")
    return found.select_related("by").order_by("-at", "-id")


def remark(actor: Actor, number: int) -> Remark | None:
    """A remark at a dossier that the actor may see, in whatever state."""
    return (
        Remark.objects.filter(seen_by(actor, "dossier__"), pk=number, inside=False)
        .select_related(
            "dossier__area__parent__parent", "dossier__municipality", "by", "hidden_by", "answer_to"
        )
        .first()
    )


def to_moderate(actor: Actor) -> QuerySet[Remark]:
    """What an official must look at: appeals first, then reported remarks, in their own area."""
    if actor.party is None or not is_official.test(actor):
        return Remark.objects.none()
    waiting = Remark.objects.filter(dossier__municipality=actor.party).annotate(
        open_reports=Count("reports", filter=Q(reports__handled=None))
    )
    if actor.area is not None:
        waiting = waiting.filter(
            Q(dossier__area=actor.area)
            | Q(dossier__area__parent=actor.area)
            | Q(dossier__area__parent__parent=actor.area)
        )
    return (
        waiting.filter(
            Q(state=Remark.State.APPEALED) | Q(state=Remark.State.SHOWN, open_reports__gt=0)
        )
        .select_related("dossier__area", "by", "party")
        .prefetch_related("reports")
        .order_by("state", "at", "id")
    )
