"""Which counts of people are not shown, so that none that is small can be computed from the others.

    problem = Problem(cells, sums, minimum=10)
    outcome = suppress(problem)
    check(problem, outcome).holds
    explain(problem, outcome, key)

Method: docs/reference/suppression.md.
"""

from schakel.engines.suppression.checker import Verdict, check
from schakel.engines.suppression.problem import Cell, Outcome, Problem, Sum
from schakel.engines.suppression.solver import explain, suppress

__all__ = ["Cell", "Outcome", "Problem", "Sum", "Verdict", "check", "explain", "suppress"]
