"""What a neighbourhood page shows of who answers for it."""

from typing import Any

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.norms import queries as norms
from schakel.norms.models import NormMissing
from schakel.people import queries

_TERM = "awb.decision_weeks"


def who_answers(actor: Actor, area: Area) -> dict[str, Any]:
    """The offices that answer for an area, and within which time; never who holds the office."""
    today = clock.today()
    try:
        term = norms.norm(_TERM, today)
    except NormMissing:
        term = None
    return {"offices": queries.responsible(area, today), "term": term}
