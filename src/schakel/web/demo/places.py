"""Information points of the demo with their hours, and who works together in Lindendam."""

import random
from datetime import date, timedelta
from itertools import pairwise

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.initiatives.services import points, ties
from schakel.people.models import Party
from schakel.people.queries import actor_for, who_run
from schakel.web.demo.initiatives import at

_WEEKS = (
    ("9:00-12:00", "", "9:00-12:00, 13:30-16:30", "", "9:00-12:00", "", ""),
    ("10:00-17:00", "10:00-17:00", "10:00-17:00", "10:00-20:00", "10:00-17:00", "10:00-13:00", ""),
    ("", "13:00-16:00", "", "13:00-16:00", "", "", ""),
)
_HELP = (
    "Vragen over brieven, geld en vrijwilligerswerk.",
    "Koffie, een praatje, en iemand die de weg weet.",
    "Hulp bij de computer en bij formulieren.",
)
_TOGETHER = (
    ("economic", "Wij kopen bij hen in."),
    ("economic", "Zij geven onze mensen een leerplek."),
    ("cultural", "Wij delen een zaal op donderdag."),
    ("cultural", "Samen maken wij elk jaar het wijkfeest."),
    ("meaning", "Wij houden samen de stilteplek open."),
    ("care", "Wij brengen mensen naar elkaar toe."),
)


def fill(first_day: date) -> None:
    """A point at every third party, and ties between neighbours on the list; most are confirmed."""
    draw = random.Random("schakel.demo.places")
    found = [
        party
        for party in Party.objects.filter(
            corner__in=("community", "market"), ended=None, area__isnull=False
        )
        .exclude(kind=Party.Kind.RESIDENTS)
        .select_related("area__parent__parent")
        .order_by("name")
        if who_run(party).exists()
    ]
    with at(first_day - timedelta(days=200), 10):
        for number, party in enumerate(found[::3]):
            _point(number, party)
        for number, (one, other) in enumerate(pairwise(found)):
            kind, text = _TOGETHER[number % len(_TOGETHER)]
            tie = ties.say(_board(one), _area(one), other, kind=kind, text=text)
            if draw.random() < 0.7:
                ties.confirm(_board(other), tie)


def _point(number: int, party: Party) -> None:
    points.add(
        _board(party),
        _area(party),
        points.Told(
            name=f"Loket {party.name}",
            address=f"Voorbeeldplein {number + 1}",
            hours=_WEEKS[number % len(_WEEKS)],
            text=_HELP[number % len(_HELP)],
            step_free=number % 4 != 3,
            toilet=number % 2 == 0,
        ),
    )


def _board(party: Party) -> Actor:
    seat = who_run(party).first()
    assert seat is not None
    return actor_for(seat)


def _area(party: Party) -> Area:
    assert party.area is not None
    return party.area
