"""Reads on rounds and their outcomes. Nothing of a vote before its box is closed."""

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers import queries as dossiers
from schakel.dossiers.models import Dossier
from schakel.funding.models import Outcome, Pot, Project, ProjectResult, Round
from schakel.people.models import Party
from schakel.processes.models import Decision, Phase, TransitionLog

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Extra(TypedDict):
        opens: datetime
        closes: datetime
        plan_count: int

    class WholeExtra(Extra):
        result_by: datetime

    class HereExtra(Extra):
        voting_here: int
        all_here: int

    class Room(TypedDict):
        left_cents: int

    ListedRound = WithAnnotations[Round, Extra]
    CompleteRound = WithAnnotations[Round, WholeExtra]
    RoundHere = WithAnnotations[Round, HereExtra]
    PotWithRoom = WithAnnotations[Pot, Room]

OPEN_STATES = ("prepare", "voting", "counting", "advised")
# What `funding/_round.html` says of a round.
_ON_A_LINE = (
    "budget_cents",
    "dossier__area__name",
    "dossier__kind",
    "dossier__process__state",
    "dossier__short_id",
    "dossier__title",
    "outcome__spent_cents",
    "outcome__winner_count",
    "pot__currency",
)


def rounds(actor: Actor) -> "QuerySet[ListedRound]":
    """The rounds this actor may see, the newest vote first, with their times and number of plans."""
    vote = "dossier__process__phases"
    plans = (
        Project.objects.filter(round=OuterRef("pk"))
        .order_by()
        .values("round")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        Round.objects.filter(dossiers.seen_by(actor, "dossier__"), **{f"{vote}__name": "vote"})
        # What a line of a list shows, and no more: a list of a thousand is sorted in one go. A few
        # pots and areas serve all lines: as joins they cost the planner more than two short reads.
        .select_related("dossier__process", "outcome")
        .prefetch_related("pot", "dossier__area")
        .defer("outcome__data", "outcome__comparison")
        .annotate(
            opens=F(f"{vote}__opens"),
            closes=F(f"{vote}__closes"),
            plan_count=Coalesce(Subquery(plans), Value(0)),
        )
        .order_by("-opens", "dossier__short_id")
    )


def complete(actor: Actor) -> "QuerySet[CompleteRound]":
    """The rounds with all that the page of one round says, the last day of the result too."""
    result = Phase.objects.filter(process__dossier=OuterRef("dossier"), name="result")
    return (
        rounds(actor)
        .select_related("dossier__municipality", "pot")
        .annotate(result_by=Subquery(result.values("closes")[:1]))
    )


def by_address(actor: Actor, address: str) -> "CompleteRound | None":
    """The round behind `7k2f-geld-voor-de-buurt`: the short id decides."""
    return (
        complete(actor)
        .select_related("dossier__area__parent__parent")
        .filter(dossier__short_id=address.split("-", 1)[0])
        .first()
    )


def public_rounds() -> "QuerySet[CompleteRound]":
    return complete(Actor.visitor())


def open_rounds(actor: Actor) -> "QuerySet[ListedRound]":
    """Rounds in which people can vote now, the first to close first."""
    now = clock.now()
    return (
        rounds(actor)
        .filter(dossier__process__state="voting", opens__lte=now, closes__gt=now)
        .order_by("closes", "dossier__short_id")
    )


def decided_rounds(actor: Actor) -> "QuerySet[ListedRound]":
    """Rounds with a decision, the last vote first."""
    return (
        rounds(actor)
        .filter(dossier__process__state="decided")
        .order_by("-closes", "dossier__short_id")
    )


def undecided_rounds(actor: Actor) -> "QuerySet[ListedRound]":
    return (
        rounds(actor)
        .filter(dossier__process__state__in=OPEN_STATES)
        .order_by("closes", "dossier__short_id")
    )


def here(actor: Actor, area: Area) -> "QuerySet[RoundHere]":
    """Rounds of an area and of what lies inside it: what is still to be decided first, the first to
    close first, and then what was decided, the last vote first.

    Each says how many there are in all, and in how many of them people vote now: the page of an area
    asks for these rounds and their number in one question.
    """
    undecided = Q(dossier__process__state__in=OPEN_STATES)
    voting = Count("pk", filter=Q(dossier__process__state="voting"))
    return (
        rounds(actor)
        .filter(
            dossier__area__in=areas.within(area),
            dossier__process__state__in=(*OPEN_STATES, "decided"),
        )
        .prefetch_related(None)
        .select_related("dossier__area", "pot")
        .only(*_ON_A_LINE)
        .annotate(voting_here=Window(voting), all_here=Window(Count("pk")))
        .order_by(
            Case(When(undecided, then=0), default=1),
            Case(When(undecided, then=F("closes"))),
            F("closes").desc(),
            "dossier__short_id",
        )
    )


def plans(round: Round) -> QuerySet[Project]:
    return round.projects.select_related("party")


def results(round: Round) -> QuerySet[ProjectResult]:
    """Every plan in the order of the result."""
    return ProjectResult.objects.filter(outcome=round.pk).select_related("project__party")


def differing(round: Round) -> QuerySet[ProjectResult]:
    """Plans that get money here but not under the comparison, and the other way round."""
    return results(round).filter(
        Q(chosen_in__isnull=False, comparison_won=False)
        | Q(chosen_in__isnull=True, comparison_won=True)
    )


def titles(round: Round, keys: list[str]) -> dict[str, str]:
    """The names of plans by their number."""
    return dict(round.projects.filter(key__in=keys).values_list("key", "title"))


def decisions(round: Round) -> list[Decision]:
    """What was decided on a round, the last first."""
    return list(Decision.objects.filter(process__dossier=round.pk).select_related("by"))


def why_withdrawn(round: Round) -> str:
    """The public reason; empty while the round goes on."""
    made = TransitionLog.objects.filter(process__dossier=round.pk, verb="withdraw")
    return made.values_list("entry__reason", flat=True).first() or ""


def pots(municipality: Party) -> "QuerySet[PotWithRoom]":
    """The municipality's pots, each with what its rounds have not promised yet (`left_cents`)."""
    promised = Sum("rounds__budget_cents", filter=~Q(rounds__dossier__process__state="withdrawn"))
    return Pot.objects.filter(municipality=municipality).annotate(
        left_cents=F("amount_cents") - Coalesce(promised, 0)
    )


def is_public(round: Round) -> bool:
    return bool(round.dossier.visibility == Dossier.Visibility.PUBLIC)


def outcome_data(round: Round) -> Outcome | None:
    """The outcome with the engine's own JSON, which the pages do not read."""
    return Outcome.objects.filter(round=round.pk).first()


def asked_cents(round: Round) -> int:
    """The sum that all plans of a round ask."""
    return int(round.projects.aggregate(sum=Sum("cost_cents"))["sum"] or 0)
