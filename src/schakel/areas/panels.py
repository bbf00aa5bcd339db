"""What a neighbourhood page shows of the area itself: its figures beside those of what it lies in."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.areas.queries import figures
from schakel.areas.queries.figures import Shown
from schakel.base import clock, formats
from schakel.base.actor import Actor
from schakel.norms import queries as norms

# What says something about living together here. Never a ranking: each stands beside its own area.
_KEYS = (
    "population",
    "share_0_14",
    "share_65_plus",
    "share_single",
    "volunteer",
    "carer",
    "socially_lonely",
    "control_of_life",
    "hard_to_make_ends_meet",
)


@dataclass(frozen=True)
class Cell:
    """One figure, or why there is none; `bar` and `mark` are shares of one."""

    level: str
    text: str
    missing: bool = False
    bar: Fraction | None = None
    mark: Fraction | None = None


@dataclass(frozen=True)
class Line:
    label: str
    about: str
    cells: list[Cell]


def area_figures(actor: Actor, area: Area) -> dict[str, Any]:
    """The figures of an area beside its district, municipality and country; of each what is known."""
    rows = [row for row in figures.compare(area, _KEYS) if any(one.source for one in row)]
    columns = _columns(rows)
    hidden = [row[0].indicator.key for row in rows if row[0].why == "small"]
    pooled = {one.indicator.key: one for one in figures.shown(area, hidden)} if hidden else {}
    small = ""
    if hidden or any(one.why == "small" for row in rows for one in row):
        minimum = norms.norm("privacy.minimum_count", clock.today()).value
        small = _("Minder dan %(number)s mensen: wij tonen dit niet.") % {
            "number": formats.count(Fraction(minimum))
        }
    return {
        "area": area,
        "columns": [level.name for level in columns],
        "lines": [_line(row, columns, small, pooled.get(row[0].indicator.key)) for row in rows],
    }


def _columns(rows: Sequence[tuple[Shown, ...]]) -> list[Area]:
    """The areas that stand beside each other, the smallest first."""
    longest = max(rows, key=len, default=())
    return [one.area for one in longest]


def _line(
    row: tuple[Shown, ...], columns: Sequence[Area], small: str, pooled: Shown | None
) -> Line:
    known = next((one for one in row if one.value is not None), None)
    mark = _share(row[-1])
    cells = []
    for number, (one, column) in enumerate(zip(row, columns, strict=False)):
        if one.value is not None:
            own = number == 0
            cells.append(
                Cell(column.name, words(one), bar=_share(one) if own else None,
                     mark=mark if own and len(row) > 1 else None)
            )  # fmt: skip
        elif one.why == "small":
            together = pooled if number == 0 and pooled and pooled.pooled else None
            cells.append(Cell(column.name, _pooled(together, small) if together else small, True))
        else:
            cells.append(Cell(column.name, _("niet bekend"), True))
    source = next(one for one in row if one.source is not None)
    assert source.source is not None
    about = f"{source.source.publisher}, {source.source.title}"
    if row[0].value is None and row[0].why != "small" and known is not None:
        about = _("%(source)s. Geen cijfer per %(kind)s, wel per %(level)s.") % {
            "source": about,
            "kind": row[0].area.get_kind_display(),
            "level": known.area.get_kind_display(),
        }
    return Line(row[0].indicator.label, about, cells)


def _pooled(one: Shown, small: str) -> str:
    return _("%(small)s Samen met %(areas)s: %(value)s.") % {
        "small": small,
        "areas": ", ".join(area.name for area in one.pooled),
        "value": words(one),
    }


def _share(one: Shown) -> Fraction | None:
    if one.value is None or one.indicator.unit != "percent":
        return None
    return Fraction(one.value) / 100


def words(one: Shown) -> str:
    """A figure with its unit, as people read it; at most one decimal."""
    assert one.value is not None
    number = formats.decimal(Fraction(one.value))
    return f"{number}%" if one.indicator.unit == "percent" else number
