"""Which figures are not shown: decided when figures come in, and again when the norm changes."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Self

from django.db import transaction

from schakel.areas import indicators
from schakel.areas.models import Area, Figures
from schakel.areas.queries import boundaries
from schakel.base import clock
from schakel.engines.rules import Table, decide, load
from schakel.engines.suppression import Cell, Problem, Sum, suppress
from schakel.norms import queries as norms

_RULES = Path(__file__).parent.parent / "rules" / "suppression.toml"
_NORM = "privacy.minimum_count"
_BATCH = 500

Key = tuple[int, str]


@dataclass(frozen=True)
class Minimums:
    """The smallest count of people that is shown: a norm, and where a municipality deviates from it."""

    everywhere: int
    deviating: dict[str, int]

    @classmethod
    def now(cls) -> Self:
        day = clock.today()
        return cls(
            int(norms.norm(_NORM, day).value),
            {
                row.area: int(row.value)
                for row in norms.deviations(_NORM, day)
                if row.starts <= day and not row.area_type
            },
        )

    @property
    def highest(self) -> int:
        return max(self.everywhere, *self.deviating.values(), 0)

    def of(self, code: str) -> int:
        """In an area: the nearest deviation counts, of itself or of what its code says it lies in."""
        if not self.deviating:
            return self.everywhere
        number = code[2:]
        around = (code, f"WK{number[:6]}", f"GM{number[:4]}")
        return next(
            (self.deviating[each] for each in around if each in self.deviating), self.everywhere
        )


@transaction.atomic
def protect(year: int) -> int:
    """Decide for all figures of a year which are not shown; how many rows changed."""
    rows = list(
        Figures.objects.filter(year=year, source__forecast=False)
        .select_related("source", "area")
        .defer("source__title", "area__name")
    )
    if not rows:
        return 0
    minimums = Minimums.now()
    least = {row.area_id: minimums.of(row.area.code) for row in rows}
    merged: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        for key, raw in row.values.items():
            if raw is not None:
                merged[row.area_id].setdefault(key, Decimal(raw))
    counts = _hidden_counts(merged, least, minimums.highest)
    changed = []
    for row in rows:
        minimum = least[row.area_id]
        hidden = _hidden(row, merged[row.area_id], counts.get(row.area_id, set()), minimum)
        if row.hidden != hidden or row.minimum != minimum:
            row.hidden, row.minimum = hidden, minimum
            changed.append(row)
    Figures.objects.bulk_update(changed, ["hidden", "minimum"], batch_size=_BATCH)
    return len(changed)


def protect_all() -> int:
    """Decide anew for every year in which another minimum held; how many rows changed."""
    minimums = Minimums.now()
    due = {
        year
        for code, year, minimum in Figures.objects.filter(source__forecast=False)
        .order_by()
        .values_list("area__code", "year", "minimum")
        if minimum != minimums.of(code)
    }
    return sum(protect(year) for year in sorted(due))


# --- counts: what is small, and what would give it away ---------------------------------------------


def _hidden_counts(
    merged: dict[int, dict[str, Decimal]], least: dict[int, int], highest: int
) -> dict[int, set[str]]:
    """Of each area the counts of people that are not shown."""
    every = indicators.every()
    small = {
        (area, key)
        for area, values in merged.items()
        for key, value in values.items()
        if every[key].kind == "count" and every[key].people and 0 < value < least[area]
    }
    if not small:
        return {}
    tree = _Tree(merged)
    towns = {tree.town(area) for area, _key in small}
    keys = _related({key for _area, key in small})
    while True:
        problem = _problem(tree, towns, keys, small, highest)
        hidden: dict[int, set[str]] = defaultdict(set)
        for place in suppress(problem).hidden:
            assert isinstance(place, tuple)
            hidden[place[0]].add(place[1])
        # A municipality left out beside another one must not follow from its own districts.
        more = {tree.town(area) for area in hidden} - towns
        if not more:
            return hidden
        towns |= more


class _Tree:
    """The areas that have figures, and what lies in what."""

    def __init__(self, merged: dict[int, dict[str, Decimal]]) -> None:
        self.merged = merged
        self.kind: dict[int, str] = {}
        self.parent: dict[int, int | None] = {}
        # What somebody counts themselves may be about another year than the area was drawn in.
        years = {year for id, year in Area.objects.values_list("id", "year") if id in merged}
        areas = Area.objects.filter(year__in=years).values_list("id", "kind", "parent_id")
        for id, kind, parent in areas:
            self.kind[id], self.parent[id] = kind, parent
        self.country = next((id for id, kind in self.kind.items() if kind == "land"), None)
        self.parts: dict[int | None, list[int]] = defaultdict(list)
        for id in sorted(merged):
            kind = self.kind[id]
            if kind != Area.Kind.LAND:
                self.parts[self.country if kind == "gemeente" else self.parent[id]].append(id)

    def town(self, area: int) -> int:
        while (above := self.parent[area]) is not None:
            area = above
        return area


def _problem(
    tree: _Tree, towns: set[int], keys: set[str], small: set[Key], minimum: int
) -> Problem:
    every = indicators.every()
    inside = [
        area
        for area in sorted(tree.merged)
        if tree.kind[area] in ("land", "gemeente") or tree.town(area) in towns
    ]
    families = {tree.parent[area] or tree.country for area, _key in small}
    near = boundaries.touching({member for family in families for member in tree.parts[family]})
    known = {
        (area, key): tree.merged[area][key]
        for area in inside
        for key in keys
        if key in tree.merged[area]
    }
    cells = tuple(
        Cell(
            place,
            int(value),
            secret=place in small,
            near=frozenset((other, place[1]) for other in near.get(place[0], ())),
        )
        for place, value in known.items()
    )
    sums = []
    wholes = {tree.parent[area] or tree.country for area in inside} | {None}
    for family in sorted(wholes, key=lambda whole: whole or 0):
        for key in sorted(keys):
            parts = tuple((part, key) for part in tree.parts[family] if (part, key) in known)
            total = (family, key) if (family, key) in known else None
            if parts:
                sums.append(Sum(total, parts))
    for area in inside:
        groups: dict[tuple[str, str], list[Key]] = defaultdict(list)
        for key in sorted(keys):
            if every[key].part_of and (area, key) in known:
                groups[every[key].part_of, every[key].group].append((area, key))
        for (whole, _group), members in groups.items():
            if (area, whole) in known:
                sums.append(Sum((area, whole), tuple(members)))
    return Problem(cells, tuple(sums), minimum)


def _related(keys: set[str]) -> set[str]:
    """With a count everything it adds up with: the total, and the other parts of it."""
    every = indicators.every()
    wholes = {every[key].part_of for key in keys if every[key].part_of} | keys
    return wholes | {key for key, one in every.items() if one.part_of in wholes}


# --- every other figure: by the table of rules ------------------------------------------------------


def _hidden(row: Figures, values: dict[str, Decimal], counts: set[str], minimum: int) -> list[str]:
    every = indicators.every()
    groups = {(every[key].part_of, every[key].group) for key in counts if every[key].part_of}

    def rests(one: indicators.Indicator) -> bool:
        if one.numerator in counts or (one.denominator in counts and one.kind != "share"):
            return True
        part = every.get(one.numerator)
        return one.key in counts or bool(
            part and part.part_of and (part.part_of, part.group) in groups
        )

    hidden = set()
    for key, raw in row.values.items():
        if raw is None:
            continue
        one = every[key]
        base = values.get(one.denominator) if one.denominator else None
        if one.kind == "share" and base is not None and not row.source.protected:
            part = Decimal(raw) * base / 100
            size = _size(min(part, base - part), minimum)
        else:
            size = _size(Decimal(raw), minimum) if one.kind == "count" else "unknown"
        if not _is_shown(
            one.kind, one.people, size, _size(base, minimum), rests(one), row.source.protected
        ):
            hidden.add(key)
    # Shares of one whole give each other away: 100 less the others.
    gone = {_whole(every[key]) for key in hidden if every[key].kind == "share"} - {None}
    return sorted(
        hidden
        | {
            key
            for key, raw in row.values.items()
            if raw is not None and every[key].kind == "share" and _whole(every[key]) in gone
        }
    )


def _whole(one: indicators.Indicator) -> tuple[str, str] | None:
    part = indicators.every().get(one.numerator)
    return (part.part_of, part.group) if part and part.part_of else None


def _size(value: Decimal | None, minimum: int) -> str:
    if value is None:
        return "unknown"
    if value <= 0:
        return "none"
    return "small" if value < minimum else "enough"


@cache
def rules() -> Table:
    """The table that says which figures are shown."""
    return load(_RULES)


@cache
def _is_shown(
    kind: str, people: bool, size: str, base: str, rests_on_hidden: bool, protected: bool
) -> bool:
    facts = {
        "kind": kind,
        "people": people,
        "size": size,
        "base": base,
        "rests_on_hidden": rests_on_hidden,
        "protected": protected,
    }
    return bool(decide(rules(), facts).value)
