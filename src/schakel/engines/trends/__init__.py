"""Where a series of yearly figures goes when it goes on as it went, with a range.

    outcome = project(Series(((2014, Fraction(21)), (2018, Fraction(23)), ...)), years=(2030,))
    check(series, outcome).holds
    explain(series, outcome)

Method and limits: docs/reference/trends.md.
"""

from schakel.engines.trends.checker import Verdict, check
from schakel.engines.trends.projecting import NotEnough, explain, project
from schakel.engines.trends.series import Outcome, Projected, Series

__all__ = [
    "NotEnough",
    "Outcome",
    "Projected",
    "Series",
    "Verdict",
    "check",
    "explain",
    "project",
]
