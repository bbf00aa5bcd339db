"""The tables of residents' initiatives: what they are, whose idea it was, and who may take one up."""

from schakel.initiatives.models.claims import Claim
from schakel.initiatives.models.initiatives import Again, Initiative, Milestone
from schakel.initiatives.models.provenance import Credit

__all__ = ["Again", "Claim", "Credit", "Initiative", "Milestone"]
