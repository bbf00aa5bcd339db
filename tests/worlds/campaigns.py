"""A question of the foundation to its district, with an answer that is read and one that waits."""

from datetime import timedelta
from typing import Any

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.initiatives.services import campaigns


def build(world: Any, word: Any) -> dict[str, Any]:
    board = world.actors["board"]
    asked = campaigns.Asked(
        word("Wat mist u?"),
        word("Wij doen er iets mee."),
        word("Wat mist u in uw buurt?"),
        clock.today() + timedelta(days=30),
        word("Het proefhuis"),
    )
    made = campaigns.begin(board, world.area, asked)
    campaigns.enter(board, made, [(word("Koffie"), True)], how="card", day=clock.today())
    campaigns.order(board, made)
    topic = campaigns.rename(board, made.topics.get(), word("Koffie"))
    waiting = campaigns.answer(Actor.visitor(), made, word("Bomen"))
    return {
        "campaign": made,
        "topic": topic,
        "response": made.responses.filter(shown=True).get(),
        "waiting": waiting,
    }
