"""An initiative of the foundation that is handed over, and a resident who tells others of it."""

from typing import Any

from schakel.base.actor import Actor
from schakel.initiatives import services as initiatives
from schakel.initiatives.services import handover, needs, participants
from schakel.people import services as people
from schakel.people.models import Party


def build(world: Any, word: Any) -> dict[str, Any]:
    board = world.actors["board"]
    told = initiatives.tell(
        board, world.area, initiatives.Dream(word("Het eethuis"), word("Samen eten."))
    )
    made = initiatives.adopt(board, told.initiative)
    resident = Actor(world.persons["resident"], None, "resident", "Bewoner")
    participants.join(resident, made)
    cooperative = people.add_party(
        Actor.system(),
        name=word("Wijkcoöperatie Proefwijk"),
        kind=Party.Kind.FOUNDATION,
        corner=Party.Corner.COMMUNITY,
        municipality=world.municipality,
        area=world.area,
        description=word("Voor de hele wijk."),
    )
    wanted = needs.Wanted("space", word("Een keuken"), 40, 360)
    return {
        "need": needs.ask(board, world.initiatives["initiative"], [wanted])[0],
        "link": participants.become_ambassador(resident, made).link,
        "handed": made,
        "handover": handover.propose(board, made, cooperative, along=word("De pannen.")),
    }
