"""The reads on dossiers and on what every dossier shares, by noun."""

from schakel.dossiers.queries.dossiers import (
    Step,
    by_address,
    by_short_id,
    chain,
    facts_of,
    seen_by,
    visible,
)
from schakel.dossiers.queries.export import personal_data

__all__ = [
    "Step",
    "by_address",
    "by_short_id",
    "chain",
    "facts_of",
    "personal_data",
    "seen_by",
    "visible",
]
