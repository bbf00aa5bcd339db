"""Activities of the foundation: one where people sign up, one of its initiative that does not go on."""

from datetime import time, timedelta
from typing import Any

from schakel.agenda import services
from schakel.agenda.series import Plan
from schakel.base import clock
from schakel.base.actor import Actor


def build(world: Any, word: Any) -> dict[str, Any]:
    board, today = world.actors["board"], clock.today()
    made = services.add(
        board,
        world.area,
        Plan(
            title=word("Samen eten"),
            text=word("Elke week samen eten."),
            first_day=today + timedelta(days=1),
            at=time(18),
            rule="FREQ=WEEKLY",
            place=word("De kantine"),
            step_free="yes",
            toilet="no",
            access_note=word("De bel is laag."),
            price=250,
            price_note=word("Kinderen gratis"),
            sign_up=True,
            capacity=1,
        ),
    )
    days = list(made.occurrences.order_by("starts")[:3])
    for key in ("resident", "twice"):
        person = Actor(world.persons[key], None, "resident", "Bewoner")
        services.register(person, days[0])
    services.call_off_day(board, days[1], reason=word("De kok is op reis."))
    services.move_day(board, days[2], day=days[2].day, at=time(19), place=word("De school"))
    off = services.add(
        board,
        world.area,
        Plan(title=word("Spitten"), first_day=today + timedelta(days=2)),
        about=world.initiatives["initiative"].dossier,
    )
    return {
        "activity": made,
        "day": days[0].address,
        "off": services.call_off(board, off, reason=word("Het vriest.")),
    }
