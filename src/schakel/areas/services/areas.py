"""Adding areas: one by one, or all of a file at once; and which of them exist now."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
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
    elsewhere: dict[str, list[Area]] = defaultdict(list)
    for area in Area.objects.exclude(year=year):
        elsewhere[area.code].append(area)
    taken = {area.lineage for area in known.values()}
    ids = {code: area.pk for code, area in known.items()}
    new, renamed = 0, []
    for level in Area.Kind.values:
        fresh = []
        for want in (want for want in every.values() if want.kind == level):
            older = sorted(elsewhere[want.code], key=lambda area: abs(area.year - year))
            name = want.name or next((a.name for a in older if a.name != a.code), want.code)
            area = known.get(want.code)
            if area is None:
                lineage = older[0].lineage if older and older[0].lineage not in taken else None
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
            elif name != area.name and (want.name or area.name == area.code):
                area.name, area.slug = name, slugify(name) or area.code.lower()
                renamed.append(area)
        for made in Area.objects.bulk_create(fresh, batch_size=_BATCH):
            ids[made.code] = made.pk
            known[made.code] = made
        new += len(fresh)
    Area.objects.bulk_update(renamed, ["name", "slug"], batch_size=_BATCH)
    _name_the_nameless(elsewhere, known)
    if new:
        _link({known[code].lineage for code in every})
    if new or renamed:
        renew_current()
    return {code: ids[code] for code in every}, new


def renew_current() -> None:
    """Say anew of each place which of its years is the one that exists now.

    The newest year counts, unless the place was merged or split, or what it lies in was drawn anew
    without it; and only when its name is known.
    """
    rows = list(
        Area.objects.values_list(
            "id", "lineage", "year", "kind", "parent__lineage", "name", "code", "current"
        )
    )
    gone = set(
        AreaChange.objects.filter(kind__in=["merged", "split"]).values_list("from_area", flat=True)
    )
    newest: dict[uuid.UUID, int] = {}
    drawn: dict[tuple[str, uuid.UUID], int] = {}
    for _id, lineage, year, kind, parent, _name, _code, _current in rows:
        newest[lineage] = max(year, newest.get(lineage, 0))
        if parent:
            drawn[kind, parent] = max(year, drawn.get((kind, parent), 0))
    alive: set[uuid.UUID] = set()
    now: set[int] = set()
    for level in Area.Kind.values:
        for id, lineage, year, kind, parent, name, code, _current in rows:
            if kind != level or year != newest[lineage] or id in gone:
                continue
            if parent and (parent not in alive or drawn[kind, parent] > year):
                continue
            alive.add(lineage)
            if name != code:
                now.add(id)
    _set(False, [row[0] for row in rows if row[-1] and row[0] not in now])
    _set(True, [row[0] for row in rows if not row[-1] and row[0] in now])


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


def newest(codes: Iterable[str]) -> dict[str, Area]:
    """The newest area with each of these codes."""
    found: dict[str, Area] = {}
    for area in Area.objects.filter(code__in=set(codes)).order_by("year"):
        found[area.code] = area
    return found


__all__ = ["COUNTRY", "Wanted", "add", "ensure", "kind_of", "newest", "renew_current"]
