"""What kind of place an area is: two tables of rules over its own figures, each with its reason."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

from schakel.areas.models import Area
from schakel.areas.queries import figures, trends
from schakel.engines.explanation import Explanation, Words
from schakel.engines.rules import Table, decide, explain, load

_RULES = Path(__file__).parent.parent / "rules"
_WHOLE = ("urbanity", "population")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Typed:
    """The kind of place and whether it grows, as keys of the tables, with why."""

    building: str
    growth: str
    why: tuple[Explanation, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The kinds that are known: what norms for a kind of place are looked up by."""
        return tuple(key for key in (self.building, self.growth) if key != UNKNOWN)


@cache
def table(name: str) -> Table:
    """A table of rules of this app: `building` or `growth`."""
    return load(_RULES / f"{name}.toml")


def kinds() -> dict[str, Any]:
    """Every kind of place that a norm may differ for, with its words in the language of the page."""
    return {
        key: _in_language(words)
        for name in ("building", "growth")
        for key, words in table(name).outcomes[0].choices
        if key != UNKNOWN
    }


def _said(words: Words) -> str:
    return words.en if (get_language() or "nl").startswith("en") else words.nl


_in_language = lazy(_said, str)


def of(area: Area) -> Typed:
    """The kind of place this area is, by figures of the area itself only; `unknown` without them."""
    building = table("building")
    facts: dict[str, object] = {}
    for each in figures.shown(area, [fact.name for fact in building.facts], pool=False):
        if each.value is not None and not each.is_fallback:
            key = each.indicator.key
            facts[key] = int(each.value) if key in _WHOLE else each.value
    change = _change(area)
    growing: dict[str, object] = {} if change is None else {"change": change}
    return Typed(
        building=str(decide(building, facts).value),
        growth=str(decide(table("growth"), growing).value),
        why=(explain(building, facts), explain(table("growth"), growing)),
    )


def _change(area: Area) -> Fraction | None:
    """Percent a year between the first and last of the newest ten years with one boundary."""
    points = trends.series(area, "population").unbroken[-10:]
    if len(points) < 3 or points[0].value <= 0:
        return None
    first, last = points[0], points[-1]
    grown = Fraction(last.value) / Fraction(first.value) - 1
    return grown * 100 / (last.year - first.year)
