"""What the page of an initiative shows of its links."""

from typing import Any

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.initiatives.permissions.scans import may_scan
from schakel.initiatives.queries import scans as queries


def chain(actor: Actor, dossier: Dossier) -> dict[str, Any] | None:
    """The newest scan that the group shares, or for the group its own; None when there is nothing."""
    may = may_scan.test(actor, dossier.owner) and dossier.owner_id != dossier.municipality_id
    newest = queries.of_dossier(actor, dossier).first()
    if newest is None and not may:
        return None
    return {"shown": queries.told(newest) if newest else None, "dossier": dossier}
