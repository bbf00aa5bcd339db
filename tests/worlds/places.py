"""An information point of the foundation, and what it does together with the cooperative."""

from typing import Any

from schakel.initiatives.services import points, ties


def build(world: Any, word: Any) -> dict[str, Any]:
    board = world.actors["board"]
    cooperative = world.more["people"]["handover"].to
    told = points.Told(word("Het loket"), word("Dorpsplein 1"), ("9:00-12:00",) * 5 + ("", ""))
    return {
        "point": points.add(board, world.area, told),
        "tie": ties.say(
            board, world.area, cooperative, kind="cultural", text=word("Samen een kantine.")
        ),
    }
