"""A series of yearly figures, and what it becomes."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Series:
    """Figures by year, each year once, in order. They stay between `low` and `high`."""

    points: tuple[tuple[int, Fraction], ...]
    low: Fraction | None = Fraction(0)
    high: Fraction | None = None

    def __post_init__(self) -> None:
        years = [year for year, _value in self.points]
        if years != sorted(set(years)):
            raise ValueError("years stand in order, each once")
        for year, value in self.points:
            if (self.low is not None and value < self.low) or (
                self.high is not None and value > self.high
            ):
                raise ValueError(f"{year}: {value} lies outside the bounds of the series")


@dataclass(frozen=True)
class Projected:
    """The middle of what is expected in a year, between the slow and the fast side."""

    year: int
    low: Fraction
    middle: Fraction
    high: Fraction


@dataclass(frozen=True)
class Outcome:
    """`step` is the change in a year; of ten steps seen eight lie between `slow` and `fast`."""

    step: Fraction
    slow: Fraction
    fast: Fraction
    projected: tuple[Projected, ...]
