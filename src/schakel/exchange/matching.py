"""Which open lines fit a line: the nearest, with the reasons. Pure: rows in, matches out.

Of the same kind and the other way round. What residents offer goes before what institutions offer
(S4-031); then what is about the same, what is near, what is enough, and the oldest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from schakel.engines.explanation import Explanation, Value
from schakel.engines.similarity.index import weigh
from schakel.engines.similarity.themes import shipped

MOST = 25
# A space or a sum of money serves any purpose; for the rest it must be about the same.
_ANY_PURPOSE = ("space", "money")


@dataclass(frozen=True)
class Row:
    """What matching looks at. `place`: the ids of the area and what it lies in, the smallest first."""

    pk: Any
    kind: str
    words: Sequence[str]
    place: tuple[int, ...]
    by_residents: bool
    created: Any
    quantity: int | None = None
    square_metres: int | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Match:
    pk: Any
    by_residents: bool
    reasons: tuple[Explanation, ...]


def subject(title: str, text: str) -> list[str]:
    """What a text is about: the stems of its words, and the themes that hold them as `#theme`."""
    stems = weigh(title, text)
    themes = {f"#{theme.name}" for stem in stems for theme in shipped().of(stem)}
    return sorted(stems.keys() | themes)[:80]


def matches(line: Row, others: Iterable[Row], most: int = MOST) -> list[Match]:
    """The best of the others for this line, the first first."""
    mine = frozenset(line.words)
    areas = set(line.place)
    ranked = []
    for other in others:
        if other.kind != line.kind or not _same_days(line, other):
            continue
        both = mine.intersection(other.words)
        if not both and line.kind not in _ANY_PURPOSE:
            continue
        near = _nearness(line.place, other.place, areas)
        enough = _enough(line, other)
        key = (not other.by_residents, -len(both), near, not enough, other.created, str(other.pk))
        ranked.append((key, other, both, near, enough))
    ranked.sort(key=lambda each: each[0])
    return [
        Match(other.pk, other.by_residents, tuple(_reasons(other, both, near, enough)))
        for _, other, both, near, enough in ranked[:most]
    ]


def duo(found: Sequence[Match]) -> tuple[Match, Match] | None:
    """The best resident and the best professional, to do it together; None when one is missing."""
    resident = next((match for match in found if match.by_residents), None)
    professional = next((match for match in found if not match.by_residents), None)
    return (resident, professional) if resident and professional else None


def _same_days(one: Row, other: Row) -> bool:
    return not (
        (one.ends and other.starts and one.ends < other.starts)
        or (other.ends and one.starts and other.ends < one.starts)
    )


def _nearness(mine: tuple[int, ...], theirs: tuple[int, ...], areas: set[int]) -> int:
    """0 the same area, 1 one inside the other or beside it, and so on up to the municipality."""
    if mine[0] == theirs[0]:
        return 0
    shared = next((place for place in theirs if place in areas), None)
    return 9 if shared is None else max(mine.index(shared), theirs.index(shared), 1)


def _enough(one: Row, other: Row) -> bool:
    """Whether the other line is at least as much, or one of them needs no number."""
    return all(
        mine is None or theirs is None or theirs >= mine
        for mine, theirs in (
            (one.quantity, other.quantity),
            (one.square_metres, other.square_metres),
        )
    )


def _reasons(other: Row, both: frozenset[str], near: int, enough: bool) -> Iterable[Explanation]:
    if other.by_residents:
        yield Explanation("exchange.match.residents")
    if both:
        told = sorted(word.lstrip("#").replace("-", " ") for word in both)
        themes = sorted(w.lstrip("#").replace("-", " ") for w in both if w.startswith("#"))
        values: dict[str, Value] = {"words": ", ".join((themes or told)[:3])}
        yield Explanation("exchange.match.about", values)
    if near == 0:
        yield Explanation("exchange.match.same_area")
    elif near < 9:
        yield Explanation("exchange.match.near")
    if not enough:
        yield Explanation("exchange.match.part")
