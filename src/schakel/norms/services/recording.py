"""An act on a norm goes into the journal through the dossiers, which lie above norms."""

from typing import Any

from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed
from schakel.base.plugs import recorder
from schakel.norms.models import Act


def record(actor: Actor, key: str, verb: str, *, facts: dict[str, Any], reason: str) -> None:
    """Write the act, inside its own transaction, and tie it to the norm."""
    write = recorder.get("dossiers")
    assert write is not None, "The dossiers app registers how acts are recorded"
    entry = write(actor, None, verb, facts={"norm": key, **facts}, reason=reason, ground=key)
    Act.objects.create(key=key, entry=entry)


def require(allowed: bool, sentence: str) -> None:
    if not allowed:
        raise NotAllowed(sentence)
