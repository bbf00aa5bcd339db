"""Dutch compounds: the known words that a longer one is made of."""

from collections.abc import Set
from functools import lru_cache

from schakel.engines.similarity.words import stem

LINKS = ("", "s", "e", "en", "n", "er")
_PART = 3  # a shorter part is chance
_END = 4  # when the rest of the word is unknown, the known end must be longer


def parts(word: str, vocabulary: Set[str]) -> tuple[tuple[str, bool], ...]:
    """The parts of a stem, each with whether the word means such a thing (its last part does).

    A word of the vocabulary is not split. Of several ways the one with the fewest parts is taken,
    then the one with the longest last part. If no way covers the whole word, a known end or
    beginning counts on its own: "pluktuin" is a "tuin".
    """
    if len(word) < 2 * _PART or word in vocabulary or not word.isalpha():
        return ()
    whole = _cover(word, vocabulary, {})
    if whole:
        return tuple((part, at == len(whole) - 1) for at, part in enumerate(whole))
    for length in range(len(word) - _PART, _END - 1, -1):
        if word[-length:] in vocabulary:
            return ((word[-length:], True),)
    for length in range(len(word) - _PART, _END - 1, -1):
        if word[:length] in vocabulary:
            return ((word[:length], False),)
    return ()


def _cover(word: str, vocabulary: Set[str], known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if word in known:
        return known[word]
    best: tuple[str, ...] = ()
    for length in range(_PART, len(word) - _PART + 1):
        end = word[-length:]
        if end not in vocabulary:
            continue
        for begin in _begins(word[:-length]):
            before = (begin,) if begin in vocabulary else _cover(begin, vocabulary, known)
            if before and (not best or len(before) + 1 <= len(best)):
                best = (*before, end)
    known[word] = best
    return best


@lru_cache(maxsize=20_000)
def _begins(begin: str) -> tuple[str, ...]:
    """A first part without the letters that tie it to the next: "varken(s)", "zon(ne)"."""
    found = [begin]
    for link in LINKS[1:]:
        if begin.endswith(link) and len(begin) - len(link) >= _PART:
            found.append(begin[: -len(link)])
    found.append(stem(begin))
    if begin.endswith("e"):
        found.append(stem(begin + "n"))
    return tuple(dict.fromkeys(found))


def joins(first: str, second: str) -> tuple[str, ...]:
    """The compounds that two words make, in this order, with each link."""
    return tuple(f"{first}{link}{second}" for link in (*LINKS, "ne"))


def inside(part: str, word: str) -> str:
    """Whether `word` ends ("end") or begins ("begin") with `part` and has a rest that can be a word."""
    if len(part) < _END or len(word) - len(part) < _PART:
        return ""
    return "end" if word.endswith(part) else "begin" if word.startswith(part) else ""
