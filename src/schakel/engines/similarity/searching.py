"""Search: the texts that answer a query, the best first. `similar`: the texts most like a text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isqrt

from schakel.engines.similarity.asking import Match, Question, Want, understand
from schakel.engines.similarity.index import Document, Index, rarity, weigh
from schakel.engines.similarity.themes import Themes

# A hit that scores less than this share of the best hit says more about the letters than the query.
TAIL = 5


@dataclass(frozen=True)
class Reason:
    """Why a text is found: the word asked, the stem in the text, how they meet, by which theme."""

    said: str
    match: Match


@dataclass(frozen=True)
class Hit:
    """A text with its score; `named` when its title is exactly what was typed."""

    key: str
    score: int
    named: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Outcome:
    """What was understood and what was found, the best first; ties in order of key."""

    question: Question
    hits: tuple[Hit, ...]


def search(index: Index, query: str, themes: Themes, limit: int = 25) -> Outcome:
    """The texts that answer a query, at most `limit`. Dutch; deterministic; integers only."""
    question = understand(query, index, themes)
    scores = score(question.wants, index.postings)
    named = {key for name in question.names for key in index.names.get(name, ())}
    found = sorted(
        scores.keys() | named, key=lambda key: (key not in named, -scores.get(key, 0), key)
    )
    least = max(scores.values(), default=0) // TAIL
    hits = tuple(
        Hit(key, scores.get(key, 0), key in named, reasons(question, index.weights[key]))
        for key in found
        if key in named or scores[key] >= least
    )
    return Outcome(question, hits[:limit])


def score(wants: Iterable[Want], postings: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The score of each text that holds something wanted.

    For each word of the query the best stem counts three times and all its stems once more; the sum
    is multiplied by one more than the number of words that are answered.
    """
    best: dict[str, dict[int, int]] = {}
    total: dict[str, int] = {}
    for want in wants:
        for key, weight in postings.get(want.stem, {}).items():
            worth = want.worth * weight
            mine = best.setdefault(key, {})
            mine[want.concept] = max(mine.get(want.concept, 0), worth)
            total[key] = total.get(key, 0) + worth
    return {
        key: (3 * sum(mine.values()) + total[key]) * (1 + len(mine)) for key, mine in best.items()
    }


def reasons(question: Question, weights: Mapping[str, int]) -> tuple[Reason, ...]:
    """For each word of the query the best way in which this text answers it."""
    found = []
    for concept in question.concepts:
        for match in concept.matches:
            if match.stem in weights:
                found.append(Reason(concept.said, match))
                break
    return tuple(found)


# --- like this one --------------------------------------------------------------------------------

SAME_PLACE, SAME_AREA, SAME_KIND, SAME_YEAR = 150, 75, 50, 50  # thousandths added to the text's
_THEME = 300  # a word of the same theme, against the same word


@dataclass(frozen=True)
class Likeness:
    """How much a text is like another: `score` and `text` in thousandths, and what they share."""

    key: str
    score: int
    text: int
    words: tuple[str, ...]
    themes: tuple[str, ...]
    same: tuple[str, ...]  # of: place, area, kind, year


def similar(
    document: Document, documents: Iterable[Document], themes: Themes, limit: int = 5
) -> tuple[Likeness, ...]:
    """The documents most like this one, the best first, ties in order of key.

    `text` is the shared weight over the geometric mean of both weights, so that it is the same in both
    directions; place, kind and year add to what the text says, and count only when the text says
    something.
    """
    index = Index.of(other for other in documents if other.key != document.key)
    mine = _rare(weigh(document.title, document.text), index, themes)
    if not mine:
        return ()
    size = sum(worth * worth for worth in mine.values())
    found = []
    for other in index.documents:
        theirs = _rare(index.weights[other.key], index, themes)
        shared = sum(worth * theirs[name] for name, worth in mine.items() if name in theirs)
        if not shared:
            continue
        text = min(
            1_000, 1_000 * shared // max(1, isqrt(size * sum(w * w for w in theirs.values())))
        )
        same = _same(document, other)
        more = sum(
            {"place": SAME_PLACE, "area": SAME_AREA, "kind": SAME_KIND, "year": SAME_YEAR}[name]
            for name in same
        )
        both = sorted(
            (name for name in mine if name in theirs), key=lambda n: (-mine[n] * theirs[n], n)
        )
        found.append(
            Likeness(
                other.key,
                text + more * text // 1_000,
                text,
                tuple(name for name in both if not name.startswith("#")),
                tuple(name[1:] for name in both if name.startswith("#")),
                same,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.score, one.key))[:limit])


def _rare(weights: Mapping[str, int], index: Index, themes: Themes) -> dict[str, int]:
    """Weight of each stem times what it tells apart, and of each theme (`#name`) under it."""
    counts = index.counts(weights.keys())
    found: dict[str, int] = {}
    for stem, weight in weights.items():
        worth = weight * rarity(index.size, counts.get(stem, 0)) // 1_000
        found[stem] = worth
        for theme in themes.of(stem):
            name = f"#{theme.name}"
            found[name] = max(found.get(name, 0), worth * _THEME // 1_000)
    return found


def _same(one: Document, other: Document) -> tuple[str, ...]:
    found = []
    if one.places and other.places and one.places[0] == other.places[0]:
        found.append("place")
    elif set(one.places) & set(other.places):
        found.append("area")
    if one.kind and one.kind == other.kind:
        found.append("kind")
    if one.day is not None and other.day is not None and abs(one.day - other.day) <= 365:
        found.append("year")
    return tuple(found)
