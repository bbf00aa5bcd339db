"""Verifies an outcome, and tells what else is true of it.

Reads only problem and outcome and shares no code with the rules: every claim is recomputed here
from the published prices and the ballots, in exact numbers.
"""

from schakel.engines.allocation.checker.outcomes import check
from schakel.engines.allocation.checker.properties import (
    Property,
    ejr_plus,
    exhaustive,
    feasible,
    priceable,
    properties,
)
from schakel.engines.allocation.checker.recounts import Recount, recount
from schakel.engines.allocation.checker.verdict import Verdict

__all__ = [
    "Property",
    "Recount",
    "Verdict",
    "check",
    "ejr_plus",
    "exhaustive",
    "feasible",
    "priceable",
    "properties",
    "recount",
]
