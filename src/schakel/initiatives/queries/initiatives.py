"""Reads on initiatives: the list, those of an area, and one with all that its page says."""

from django.db.models import Q, QuerySet

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base.actor import Actor
from schakel.dossiers import queries as dossiers
from schakel.initiatives.kinds import GOING
from schakel.initiatives.models import Initiative

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


def initiatives_in(actor: Actor, area: Area) -> QuerySet[Initiative]:
    """Those of an area and of what lies in it: who is at it first, then dreams, then what rests."""
    return initiatives(actor, area=area)


def complete(actor: Actor) -> QuerySet[Initiative]:
    """Those that this actor may see, with all that the page of one says."""
    return Initiative.objects.filter(dossiers.seen_by(actor, "dossier__")).select_related(
        "dossier__process",
        "dossier__municipality",
        "dossier__area__parent__parent",
        "dossier__owner",
    )


def by_address(actor: Actor, address: str) -> Initiative | None:
    """The initiative behind `7k2f-buurtmoestuin`: the short id decides."""
    return complete(actor).filter(dossier__short_id=address.split("-", 1)[0]).first()
