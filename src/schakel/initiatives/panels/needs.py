"""What the page of an initiative shows of what it needs, who offers, and what the municipality says."""

from typing import Any

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.exchange import panels
from schakel.initiatives.permissions import is_in_it, may_say_again


def needs(actor: Actor, dossier: Dossier) -> dict[str, Any]:
    return {
        **panels.of_dossier(actor, dossier, "need"),
        "may_need": is_in_it.test(actor, dossier),
        "answers": may_say_again.test(actor, dossier),
    }
