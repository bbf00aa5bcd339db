"""What a neighbourhood page shows of what was decided."""

from typing import Any

from django.utils.translation import ngettext

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.processes import queries

_MOST = 3


def newest_decisions(actor: Actor, area: Area) -> dict[str, Any]:
    """The newest decisions on an area; an empty list is shown too, with what it means."""
    newest = queries.decisions_in(area).select_related(None).select_related("process__dossier")
    return {"decisions": list(newest[:_MOST])}


def counts(actor: Actor, area: Area) -> list[tuple[int, str]]:
    number = queries.decisions_in(area).count()
    return [(number, ngettext("besluit", "besluiten", number))]
