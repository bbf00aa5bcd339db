"""Dreams and initiatives of the world."""

from datetime import timedelta
from typing import Any

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.initiatives import services as initiatives


def build(world: Any, word: Any) -> dict[str, Any]:
    """A dream to read first, one of nobody, and an initiative with all that its page can say."""
    area, actors = world.area, world.actors
    resident = Actor(world.persons["resident"], None, "resident", "Bewoner")
    told = initiatives.tell(
        Actor.visitor(),
        area,
        initiatives.Dream(word("Een bankje"), word("Een bankje bij de school.")),
        email="verteller@voorbeeld.example",
    )
    dream = initiatives.tell(
        resident, area, initiatives.Dream(word("Samen soep"), word("Elke week samen soep eten."))
    ).initiative
    day = clock.today() + timedelta(days=300)
    made = initiatives.tell(
        actors["board"],
        area,
        initiatives.Dream(
            word("De moestuin"),
            word("Samen eten kweken."),
            can=word("Wij spitten."),
            need=word("Een stuk grond."),
            met=clock.today() - timedelta(days=30),
            end_state=word("Veertig buren eten uit de tuin."),
            end_day=day,
            milestones=initiatives.steps_back(day, first=word("Grond vinden")),
        ),
    ).initiative
    made = initiatives.adopt(actors["board"], made)
    made = initiatives.change(
        actors["board"],
        made,
        purpose=word("Samen eten kweken, zodat buren elkaar kennen."),
        why=word("Elk weekend, zonder lidmaatschap."),
        gives=word("Verse groente."),
        place=word("Achter de school"),
        type="meeting",
        domains=["groen", "eten"],
        stays_small=True,
        made_with=word("De tuinders kozen de dag."),
        costs=word("Honderd euro."),
        conditions=word("Water dichtbij."),
        diploma=word("EHBO"),
        diploma_because=word("Er is een slijpsteen."),
    )
    initiatives.say_again(
        actors["official"],
        made,
        initiatives.TooEarly(word("De grond is nog niet vrij."), day, word("Kijk op de kaart.")),
    )
    return {
        "told": told.initiative,
        "claim": told.token,
        "dream": dream,
        "initiative": made,
    }
