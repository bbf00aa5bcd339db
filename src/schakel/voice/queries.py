"""Reads on votes. Nothing that was chosen, and no turnout, before the box is closed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers import queries as dossiers
from schakel.dossiers.models import Dossier
from schakel.processes.models import Phase
from schakel.voice.exceptions import BoxStillOpen
from schakel.voice.models import Ballot, BallotBox, Voter

VOTE = "vote"
VOTING = "voting"
_WITH_ALL = ("dossier__area", "dossier__municipality", "dossier__owner", "dossier__process")


@dataclass(frozen=True)
class Turnout:
    """How many have a code, how many used it, and how many ballots there are, also on paper."""

    codes: int
    used: int
    ballots: int


def boxes(actor: Actor) -> QuerySet[BallotBox]:
    """The boxes this actor may see, each with when its vote opens and closes."""
    phase = Phase.objects.filter(process__dossier=OuterRef("dossier"), name=VOTE)
    return (
        BallotBox.objects.filter(dossier__in=dossiers.visible(actor))
        .annotate(opens=Subquery(phase.values("opens")), closes=Subquery(phase.values("closes")))
        .select_related(*_WITH_ALL)
    )


def by_address(actor: Actor, address: str) -> BallotBox | None:
    """The box of the dossier behind `7k2f-buurtmoestuin`: the short id decides."""
    return boxes(actor).filter(dossier__short_id=address.split("-", 1)[0]).first()


def open_boxes(actor: Actor | None = None) -> QuerySet[BallotBox]:
    """The public votes that are open now, the first to close first."""
    now = clock.now()
    return (
        boxes(actor or Actor.visitor())
        .filter(
            closed=False,
            dossier__visibility=Dossier.Visibility.PUBLIC,
            dossier__process__state=VOTING,
            dossier__process__phases__name=VOTE,
            dossier__process__phases__opens__lte=now,
            dossier__process__phases__closes__gt=now,
        )
        .order_by("dossier__process__phases__closes", "dossier__title", "pk")
    )


def closed_boxes(actor: Actor | None = None) -> QuerySet[BallotBox]:
    """The public votes that are over, the last closed first."""
    return (
        boxes(actor or Actor.visitor())
        .filter(
            closed=True,
            dossier__visibility=Dossier.Visibility.PUBLIC,
            dossier__process__phases__name=VOTE,
        )
        .order_by("-dossier__process__phases__closes", "dossier__title", "pk")
    )


def vote_phase(box: BallotBox) -> tuple[datetime, datetime] | None:
    """When the vote opens and closes."""
    return (
        Phase.objects.filter(process__dossier=box.dossier_id, name=VOTE)
        .values_list("opens", "closes")
        .first()
    )


def accepts_votes(box: BallotBox) -> bool:
    """Not closed, in the state of voting, and in the phase of voting. Reads the process afresh."""
    now = clock.now()
    return (
        not box.closed
        and Phase.objects.filter(
            process__dossier=box.dossier_id,
            process__state=VOTING,
            name=VOTE,
            opens__lte=now,
            closes__gt=now,
        ).exists()
    )


def ballots(box: BallotBox) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every different ballot and how often it was cast, in canonical order.

    The keys of a ballot are sorted by text; a blank ballot is empty. Raises BoxStillOpen.
    """
    _refuse_before_closing(box)
    counted = Counter(
        tuple(choices)
        for choices in Ballot.objects.filter(box=box).values_list("choices", flat=True)
    )
    return iter(sorted(counted.items(), key=lambda item: canonical_line(item[0])))


def lines(box: BallotBox) -> Iterator[bytes]:
    """The canonical lines under the head, one for each ballot, in order. Raises BoxStillOpen."""
    return (canonical_line(choices) for choices, times in ballots(box) for _again in range(times))


def turnout(box: BallotBox) -> Turnout:
    """How many voted. Raises BoxStillOpen: a running count is a running result."""
    _refuse_before_closing(box)
    voters = Voter.objects.filter(box=box, voided=False)
    return Turnout(
        codes=voters.count(),
        used=voters.filter(used=True).count(),
        ballots=Ballot.objects.filter(box=box).count(),
    )


def codes_issued(box: BallotBox) -> int:
    """How many people have a code that is valid."""
    return Voter.objects.filter(box=box, voided=False).count()


def canonical_line(choices: tuple[str, ...] | list[str]) -> bytes:
    """A ballot as it counts in the head: its keys, sorted by text, joined by commas, in UTF-8."""
    return ",".join(sorted(choices)).encode()


def _refuse_before_closing(box: BallotBox) -> None:
    if not BallotBox.objects.filter(pk=box.pk, closed=True).exists():
        raise BoxStillOpen(_("De stemming is nog niet gesloten. Tot dan telt niemand de stemmen."))
