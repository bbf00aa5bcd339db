"""What the page of an initiative shows of its people."""

from typing import Any

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import may_advise
from schakel.initiatives.kinds import OWNED
from schakel.initiatives.permissions import is_in_it, runs
from schakel.initiatives.queries import merging
from schakel.initiatives.queries import participants as queries


def people(actor: Actor, dossier: Dossier) -> dict[str, Any] | None:
    """Offices and the names that people chose to show; that nobody runs it, when nobody does."""
    if dossier.owner_id == dossier.municipality_id or dossier.process.state not in OWNED:
        return None
    group = queries.group(dossier)
    return {
        "group": group,
        "dossier": dossier,
        "advises": may_advise.test(actor, dossier),
        "runs": runs.test(actor, dossier),
        "in_it": is_in_it.test(actor, dossier),
        # For who runs it only: one query more on their own page.
        "merges": list(merging.waiting(actor)[:3]) if runs.test(actor, dossier) else [],
        "state": dossier.process.state,
    }
