"""Makes up how the demo's municipalities lie and what their figures are: always the same, never real.

The map lies in open water, where no neighbourhood is. Figures come as the list that
`schakel areas import` reads from any municipality, so the demo enters by the same door.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from schakel.web.demo.content import FOLDER, Municipality

# In the middle of the Markermeer; one step is about 500 metres.
_WEST, _NORTH = 5.16, 52.60
_STEP_EAST, _STEP_NORTH = 0.0074, 0.0045
_BLOCK = 2  # a district is a block of two by two neighbourhoods
_PER_ROW = 5  # districts beside each other
_YEARS = 10

Ring = list[list[float]]


@cache
def kinds() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "kinds.toml").read_text(encoding="utf-8"))


def boundaries(town: Municipality, offset: int = 0) -> dict[str, dict[str, Any]]:
    """The GeoJSON polygon of every area by its code; neighbours share their border to the metre."""
    shapes: dict[str, dict[str, Any]] = {}
    cells: set[tuple[int, int]] = set()
    for place, district in enumerate(town.districts):
        across, down = place % _PER_ROW, place // _PER_ROW
        block = []
        for number, (code, _name, _like) in enumerate(district.neighbourhoods):
            cell = (
                offset + across * _BLOCK + number % _BLOCK,
                down * _BLOCK + number // _BLOCK,
            )
            shapes[code] = _polygon({cell})
            block.append(cell)
        shapes[district.code] = _polygon(set(block))
        cells |= set(block)
    shapes[town.code] = _polygon(cells)
    return shapes


def _polygon(cells: set[tuple[int, int]]) -> dict[str, Any]:
    """The outline of cells that hang together: the sides that only one of them has, in a ring."""
    sides: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    for x, y in cells:
        corners = [(x, y), (x, y + 1), (x + 1, y + 1), (x + 1, y)]
        for one, two in zip(corners, [*corners[1:], corners[0]], strict=True):
            sides ^= {(two, one)} if (two, one) in sides else {(one, two)}
    after = dict(sides)
    start = min(after)
    ring: Ring = []
    here = start
    while True:
        there = after[here]
        ring += _side(here, there)
        here = there
        if here == start:
            break
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _side(one: tuple[int, int], two: tuple[int, int]) -> Ring:
    """A side as a somewhat crooked line without its end: the same line from both its neighbours."""
    low, high = min(one, two), max(one, two)
    draw = random.Random(f"schakel.demo.side.{low}.{high}")
    a, b = _corner(low), _corner(high)
    bend = [
        [
            a[0] + (b[0] - a[0]) * share + draw.uniform(-0.07, 0.07) * _STEP_EAST,
            a[1] + (b[1] - a[1]) * share + draw.uniform(-0.07, 0.07) * _STEP_NORTH,
        ]
        for share in (1 / 3, 2 / 3)
    ]
    line = [a, *bend, b]
    if one > two:
        line.reverse()
    return [[round(lon, 6), round(lat, 6)] for lon, lat in line[:-1]]


def _corner(place: tuple[int, int]) -> list[float]:
    draw = random.Random(f"schakel.demo.corner.{place}")
    x = place[0] + draw.uniform(-0.18, 0.18)
    y = place[1] + draw.uniform(-0.18, 0.18)
    return [_WEST + x * _STEP_EAST, _NORTH - y * _STEP_NORTH]


def figures(town: Municipality, newest: int) -> Iterator[tuple[str, int, str, str]]:
    """(code, year, indicator, value) of every area over ten years; the whole is the sum of its parts."""
    for year in range(newest - _YEARS + 1, newest + 1):
        whole = []
        for district in town.districts:
            parts = [
                _counts(code, like, year, newest) for code, _name, like in district.neighbourhoods
            ]
            for (code, _name, _like), counts in zip(district.neighbourhoods, parts, strict=True):
                yield from _lines(code, year, counts)
            whole += parts
            yield from _lines(district.code, year, _sum(parts))
        yield from _lines(town.code, year, _sum(whole))


# Shares of residents or homes that are kept as counts, so that they add up.
_OF_PEOPLE = tuple(
    "income_low income_high higher_education employed lonely very_lonely volunteer carer hard origin".split()
)
_AGES = ("aged_0_14", "aged_15_24", "aged_25_44", "aged_45_64", "aged_65_plus")
_BUILT = ("built_before_1945", "built_1945_1969", "built_1970_1989", "built_1990_2009")


def _counts(code: str, like: str, year: int, newest: int) -> dict[str, float]:
    """What is counted in a neighbourhood in a year. Its own differences last; each year moves a little."""
    kind, own = kinds()[like], random.Random(f"schakel.demo.figures.{code}")
    size = own.uniform(0.7, 1.3)
    lean = own.uniform(-3, 3)
    growth = kind["growth"] + own.uniform(-0.3, 0.3)
    move = random.Random(f"schakel.demo.figures.{code}.{year}")
    back = newest - year
    people = round(
        kind["population"] * size * (1 - growth / 100 * back) * move.uniform(0.995, 1.005)
    )
    # Over the years: fewer children, more old people (ontgroening, vergrijzing), more origins.
    tilt = [0.12, 0.02, 0.1, -0.02, -0.22]
    raw = [
        max(share + lean * side + back * step, 1)
        for share, side, step in zip(kind["ages"], (0.3, 0, 0.5, -0.2, -0.6), tilt, strict=True)
    ]
    ages = _split(people, raw)
    homes = round(people / (2.6 - kind["single"] / 60))
    counts: dict[str, float] = {
        "population": people,
        "women": round(people * own.uniform(0.49, 0.52)),
        **dict(zip(_AGES, ages, strict=True)),
        "dwellings": homes,
        "value": homes * kind["dwelling_value"] * size**0.3 * (1 - 0.035 * back),
        "hectares": kind["hectares"] * size,
        "addresses": kind["address_density"] * size * people,
    }
    households = round(homes * 0.98)
    single = round(households * (kind["single"] + lean) / 100)
    children = round(households * (kind["children"] - lean / 2) / 100)
    counts |= {
        "households_single": single,
        "households_children": children,
        "households_no_children": households - single - children,
    }
    for key in ("owner_occupied", "social_rent", "single_family"):
        counts[key] = homes * _share(kind[key] + lean)
    for key, share in zip(_BUILT, kind["built"], strict=True):
        counts[key] = homes * share / 100
    drift = {"origin": -0.35, "higher_education": -0.5, "lonely": -0.3, "very_lonely": -0.1}
    for key in _OF_PEOPLE:
        wobble = move.uniform(-0.5, 0.5)
        counts[key] = people * _share(kind[key] + lean / 2 + drift.get(key, 0) * back + wobble)
    return counts


def _share(percent: float) -> float:
    return min(max(percent, 0.5), 99) / 100


def _split(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def _sum(parts: Sequence[dict[str, float]]) -> dict[str, float]:
    return {key: sum(part[key] for part in parts) for key in parts[0]}


def _lines(code: str, year: int, c: dict[str, float]) -> Iterator[tuple[str, int, str, str]]:
    people, homes, hectares = c["population"], c["dwellings"], c["hectares"]
    households = c["households_single"] + c["households_children"] + c["households_no_children"]
    whole = {key: c[key] for key in ("population", "women", *_AGES, "dwellings")}
    whole |= {key: value for key, value in c.items() if key.startswith("households_")}
    whole |= {"men": people - c["women"], "households": households}
    rounded = {
        "household_size": f"{people / households:.1f}",
        "density": str(round(people / hectares * 100)),
        "address_density": str(round(c["addresses"] / people)),
        "urbanity": str(_urbanity(c["addresses"] / people)),
        "surface": f"{hectares / 100:.2f}",
        "dwelling_value": str(round(c["value"] / homes)),
    }
    of_people = {**{key: key for key in _OF_PEOPLE}}
    of_people |= {"hard": "hard_to_make_ends_meet", "origin": "share_origin_outside_nl"}
    shares = {name: c[key] / people for key, name in of_people.items()}
    shares |= {f"share_{age[5:]}": c[age] / people for age in _AGES}
    shares |= {
        f"share_{key}": c[f"households_{key}"] / households
        for key in ("single", "no_children", "children")
    }
    shares |= {
        key: c[key] / homes for key in ("owner_occupied", "social_rent", "single_family", *_BUILT)
    }
    for key, value in whole.items():
        yield code, year, key, str(round(value))
    for key, text in rounded.items():
        yield code, year, key, text
    for key, share in shares.items():
        yield code, year, key, f"{share * 100:.1f}"


def _urbanity(density: float) -> int:
    """The five classes of Statistics Netherlands, by addresses in a square kilometre around."""
    return next((n for n, least in enumerate((2500, 1500, 1000, 500), 1) if density >= least), 5)
