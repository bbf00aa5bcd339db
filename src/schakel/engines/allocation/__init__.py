"""Participatory budgeting: which projects get money, exactly and explained.

    from schakel.engines.allocation import equal_shares, read_pabulib
    equal_shares(read_pabulib("round.pb"), utility="cost", completion="add1").winners

Three faces: a rule solves, `check` verifies an outcome without the solver, `explain` tells each
project's story. `divide` runs a rule on a budget of which parts are set apart.
"""

from schakel.engines.allocation.ballots import BallotGroup
from schakel.engines.allocation.checker import (
    Property,
    Recount,
    Verdict,
    check,
    properties,
    recount,
)
from schakel.engines.allocation.division import Division, Envelope, Part
from schakel.engines.allocation.division_checker import check_division
from schakel.engines.allocation.division_explain import DivisionExplanation, explain_division
from schakel.engines.allocation.envelopes import divide, envelopes_by
from schakel.engines.allocation.errors import EnvelopeError, PabulibError
from schakel.engines.allocation.explain import ProjectExplanation, explain, explain_ties
from schakel.engines.allocation.greedy import greedy
from schakel.engines.allocation.outcome import Comparison, NearTie, Outcome, Round
from schakel.engines.allocation.pabulib import read_pabulib
from schakel.engines.allocation.pabulib_writer import write_pabulib
from schakel.engines.allocation.phragmen import phragmen
from schakel.engines.allocation.problem import Problem, Project
from schakel.engines.allocation.shares import equal_shares

__all__ = [
    "BallotGroup",
    "Comparison",
    "Division",
    "DivisionExplanation",
    "Envelope",
    "EnvelopeError",
    "NearTie",
    "Outcome",
    "PabulibError",
    "Part",
    "Problem",
    "Project",
    "ProjectExplanation",
    "Property",
    "Recount",
    "Round",
    "Verdict",
    "check",
    "check_division",
    "divide",
    "envelopes_by",
    "equal_shares",
    "explain",
    "explain_division",
    "explain_ties",
    "greedy",
    "phragmen",
    "properties",
    "read_pabulib",
    "recount",
    "write_pabulib",
]
