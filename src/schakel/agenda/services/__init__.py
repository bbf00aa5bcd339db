"""The verbs on the agenda, by noun."""

from schakel.agenda.services.activities import (
    add,
    call_off,
    call_off_day,
    change,
    draw_on,
    move_day,
)
from schakel.agenda.services.importing import Read, read_in
from schakel.agenda.services.registrations import clean, erase_person, leave, register

__all__ = [
    "Read",
    "add",
    "call_off",
    "call_off_day",
    "change",
    "clean",
    "draw_on",
    "erase_person",
    "leave",
    "move_day",
    "read_in",
    "register",
]
