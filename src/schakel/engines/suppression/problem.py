"""A table of counts with the sums between them, and which counts are left out."""

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One count. `secret`: it may not be shown, nor be computable from what is shown."""

    key: Hashable
    value: int
    secret: bool = False
    near: frozenset[Hashable] = frozenset()  # left out rather with these than with others

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"{self.key}: a count is not below zero")


@dataclass(frozen=True)
class Sum:
    """The parts add up to the total. Without a total the sum counts as known to everybody."""

    total: Hashable | None
    parts: tuple[Hashable, ...]


@dataclass(frozen=True)
class Problem:
    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...]
    minimum: int

    def __post_init__(self) -> None:
        known = {cell.key for cell in self.cells}
        if len(known) != len(self.cells):
            raise ValueError("a cell has the key of another")
        for line in self.sums:
            for key in (*line.parts, *((line.total,) if line.total is not None else ())):
                if key not in known:
                    raise ValueError(f"{key} stands in a sum and is no cell")


@dataclass(frozen=True)
class Outcome:
    """`small` are the secret cells, `beside` those left out to keep the secret ones from being computed."""

    small: frozenset[Hashable]
    beside: frozenset[Hashable]

    @property
    def hidden(self) -> frozenset[Hashable]:
        return self.small | self.beside
