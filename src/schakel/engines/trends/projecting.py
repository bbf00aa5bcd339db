"""Goes on with the middle of all yearly steps between two years of the series (Theil-Sen)."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from schakel.engines.explanation import Explanation
from schakel.engines.trends.series import Outcome, Projected, Series

LEAST_POINTS = 3
MOST_POINTS = 15  # the newest
MOST_YEARS_AHEAD = 10


class NotEnough(ValueError):
    """Why nothing is projected; `explanation` says it."""

    def __init__(self, explanation: Explanation) -> None:
        super().__init__(explanation.key)
        self.explanation = explanation


def project(series: Series, years: Sequence[int]) -> Outcome:
    """The series in later years.

    Of every two years of the series (the newest 15) the change in a year; their median is the step,
    the tenth from below and from above are the slow and the fast side. From the last figure on,
    within the bounds. Exact.
    Raises NotEnough with fewer than three figures, or for a year further ahead than the series
    looks back, or than ten years.
    """
    points = series.points[-MOST_POINTS:]
    if len(points) < LEAST_POINTS:
        raise NotEnough(Explanation("trends.few", {"points": len(points), "least": LEAST_POINTS}))
    first, (last, value) = points[0][0], points[-1]
    furthest = last + min(MOST_YEARS_AHEAD, last - first)
    for year in years:
        if not last < year <= furthest:
            raise NotEnough(
                Explanation(
                    "trends.far", {"year": str(year), "from": str(last), "to": str(furthest)}
                )
            )
    steps = sorted((b - a) / (y - x) for (x, a), (y, b) in combinations(points, 2))
    step, slow, fast = (_quantile(steps, Fraction(part, 10)) for part in (5, 1, 9))

    def at(change: Fraction, year: int) -> Fraction:
        wanted = value + change * (year - last)
        if series.low is not None:
            wanted = max(wanted, series.low)
        return wanted if series.high is None else min(wanted, series.high)

    return Outcome(
        step,
        slow,
        fast,
        tuple(Projected(year, at(slow, year), at(step, year), at(fast, year)) for year in years),
    )


def explain(series: Series, outcome: Outcome) -> Explanation:
    """How it was projected, and from what."""
    points = series.points[-MOST_POINTS:]
    direction = "up" if outcome.step > 0 else "down" if outcome.step < 0 else "level"
    return Explanation(
        f"trends.{direction}",
        {
            "step": abs(outcome.step),
            "first": str(points[0][0]),
            "last": str(points[-1][0]),
        },
        because=(
            Explanation("trends.method", {"points": len(points)}),
            Explanation("trends.range", {"slow": outcome.slow, "fast": outcome.fast}),
        ),
    )


def _quantile(ordered: list[Fraction], part: Fraction) -> Fraction:
    """Between the two nearest in order, in proportion."""
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
