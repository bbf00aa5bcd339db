"""Adding areas: one by one, or all of a file at once; and which of them exist now."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from schakel.areas.models import COUNTRY, Area, AreaChange
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused

_LEVELS = {"NL": Area.Kind.LAND, "GM": Area.Kind.GEMEENTE, "WK": Area.Kind.WIJK}
_BATCH = 1000


@dataclass(frozen=True)
class Wanted:
    """An area that a file speaks of; without a name when the file gives only its code."""

    code: str
    name: str = ""
    town: str = ""
    district: str = ""
    place: str = ""  # where in the file, for a refusal

    @property
    def kind(self) -> Area.Kind:
        return _LEVELS.get(self.code[:2], Area.Kind.BUURT)

    @property
    def parent(self) -> str:
        """The code of what it lies in, which is in its own code."""
        return {"WK": f"GM{self.code[2:6]}", "BU": f"WK{self.code[2:8]}"}.get(self.code[:2], "")


@transaction.atomic
def add(
    actor: Actor, *, code: str, year: int, kind: str, name: str, parent: Area | None = None
) -> Area:
    """Add an area, or give back the one that has this code in this year, with its name brought up to date."""
    earlier = Area.objects.filter(code=code).exclude(year=year).first()
    area, _new = Area.objects.update_or_create(
        code=code,
        year=year,
        defaults={"kind": kind, "name": name, "slug": slugify(name), "parent": parent},
        create_defaults={
            "kind": kind,
            "name": name,
            "slug": slugify(name),
            "parent": parent,
            "lineage": earlier.lineage if earlier else uuid.uuid4(),
            "current": False,
        },
    )
    _link({area.lineage})
    renew_current()
    area.refresh_from_db()
    return area


def ensure(year: int, wanted: Mapping[str, Wanted]) -> tuple[dict[str, int], int]:
    """Make every area of a file exist in this year; ids by code, and how many are new.

    A municipality or district that only its parts speak of is made too. Raises InputRefused for a
    part of a municipality that nobody has heard of.
    """
    every = {**_above(year, wanted), **wanted}
    known = {area.code: area for area in Area.objects.filter(year=year)}
    older = _Older(year, {*every, *known})
    taken = {area.lineage for area in known.values()}
    ids = {code: area.pk for code, area in known.items()}
    new, renamed = 0, []
    for level in Area.Kind.values:
        fresh: list[Area] = []
        for want in (want for want in every.values() if want.kind == level):
            twins = older.twins(want)
            name = want.name or next((a.name for a in twins if a.name != a.code), want.code)
            present = known.get(want.code)
            if present is None:
                lineage = next((a.lineage for a in twins if a.lineage not in taken), None)
                fresh.append(
                    Area(
                        code=want.code,
                        year=year,
                        kind=level,
                        name=name,
                        slug=slugify(name) or want.code.lower(),
                        parent_id=ids.get(want.parent),
                        lineage=lineage or uuid.uuid4(),
                        current=False,
                    )
                )
            elif name != present.name and (want.name or present.name == present.code):
                present.name, present.slug = name, slugify(name) or present.code.lower()
                renamed.append(present)
        for made in Area.objects.bulk_create(fresh, batch_size=_BATCH):
            ids[made.code] = made.pk
            known[made.code] = made
        new += len(fresh)
    Area.objects.bulk_update(renamed, ["name", "slug"], batch_size=_BATCH)
    _name_the_nameless(older.by_code, known)
    if new:
        _link({known[code].lineage for code in every})
    if new or renamed:
        renew_current()
    return {code: ids[code] for code in every}, new


class _Older:
    """The areas of other years, to find those that are the same place as one of this year."""

    def __init__(self, year: int, codes: Collection[str]) -> None:
        self.year = year
        self.by_code: dict[str, list[Area]] = defaultdict(list)
        self.sets: dict[tuple[int, str], set[str]] = defaultdict(set)
        for area in Area.objects.exclude(year=year):
            self.by_code[area.code].append(area)
            self.sets[area.year, _around(area.code)].add(area.code)
        for code in codes:
            self.sets[year, _around(code)].add(code)

    def twins(self, want: Wanted) -> list[Area]:
        """The same code in other years, the nearest first, where it is the same place.

        A code stays with a municipality. Districts and neighbourhoods are drawn anew under codes
        that were used before: they are the same when the name is, or when all codes around them
        are the same as they were.
        """
        here = self.sets[self.year, _around(want.code)]
        return [
            area
            for area in sorted(self.by_code[want.code], key=lambda area: abs(area.year - self.year))
            if want.code[:2] in ("NL", "GM")
            or area.name == want.name
            or self.sets[area.year, _around(want.code)] == here
        ]


def _around(code: str) -> str:
    """A district is drawn within its municipality, a neighbourhood within its district."""
    return code[:6] if code.startswith("WK") else code[:8]


def renew_current() -> None:
    """Say anew of each place which of its years is the one that exists now.

    The newest year counts, unless the place was merged or split, or its municipality was drawn anew
    without it; and only when its name is known.
    """
    rows = list(
        Area.objects.values_list("id", "lineage", "year", "kind", "code", "name", "parent_id")
    )
    lies_in = {id: (parent, lineage) for id, lineage, *_rest, parent in rows}
    gone = set(
        AreaChange.objects.filter(kind__in=["merged", "split"]).values_list("from_area", flat=True)
    )
    newest: dict[uuid.UUID, int] = {}
    drawn: dict[tuple[str, uuid.UUID], int] = {}
    towns: dict[int, uuid.UUID] = {}
    for id, lineage, year, kind, _code, _name, _parent in rows:
        top, towns[id] = lies_in[id]
        while top is not None:
            top, towns[id] = lies_in[top]
        newest[lineage] = max(year, newest.get(lineage, 0))
        drawn[kind, towns[id]] = max(year, drawn.get((kind, towns[id]), 0))
    dead = {lineage for id, lineage, year, *_rest in rows if id in gone and year == newest[lineage]}
    now = {
        id
        for id, lineage, year, kind, code, name, _parent in rows
        if year == newest[lineage] == drawn[kind, towns[id]]
        and lineage not in dead
        and towns[id] not in dead
        and name != code
    }
    before = set(Area.objects.filter(current=True).values_list("id", flat=True))
    _set(False, sorted(before - now))
    _set(True, sorted(now - before))


def _set(value: bool, ids: list[int]) -> None:
    for start in range(0, len(ids), _BATCH):
        Area.objects.filter(pk__in=ids[start : start + _BATCH]).update(current=value)


def _above(year: int, wanted: Mapping[str, Wanted]) -> dict[str, Wanted]:
    """The municipalities and districts that the file itself does not list, and the year lacks."""
    known = set(Area.objects.filter(year=year).values_list("code", flat=True))
    found: dict[str, Wanted] = {}
    for want in wanted.values():
        district = want
        if want.kind == Area.Kind.BUURT:
            district = Wanted(want.parent, want.district, want.town, place=want.place)
            if want.parent not in known and want.parent not in wanted:
                found.setdefault(want.parent, district)
        town = district.parent
        if town and town not in known and town not in wanted and town not in found:
            if not want.town:
                raise InputRefused(
                    _(
                        "%(place)s: %(code)s ligt in %(town)s, en die gemeente staat niet in %(year)s. "
                        "Lees eerst het bestand met de gemeenten van %(year)s."
                    )
                    % {"place": want.place, "code": want.code, "town": town, "year": year}
                )
            found[town] = Wanted(town, want.town)
    return found


def _name_the_nameless(elsewhere: Mapping[str, list[Area]], known: Mapping[str, Area]) -> None:
    """Another year's file may have brought only the code."""
    named = []
    for code, areas in elsewhere.items():
        here = known.get(code)
        for area in areas:
            if here and area.name == code != here.name and area.lineage == here.lineage:
                area.name, area.slug = here.name, here.slug
                named.append(area)
    Area.objects.bulk_update(named, ["name", "slug"], batch_size=_BATCH)


