"""What an engine says about its own outcome: a key and values, never prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Union


@dataclass(frozen=True)
class Words:
    """A name that the data carry in both languages, such as the label of a fact in a rule file."""

    nl: str
    en: str


# A statement may be a value of another: "yes", or "at least 10".
Value = Union[int, Fraction, str, date, Words, "Explanation", tuple[Any, ...]]


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
