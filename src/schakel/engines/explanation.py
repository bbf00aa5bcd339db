"""What an engine says about its own outcome: a key and values, never prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

Value = int | Fraction | str | tuple[Any, ...]


@dataclass(frozen=True)
class Explanation:
    """One statement, the statements it rests on, and what would have changed it.

    `key` names a text in `base/texts`, `values` fill it; `source` names the law, norm or
    paper the statement rests on, if any.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    because: tuple["Explanation", ...] = ()
    would_change: tuple["Explanation", ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", dict(self.values))
