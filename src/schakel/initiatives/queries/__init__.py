"""Every read on initiatives."""

from schakel.initiatives.queries.initiatives import (
    STANDS,
    by_address,
    complete,
    initiatives,
    initiatives_in,
)

__all__ = ["STANDS", "by_address", "complete", "initiatives", "initiatives_in"]
