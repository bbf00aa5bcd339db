"""What a text is found by: its stems and the parts of its compounds, each with a weight."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from schakel.engines.similarity import letters
from schakel.engines.similarity.compounds import parts
from schakel.engines.similarity.themes import vocabulary
from schakel.engines.similarity.words import content, joined

# Raised when the same text would be found by other words: what is stored is then made again.
VERSION = 1

TITLE, TEXT = 2_500, 1_000  # a word in the title says more
LAST_PART, OTHER_PART = 600, 400  # "moestuin" in "buurtmoestuin", "buurt" in it; thousandths
_TYPICAL = 12  # words in a text of usual length
_SATURATION = 1_200  # how soon one more of the same word stops to count
NEAR = 60  # words that look most like another one: as many are looked at
LEAST_SHARED = 2  # pieces of three letters; who shares fewer is not looked at


@dataclass(frozen=True)
class Document:
    """A text with a name. `context` is used by `similar` only: kind, places (smallest first), day."""

    key: str
    title: str
    text: str
    kind: str = ""
    places: tuple[str, ...] = ()
    day: int | None = None


class Words(Protocol):
    """Where words are kept: in memory here, in a database elsewhere."""

    @property
    def size(self) -> int:
        """How many texts there are."""

    def counts(self, stems: Collection[str]) -> Mapping[str, int]:
        """In how many texts each of these stems stands; what stands nowhere is left out."""

    def near(self, stems: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each of these stems the known ones that share most pieces of three letters."""


def weigh(title: str, text: str) -> dict[str, int]:
    """The stems that a text is found by, with their weight (at most 2200).

    The weight is that of BM25 with a fixed usual length, in integers: it depends on this text alone.
    """
    seen: dict[str, int] = {}
    length = 0
    for source, worth in ((title, TITLE), (text, TEXT)):
        for word in content(source):
            length += 1
            for stem in word.stems:
                seen[stem] = seen.get(stem, 0) + worth
                for part, is_last in parts(stem, vocabulary()):
                    share = LAST_PART if is_last else OTHER_PART
                    seen[part] = seen.get(part, 0) + worth * share // 1_000
    room = _SATURATION * (500 + 500 * length // _TYPICAL) // 1_000
    return {stem: many * 2_200 // (many + room) for stem, many in seen.items()}


def rarity(size: int, count: int) -> int:
    """What it says that a text holds a word: log2 of how rare the word is, in 256ths, at least 64."""
    return max(64, _log2(2 * size + 2) - _log2(2 * count + 1))


def _log2(number: int) -> int:
    """log2 of a whole number in 256ths, rounded down, by squaring: no floats, no rounding by machine."""
    whole = number.bit_length() - 1
    value, result = (number << 32) >> whole, whole << 8
    for bit in range(7, -1, -1):
        value = (value * value) >> 32
        if value >> 33:
            value >>= 1
            result |= 1 << bit
    return result


@dataclass(frozen=True)
class Index:
    """Texts in memory. The order of the documents does not matter."""

    documents: tuple[Document, ...]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Index":
        found = tuple(documents)
        keys = [document.key for document in found]
        if len(keys) != len(set(keys)):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ValueError(f"two documents have the key {twice!r}; give each a key of its own")
        return cls(found)

    @property
    def size(self) -> int:
        return len(self.documents)

    def counts(self, stems: Collection[str]) -> Mapping[str, int]:
        return {stem: len(self.postings[stem]) for stem in stems if stem in self.postings}

    def near(self, stems: Collection[str]) -> Mapping[str, Collection[str]]:
        return {stem: self._near(stem) for stem in stems}

    def _near(self, stem: str) -> list[str]:
        shared: dict[str, int] = {}
        for gram in letters.grams(stem, letters.SHORTEST):
            for known in self._by_gram.get(gram, ()):
                shared[known] = shared.get(known, 0) + 1
        enough = [known for known, many in shared.items() if many >= LEAST_SHARED]
        return sorted(enough, key=lambda known: (-shared[known], len(known), known))[:NEAR]

    @cached_property
    def weights(self) -> dict[str, dict[str, int]]:
        return {one.key: weigh(one.title, one.text) for one in self.documents}

    @cached_property
    def postings(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for key, weights in self.weights.items():
            for stem, weight in weights.items():
                found.setdefault(stem, {})[key] = weight
        return found

    @cached_property
    def names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.documents:
            found.setdefault(joined(one.title), []).append(one.key)
        return found

    @cached_property
    def _by_gram(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for stem in self.postings:
            for gram in letters.grams(stem, letters.SHORTEST):
                found.setdefault(gram, []).append(stem)
        return found
