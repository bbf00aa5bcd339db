"""A scan of the initiative of the foundation, shared with everybody, and one of the foundation itself."""

from typing import Any

from schakel.initiatives import scanning
from schakel.initiatives.models import Scan
from schakel.initiatives.services import scans


def build(world: Any, word: Any) -> dict[str, Any]:
    board, made = world.actors["board"], world.initiatives["initiative"]
    asked = scanning.shipped("chain")
    answers = dict.fromkeys(scanning.keys_of(asked.links[0]), "yes")
    answers |= dict.fromkeys(scanning.keys_of(asked.links[1]), "no")
    chain = scans.fill(
        board, board.party, answers, dossier=made.dossier, filled_by=word("De trekkers samen")
    )
    return {
        "chain": scans.share(board, chain, Scan.Shared.ALL),
        "actie": scans.fill(
            board, board.party, {"animo.1": "partly"}, filled_by=word("Het bestuur")
        ),
    }
