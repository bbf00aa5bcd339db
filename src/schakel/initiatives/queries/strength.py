"""What a neighbourhood can: what there is first, what is asked second, each number with its source."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.areas.queries import places as area_places
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.exchange import queries as exchange
from schakel.exchange.models import Line
from schakel.initiatives.kinds import GOING, INITIATIVE
from schakel.initiatives.models import Participant, Point, Tie
from schakel.initiatives.models.initiatives import DOMAINS, Initiative
from schakel.initiatives.queries.initiatives import initiatives
from schakel.norms import queries as norms
from schakel.people.models import Membership, Party
from schakel.people.queries.roles import in_force

_POINTS = "points"


@dataclass(frozen=True)
class Number:
    """A number of the profile; None when it is about too few people to show."""

    label: Any
    value: int | None


@dataclass(frozen=True)
class Strength:
    """The profile of one area. No number is compared with that of another area, and none is added up."""

    area: Area
    offers: tuple[Number, ...]
    groups: tuple[Number, ...]
    ties: tuple[Number, ...]
    domains: tuple[Number, ...]
    states: tuple[Number, ...]
    asks: tuple[Number, ...]
    initiatives: QuerySet[Initiative]


def of(actor: Actor, area: Area) -> Strength:
    """Seven queries, whatever there is."""
    here = area_places.within(area)
    lines = exchange.open_lines(actor, area=area).select_related(None).order_by()
    by_kind = {
        (status, kind): number
        for status, kind, number in lines.values_list("status", "kind").annotate(Count("pk"))
    }
    found = initiatives(actor, area=area)
    counted = _ties_and_points(here)
    rows = list(found.order_by().values_list("domains", "dossier__process__state"))
    return Strength(
        area=area,
        offers=_of_lines(by_kind, "offered"),
        groups=_groups(here, counted.get(_POINTS, 0)),
        ties=tuple(
            Number(label, counted[kind]) for kind, label in Tie.Kind.choices if counted.get(kind)
        ),
        domains=tuple(
            Number(label, number)
            for key, label in DOMAINS.items()
            if (number := sum(key in domains for domains, _state in rows))
        ),
        states=tuple(
            Number(label, number)
            for state, label in INITIATIVE.states.items()
            if (number := sum(state == each for _domains, each in rows))
        ),
        asks=_of_lines(by_kind, "asked"),
        initiatives=found,
    )


def _of_lines(by_kind: dict[tuple[str, str], int], status: str) -> tuple[Number, ...]:
    return tuple(
        Number(label, number)
        for kind, label in Line.Kind.choices
        if (number := by_kind.get((status, kind), 0))
    )


def _groups(here: list[int], points: int) -> tuple[Number, ...]:
    """Groups, organisations, points, and how many people are in it: those only when they are enough."""
    parties = Party.objects.filter(area__in=here, ended=None).aggregate(
        groups=Count("pk", filter=Q(kind=Party.Kind.RESIDENTS)),
        community=Count("pk", filter=~Q(kind=Party.Kind.RESIDENTS) & Q(corner="community")),
        market=Count("pk", filter=Q(corner="market")),
    )
    held = in_force(
        Membership.objects.filter(party__area__in=here, party__kind=Party.Kind.RESIDENTS),
        clock.today(),
    )
    people = held.aggregate(number=Count("person", distinct=True))["number"]
    taking_part = Participant.objects.filter(
        initiative__dossier__area__in=here,
        initiative__dossier__process__state__in=GOING,
        left=None,
    ).aggregate(number=Count("person", distinct=True))["number"]
    minimum = int(norms.norm("privacy.minimum_count", clock.today()).value)

    def shown(number: int) -> int | None:
        return number if number == 0 or number >= minimum else None

    return (
        Number(_("Groepen van bewoners"), parties["groups"]),
        Number(_("Stichtingen, verenigingen en coöperaties"), parties["community"]),
        Number(_("Bedrijven"), parties["market"]),
        Number(_("Informatiepunten"), points),
        Number(_("Mensen met een rol in een groep"), shown(people)),
        Number(_("Mensen die meedoen"), shown(taking_part)),
    )


def _ties_and_points(here: list[int]) -> dict[str, int]:
    """How many ties there are of each kind, and under `points` how many information points."""
    ties = Tie.objects.filter(area__in=here, ended=None).order_by()
    points = Point.objects.filter(area__in=here, ended=None).order_by()
    counted = ties.values_list("kind").annotate(number=Count("pk"))
    both = counted.union(
        points.values_list(Value(_POINTS, output_field=CharField())).annotate(number=Count("pk")),
        all=True,
    )
    return dict(both)