def _link(lineages: set[uuid.UUID]) -> None:
    """From each year of a place to the next year of it: the same, another name, another code."""
    by_lineage: dict[uuid.UUID, list[Area]] = defaultdict(list)
    for area in Area.objects.order_by("year"):
        if area.lineage in lineages:
            by_lineage[area.lineage].append(area)
    steps = {
        (one.pk, two.pk): (one, two)
        for areas in by_lineage.values()
        for one, two in pairwise(areas)
    }
    present = dict[tuple[int, int], AreaChange]()
    for change in AreaChange.objects.select_related("from_area"):
        if change.from_area.lineage in lineages:
            present[change.from_area_id, change.to_area_id] = change
    stale = [
        change.pk
        for step, change in present.items()
        if step not in steps and change.basis == AreaChange.Basis.CODE
    ]
    for start in range(0, len(stale), _BATCH):
        AreaChange.objects.filter(pk__in=stale[start : start + _BATCH]).delete()
    AreaChange.objects.bulk_create(
        (
            AreaChange(
                from_area=one, to_area=two, kind=kind_of(one, two), basis=AreaChange.Basis.CODE
            )
            for step, (one, two) in steps.items()
            if step not in present
        ),
        batch_size=_BATCH,
    )


def kind_of(one: Area, two: Area) -> AreaChange.Kind:
    if one.code != two.code:
        return AreaChange.Kind.RECODED
    unknown = one.name == one.code or two.name == two.code
    return AreaChange.Kind.SAME if unknown or one.name == two.name else AreaChange.Kind.RENAMED


def newest(codes: Iterable[str]) -> tuple[dict[str, Area], dict[tuple[str, int], Area]]:
    """The newest area with each of these codes; and of each year in which the code was drawn."""
    found: dict[str, Area] = {}
    of_year: dict[tuple[str, int], Area] = {}
    for area in Area.objects.filter(code__in=set(codes)).order_by("year"):
        found[area.code] = of_year[area.code, area.year] = area
    return found, of_year


__all__ = ["COUNTRY", "Wanted", "add", "ensure", "kind_of", "newest", "renew_current"]
