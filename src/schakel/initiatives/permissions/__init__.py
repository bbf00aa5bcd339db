"""Who may do what in this app, by noun."""

from schakel.initiatives.permissions.initiatives import (
    is_in_it,
    may_adopt,
    may_change,
    may_look_first,
    may_own,
    may_run,
    may_say_again,
    nobody_owns,
    runs,
)

__all__ = [
    "is_in_it",
    "may_adopt",
    "may_change",
    "may_look_first",
    "may_own",
    "may_run",
    "may_say_again",
    "nobody_owns",
    "runs",
]
