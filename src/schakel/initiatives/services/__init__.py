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
from schakel.initiatives.services.owning import adopt, behind, claim, release, renew
from schakel.initiatives.services.telling import Dream, Told, remove, restore, show, tell

__all__ = [
    "Dream",
    "Told",
    "TooEarly",
    "add_milestone",
    "adopt",
    "behind",
    "change",
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
    "tell",
]
