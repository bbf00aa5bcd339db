"""What a neighbourhood page shows of who answers for it."""

from typing import Any

from schakel.areas.models import Area
from schakel.areas.queries.places import line
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.norms.places import Place
from schakel.people import queries


def who_answers(actor: Actor, area: Area) -> dict[str, Any]:
    """The offices that answer for an area, and where their terms are looked up; never who holds one.

    By code only: what kind of place it is takes more reading than this term is worth.
    """
    return {
        "offices": queries.responsible(area, clock.today()),
        "place": Place(tuple(each.code for each in line(area))),
    }
