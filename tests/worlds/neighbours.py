"""A neighbour who lets others find them, and a circle around the initiative."""

from typing import Any

from schakel.base.actor import Actor
from schakel.initiatives.services import circle, neighbours


def build(world: Any, word: Any) -> dict[str, Any]:
    twice = Actor(world.persons["twice"], None, "resident", "Bewoner")
    circle.stand_in(twice, world.initiatives["initiative"], helps=word("Ik kan timmeren."))
    known = neighbours.Known(word("Noor"), word("Samen tuinieren"), domains=["groen"])
    return {"neighbour": neighbours.be_found(twice, world.area, known)}
