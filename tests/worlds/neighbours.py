"""A neighbour who lets others find them, a circle around the initiative, and two that may go together."""

from typing import Any

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.exchange import services as exchange
from schakel.initiatives.models import Merge
from schakel.initiatives.services import circle, neighbours, starters


def build(world: Any, word: Any) -> dict[str, Any]:
    twice = Actor(world.persons["twice"], None, "resident", "Bewoner")
    circle.stand_in(twice, world.initiatives["initiative"], helps=word("Ik kan timmeren."))
    known = neighbours.Known(word("Noor"), word("Samen tuinieren"), domains=["groen"])
    return {
        "neighbour": neighbours.be_found(twice, world.area, known),
        "starter": starters.put_in(
            world.actors["official"],
            exchange.offer(
                world.actors["board"], world.area, exchange.Terms("knowledge", word("Uitleg"))
            ),
            why=word("Zo weet u hoe het gaat."),
        ),
        "merge": Merge.objects.create(
            gone=world.initiatives["dream"],
            into=world.initiatives["initiative"],
            why=word("Wij doen hetzelfde."),
            proposed=clock.now(),
        ),
    }
