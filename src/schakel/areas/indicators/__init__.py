"""What is counted: every indicator with its words, unit and kind, declared in the TOML files beside this."""

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

_SILENT = Decimal(-99990)  # Statistics Netherlands writes -99997 and lower for "not published"
_STEPS = Decimal("0.0001")


@dataclass(frozen=True)
class Indicator:
    """One thing that is counted or measured of an area."""

    key: str
    nl: str
    en: str
    unit: str
    kind: str  # count, share, mean, density, amount, class
    source: str  # the publication that usually brings it
    columns: tuple[str, ...]
    people: bool = False  # counts people or their households
    part_of: str = ""  # the total it is a part of ...
    group: str = ""  # ... together with the others of this group, which add up to that total
    numerator: str = ""
    denominator: str = ""
    estimate: bool = False  # computed with a model, not counted
    times: dict[str, str] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.en if (get_language() or "nl").startswith("en") else self.nl

    def parse(self, raw: object, column: str = "") -> Decimal | None:
        """The figure in our unit; None where the source is silent. ValueError for what is no figure."""
        text = str(raw if raw is not None else "").strip()
        if text in ("", ".", "-", "x", "null"):
            return None
        if self.words and text.lower() in self.words:
            return Decimal(self.words[text.lower()])
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise ValueError(text) from None
        if not value.is_finite():
            raise ValueError(text)
        if value <= _SILENT:
            return None
        if value < 0 or (self.kind == "share" and value > 100):
            raise ValueError(text)
        if column in self.times:
            value *= Decimal(self.times[column])
        if self.kind == "count" and value != value.to_integral_value():
            raise ValueError(text)
        return value.quantize(_STEPS)


@cache
def every() -> dict[str, Indicator]:
    """All indicators by key, in the order of the files."""
    found: dict[str, Indicator] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml"), reverse=True):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        source, estimate = data.pop("source"), data.pop("estimate", False)
        for key, row in data.items():
            columns = tuple(row.pop("columns"))
            found[key] = Indicator(
                key=key, source=source, estimate=estimate, columns=columns, **row
            )
    return found


def get(key: str) -> Indicator:
    """The indicator with this key. KeyError names the key."""
    return every()[key]


@cache
def by_column() -> dict[str, Indicator]:
    return {column: indicator for indicator in every().values() for column in indicator.columns}


def stem(column: str) -> str:
    """The name of a column without what differs between years and files.

    `AantalInwoners_5`, `aantal_inwoners` and `Bevolking/Aantal inwoners (aantal)` give one stem.
    """
    last = re.sub(r"\s*\([^)]*\)\s*$", "", column.strip().rsplit("/", 1)[-1])
    if last != last.lower():  # the number of the column in its table; pop_0_14 has none
        last = re.sub(r"_\d+$", "", last)
    return re.sub(r"[^a-z0-9]", "", last.lower())


def text(value: Decimal | None) -> str | None:
    """As it is stored: without zeros that say nothing."""
    return None if value is None else f"{value.normalize():f}"
