"""Every write on initiatives: telling, owning, their life, and their page."""

from schakel.initiatives.services.initiatives import change, copy
from schakel.initiatives.services.life import (
    TooEarly,
    add_milestone,
    drop_milestone,
    look_again,
    reach_milestone,
    say,
    say_again,
)
from schakel.initiatives.services.owning import adopt, behind, check_teller, claim, release, renew
from schakel.initiatives.services.telling import (
    Dream,
    Told,
    remove,
    restore,
    show,
    steps_back,
    tell,
)

__all__ = [
    "Dream",
    "Told",
    "TooEarly",
    "add_milestone",
    "adopt",
    "behind",
    "change",
    "check_teller",
    "claim",
    "copy",
    "drop_milestone",
    "look_again",
    "reach_milestone",
    "release",
    "remove",
    "renew",
    "restore",
    "say",
    "say_again",
    "show",
    "steps_back",
    "tell",
]
