"""Verifies a projection by counting steps on either side, without the solver's order."""

from dataclasses import dataclass
from fractions import Fraction

from schakel.engines.explanation import Explanation
from schakel.engines.trends.series import Outcome, Series

_NEWEST = 15


@dataclass(frozen=True)
class Verdict:
    """`findings` say what does not hold; none means that the outcome stands."""

    findings: tuple[Explanation, ...]

    @property
    def holds(self) -> bool:
        return not self.findings

    def __bool__(self) -> bool:
        return self.holds


def check(series: Series, outcome: Outcome) -> Verdict:
    findings = []
    points = series.points[len(series.points) - min(_NEWEST, len(series.points)) :]
    steps = []
    for place, (year, value) in enumerate(points):
        for earlier, before in points[:place]:
            steps.append(Fraction(value - before, 1) / (year - earlier))
    for tenth, claimed in ((1, outcome.slow), (5, outcome.step), (9, outcome.fast)):
        if not _splits(steps, claimed, Fraction(tenth, 10)):
            findings.append(Explanation("trends.check.step", {"tenth": tenth}))
    last, start = points[-1]
    for each in outcome.projected:
        for change, claimed in (
            (outcome.slow, each.low),
            (outcome.step, each.middle),
            (outcome.fast, each.high),
        ):
            free = start + (each.year - last) * change
            inside = (series.low is None or claimed >= series.low) and (
                series.high is None or claimed <= series.high
            )
            held = claimed in (series.low, series.high) and claimed != free
            pushed = (claimed == series.low and free < claimed) or (
                claimed == series.high and free > claimed
            )
            if not inside or (claimed != free and not (held and pushed)):
                findings.append(Explanation("trends.check.year", {"year": str(each.year)}))
    return Verdict(tuple(findings))


def _splits(steps: list[Fraction], claimed: Fraction, part: Fraction) -> bool:
    """Whether so great a part of the steps lies below: exactly where the order says."""
    place = part * (len(steps) - 1)
    below = sum(step < claimed for step in steps)
    upto = sum(step <= claimed for step in steps)
    if below <= place <= upto - 1:
        return True  # one of the steps itself
    under = max((step for step in steps if step < claimed), default=None)
    over = min((step for step in steps if step > claimed), default=None)
    if under is None or over is None or not below - 1 < place < below:
        return False
    return claimed == under + (over - under) * (place - (below - 1))
