"""Reads on campaigns: the answers under their topics, and how well something is known."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers import queries as dossiers
from schakel.engines.gathering import Share, change, share
from schakel.initiatives.models import Campaign, Response, Topic
from schakel.norms import queries as norms


def campaigns(actor: Actor, area: Area | None = None) -> QuerySet[Campaign]:
    found = Campaign.objects.filter(dossiers.seen_by(actor, "dossier__"))
    if area is not None:
        found = found.filter(dossier__area__in=places.within(area))
    return found.select_related("dossier__area", "dossier__owner").order_by("-dossier__created")


def by_address(actor: Actor, address: str) -> Campaign | None:
    return (
        Campaign.objects.filter(
            dossiers.seen_by(actor, "dossier__"), dossier__short_id=address.split("-", 1)[0]
        )
        .select_related("dossier__area__parent__parent", "dossier__owner", "dossier__municipality")
        .first()
    )


def topics(campaign: Campaign) -> list[Topic]:
    """With how many answers are read under each, the largest first."""
    counted = campaign.topics.annotate(number=Count("responses", filter=Q(responses__shown=True)))
    return list(counted.order_by("-number", "name"))


def answers(campaign: Campaign) -> QuerySet[Response]:
    return (
        Response.objects.filter(campaign=campaign, shown=True)
        .exclude(text="")
        .select_related("topic")
    )


def waiting(campaign: Campaign) -> QuerySet[Response]:
    return Response.objects.filter(
        campaign=campaign, shown=False, hidden_because=""
    ).select_related("campaign__dossier")


def response(number: int) -> Response | None:
    return (
        Response.objects.filter(pk=number)
        .select_related("campaign__dossier__owner", "campaign__dossier__municipality", "topic")
        .first()
    )


@dataclass(frozen=True)
class Known:
    """How well something is known by those who were asked; `share` is None when too few were."""

    what: str
    asked: int
    share: Share | None
    by: tuple[tuple[Any, int], ...]
    before: "Share | None" = None
    since: str = ""


def known(campaign: Campaign) -> Known | None:
    """Among all who said whether they know it, and beside the round before it of the same owner and area."""
    if not campaign.known:
        return None
    few = int(norms.norm("privacy.minimum_count", clock.today()).value)
    found = _counted(campaign)
    asked = sum(number for _how, number, _yes in found)
    yes = sum(each for _how, _number, each in found)
    now = share(yes, asked) if asked >= few else None
    earlier = (
        Campaign.objects.filter(
            known=campaign.known,
            dossier__owner=campaign.dossier.owner_id,
            dossier__area=campaign.dossier.area_id,
            dossier__created__lt=campaign.dossier.created,
        )
        .order_by("-dossier__created")
        .first()
    )
    before = None
    if earlier is not None:
        rows = _counted(earlier)
        number = sum(each for _how, each, _yes in rows)
        before = share(sum(each for *_two, each in rows), number) if number >= few else None
    return Known(
        what=campaign.known,
        asked=asked,
        share=now,
        by=tuple((Response.How(how).label, number) for how, number, _yes in found),
        before=before,
        since=change(before, now) if before is not None and now is not None else "",
    )


def _counted(campaign: Campaign) -> list[tuple[str, int, int]]:
    rows = (
        Response.objects.filter(campaign=campaign, knows__isnull=False)
        .order_by("how")
        .values_list("how")
        .annotate(number=Count("pk"), yes=Count("pk", filter=Q(knows=True)))
    )
    return [(how, number, yes) for how, number, yes in rows]


def gathered(campaign: Campaign) -> dict[str, Any]:
    """How many answers there are, by which way, and between which days."""
    rows = Response.objects.filter(campaign=campaign)
    return rows.aggregate(all=Count("pk"), first=Min("day"), last=Max("day"))
