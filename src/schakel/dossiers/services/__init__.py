"""The verbs on dossiers and on what every dossier shares, by noun."""

from schakel.dossiers.services.dossiers import (
    _ALPHABET,
    _short_id,
    create,
    erase,
    link,
    record,
)
from schakel.dossiers.services.erasure import erase_person

__all__ = ["_ALPHABET", "_short_id", "create", "erase", "erase_person", "link", "record"]
