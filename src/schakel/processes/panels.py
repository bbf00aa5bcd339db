"""What a neighbourhood page shows of what was decided."""

from typing import Any

from django.utils.translation import ngettext

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.processes import queries

_MOST = 3


def newest_decisions(actor: Actor, area: Area) -> dict[str, Any]:
    """The newest decisions on an area; an empty list is shown too, with what it means."""
    return {"decisions": _newest(area)}


def counts(actor: Actor, area: Area) -> list[tuple[int, str]]:
    newest = _newest(area)
    number = newest[0].all_here if newest else 0
    return [(number, ngettext("besluit", "besluiten", number))]


def _newest(area: Area) -> "list[queries.DecisionHere]":
    """Panel and count of one page ask for the same decisions: read once, kept on the area."""
    if "_newest_decisions" not in area.__dict__:
        area.__dict__["_newest_decisions"] = list(queries.newest_in(area)[:_MOST])
    found: list[queries.DecisionHere] = area.__dict__["_newest_decisions"]
    return found
