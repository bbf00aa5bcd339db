"""A vote on its own, without the money: a process of the states and phases that a box looks at."""

from datetime import datetime, timedelta

import rules

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.plugs import DossierKind, dossier_kinds
from schakel.processes import kinds
from schakel.processes import services as processes
from schakel.voice import services
from schakel.voice.models import BallotBox
from schakel.voice.services import OptionSpec
from tests.factories.dossiers import DossierFactory

KIND = "proefstemming"

if KIND not in kinds.kinds:
    kinds.register(
        kinds.ProcessKind(
            name=KIND,
            states={"prepare": "voorbereiding", "voting": "stemmen", "counting": "tellen"},
            initial="prepare",
            transitions=(
                kinds.Transition("open", ("prepare",), "voting", rules.always_allow),
                kinds.Transition("close", ("voting",), "counting", rules.always_allow),
            ),
            verbs={"open": "open", "close": "sluit"},
            phases={"vote": "stemmen"},
        )
    )
    dossier_kinds.register(KIND, DossierKind("voice:code", "Proefstemming"))

SYSTEM = Actor.system()
PLANS = [
    OptionSpec("a", "Buurtmoestuin", "Een tuin voor en door bewoners.", 480_000),
    OptionSpec("b", "Jongerenplek", "Een plek om elkaar te zien.", 1_980_000),
    OptionSpec("c", "Bankjes langs het water", "", 250_000),
]


def make_box(
    *,
    opens: datetime | None = None,
    closes: datetime | None = None,
    voting: bool = True,
    ballot_type: str = "approval",
    max_choices: int | None = None,
    options: list[OptionSpec] | None = None,
    **dossier: object,
) -> BallotBox:
    """A box that takes votes now, unless `voting` is False: then the process has not begun."""
    made = DossierFactory(kind=KIND, **dossier)
    now = clock.now()
    phase = (opens or now - timedelta(days=1), closes or now + timedelta(days=7))
    process = processes.start(SYSTEM, made, KIND, phases={"vote": phase})
    box = services.open_box(
        SYSTEM, made, ballot_type=ballot_type, options=options or PLANS, max_choices=max_choices
    )
    if voting:
        processes.move(SYSTEM, process, "open")
    return box


def end_voting(box: BallotBox) -> None:
    processes.move(SYSTEM, box.dossier.process, "close")


def close(box: BallotBox) -> BallotBox:
    """End the voting and close the box."""
    end_voting(box)
    return services.close_box(SYSTEM, box)
