"""Every read on initiatives."""

from schakel.initiatives.queries.initiatives import (
    STANDS,
    by_address,
    by_token,
    complete,
    here,
    initiatives,
    provenance,
    seat_of,
    waiting_for_teller,
)
from schakel.initiatives.queries.office import again_of, days_to_look, to_look_at

__all__ = [
    "STANDS",
    "again_of",
    "by_address",
    "by_token",
    "complete",
    "days_to_look",
    "here",
    "initiatives",
    "provenance",
    "seat_of",
    "to_look_at",
    "waiting_for_teller",
]
