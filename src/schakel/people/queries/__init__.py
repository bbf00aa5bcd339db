"""Reads on people, parties and roles."""

from schakel.people.queries.offices import Office, responsible
from schakel.people.queries.roles import (
    actor_for,
    by_email,
    in_force,
    memberships_on,
    municipalities,
    municipality_of,
    personal_data,
)

__all__ = [
    "Office",
    "actor_for",
    "by_email",
    "in_force",
    "memberships_on",
    "municipalities",
    "municipality_of",
    "personal_data",
    "responsible",
]
