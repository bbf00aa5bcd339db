"""Reads on initiatives: the list, those of an area, and one with all that its page says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Window

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers import queries as dossiers
from schakel.dossiers.permissions import speaker
from schakel.initiatives.kinds import GOING
from schakel.initiatives.models import Credit, Initiative
from schakel.initiatives.tokens import token_hash
from schakel.people import queries as people
from schakel.people.models import Membership, Role

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class HereExtra(TypedDict):
        all_here: int
        going_here: int

    InitiativeHere = WithAnnotations[Initiative, HereExtra]

# How people ask for them; everything that was told stays readable, what is over too.
STANDS = {
    "dromen": ("dream",),
    "bezig": GOING,
    "rust": ("rest",),
    "klaar": ("ended",),
}
_NEVER_SHOWN = ("told", "removed")


def initiatives(
    actor: Actor,
    *,
    area: Area | None = None,
    stand: str = "",
    type: str = "",
    domain: str = "",
    text: str = "",
) -> QuerySet[Initiative]:
    """The initiatives and dreams that this actor may see, the newest first. Never in order of merit."""
    found = Initiative.objects.filter(dossiers.seen_by(actor, "dossier__")).exclude(
        dossier__process__state__in=_NEVER_SHOWN
    )
    if stand in STANDS:
        found = found.filter(dossier__process__state__in=STANDS[stand])
    if area is not None:
        found = found.filter(dossier__area__in=places.within(area))
    if type:
        found = found.filter(type=type)
    if domain:
        # A list of keys without quotes in them: SQLite has no other way to look inside one.
        found = found.filter(domains__icontains=f'"{domain}"')
    for word in text.split()[:5]:
        found = found.filter(
            Q(dossier__title__icontains=word) | Q(dossier__purpose__icontains=word)
        )
    return found.select_related("dossier__process", "dossier__area", "dossier__owner").order_by(
        "-dossier__created", "dossier__short_id"
    )


def here(actor: Actor, area: Area) -> "QuerySet[InitiativeHere]":
    """Those of an area and of what lies in it, newest first, each with how many there are in all."""
    return initiatives(actor, area=area).annotate(
        all_here=Window(Count("pk")),
        going_here=Window(Count("pk", filter=Q(dossier__process__state__in=GOING))),
    )


def complete(actor: Actor) -> QuerySet[Initiative]:
    """Those that this actor may see, with all that the page of one says, and the day to look again."""
    open_again = FilteredRelation("again", condition=Q(again__looked=None))
    return (
        Initiative.objects.filter(dossiers.seen_by(actor, "dossier__"))
        .alias(open_again=open_again)
        .annotate(
            again_because=F("open_again__because"),
            again_helps=F("open_again__helps"),
            again_day=F("open_again__day"),
            again_office=F("open_again__office"),
            scout_why=F("scouted__why"),
            scout_helps=F("scouted__helps"),
        )
        .select_related(
            "dossier__process",
            "dossier__municipality",
            "dossier__area__parent__parent",
            "dossier__owner",
        )
    )


def by_address(actor: Actor, address: str) -> Initiative | None:
    """The initiative behind `7k2f-buurtmoestuin`: the short id decides."""
    return complete(actor).filter(dossier__short_id=address.split("-", 1)[0]).first()


def seat_of(actor: Actor, initiative: Initiative) -> Membership | None:
    """The role in which this person runs the initiative."""
    person = speaker(actor)
    if person is None:
        return None
    return (
        people.memberships_on(person, clock.today())
        .filter(party=initiative.dossier.owner_id, role=Role.BOARD)
        .first()
    )


def by_token(token: str) -> Initiative | None:
    """The dream of a link, also of one that is over: its page tells how to get a new one."""
    return (
        Initiative.objects.filter(claim__token_hash=token_hash(token))
        .select_related("dossier")
        .first()
    )


def waiting_for_teller(address: str) -> Initiative | None:
    """A dream that is not read by everybody yet: its teller may still ask for a new link."""
    return (
        Initiative.objects.filter(
            dossier__short_id=address.split("-", 1)[0], dossier__process__state="told"
        )
        .select_related("dossier__owner", "dossier__process")
        .first()
    )


@dataclass(frozen=True)
class Provenance:
    """Whose idea it was, and where else people took it over."""

    credits: tuple[Credit, ...]
    copies: tuple[Initiative, ...]
    went_up_in: Initiative | None = None


def provenance(actor: Actor, initiative: Initiative) -> Provenance:
    """One query: the credits, the copies that this actor may see, the newest first, and into which
    other it went up."""
    taken = Q(source=initiative, kind__in=["copy", "merge"]) & dossiers.seen_by(
        actor, "initiative__dossier__"
    )
    rows = list(
        Credit.objects.filter(Q(initiative=initiative) | taken).select_related(
            "person", "party", "source__dossier", "initiative__dossier__area"
        )
    )
    others = [row for row in reversed(rows) if row.initiative_id != initiative.pk]
    copies = {row.initiative_id: row.initiative for row in others if row.kind == "copy"}
    return Provenance(
        tuple(row for row in rows if row.initiative_id == initiative.pk),
        tuple(copies.values()),
        next((row.initiative for row in others if row.kind == "merge"), None),
    )
