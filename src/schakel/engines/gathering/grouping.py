from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schakel.engines.similarity.themes import sections, shipped
from schakel.engines.similarity.words import Word, content, stem

# Divides by every number of subjects that one word can belong to here, so that counts stay whole.
_WHOLE = 840
_WORDS, _TYPICAL = 5, 3
# Where something is, says in a neighbourhood not what it is about.
_PLACES = frozenset(map(stem, "straat plek plein buurt wijk dorp stad weg hoek kamer".split()))
# So many shared words, or one that is used for a single subject by so many, send an answer along.
_SHARED = 2


@dataclass(frozen=True)
class Said:
    """One answer, in the words of who gave it."""

    key: str
    text: str


@dataclass(frozen=True)
class Group:
    """Answers about one subject: its key, the answers, the words that decided, and typical answers."""

    key: str
    keys: tuple[str, ...]
    words: tuple[str, ...]
    typical: tuple[str, ...]


@dataclass(frozen=True)
class Gathered:
    """Groups, the largest first and then by key; every answer is in one of them or in `rest`."""

    themes: tuple[Group, ...]
    rest: tuple[str, ...]


def group(said: Sequence[Said]) -> Gathered:
    """The subjects of these answers. Raises ValueError when two answers have one key."""
    if len({each.key for each in said}) != len(said):
        raise ValueError("two answers have the same key")
    words = {each.key: content(each.text) for each in said}
    evidence = {key: _evidence(found) for key, found in words.items()}
    placed = {key: _best(scores) for key, scores in evidence.items() if scores}
    placed |= _by_shared_words(words, placed)
    return Gathered(
        tuple(
            _group(subject, [each for each in said if placed.get(each.key) == subject], words)
            for subject, _number in sorted(
                Counter(placed.values()).items(), key=lambda item: (-item[1], item[0])
            )
        ),
        tuple(each.key for each in said if each.key not in placed),
    )


def subjects_of(word: Word) -> frozenset[str]:
    """The subjects of one word: by its own stem, else by the parts of a compound."""
    known, table = shipped(), sections()
    for part in word.stems:
        if part in _PLACES:
            continue
        if found := {table[theme.name] for theme in known.of(part) if theme.name in table}:
            return frozenset(found)
    return frozenset()


def _evidence(words: Sequence[Word]) -> Mapping[str, int]:
    """How much each subject is spoken of, in the order in which it comes up.

    A word of many subjects says less of each.
    """
    scores: Counter[str] = Counter()
    for word in words:
        found = subjects_of(word)
        for subject in sorted(found):
            scores[subject] += _WHOLE // len(found)
    table = sections()
    for theme, _phrase in shipped().spoken(words):
        if theme.name in table:
            scores[table[theme.name]] += _WHOLE
    return scores


def _best(scores: Mapping[str, int]) -> str:
    """The subject spoken of most; of equals the one that was spoken of first."""
    order = list(scores)
    return min(scores, key=lambda subject: (-scores[subject], order.index(subject)))


def _by_shared_words(
    words: Mapping[str, Sequence[Word]], placed: Mapping[str, str]
) -> dict[str, str]:
    """What has no word of a subject goes where its words are used most, if they are used anywhere."""
    used: dict[str, Counter[str]] = {}
    for key, subject in placed.items():
        for own in {word.stem for word in words[key]}:
            used.setdefault(own, Counter())[subject] += 1
    found = {}
    for key, said in words.items():
        if key in placed:
            continue
        scores: Counter[str] = Counter()
        for shared in {word.stem for word in said} - _PLACES:
            # One word that answers of several subjects use says nothing.
            subjects = used.get(shared, Counter())
            if len(subjects) == 1:
                scores.update(subjects)
        if scores and max(scores.values()) >= _SHARED:
            found[key] = min(scores, key=lambda subject: (-scores[subject], subject))
    return found


def _group(subject: str, said: Sequence[Said], words: Mapping[str, Sequence[Word]]) -> Group:
    """The words that decided are those of the subject; typical is who says most of the common ones."""
    decided: Counter[str] = Counter()
    written: dict[str, str] = {}
    for each in said:
        for word in words[each.key]:
            if subject in subjects_of(word):
                decided[word.stem] += 1
                written.setdefault(word.stem, word.written.lower())
    best = sorted(decided, key=lambda each: (-decided[each], each))[:_WORDS]

    def common(each: Said) -> tuple[int, int, str]:
        own = {word.stem for word in words[each.key]}
        return -sum(decided[each] for each in own), len(each.text), each.key

    return Group(
        key=subject,
        keys=tuple(each.key for each in said),
        words=tuple(written[each] for each in best),
        typical=tuple(each.key for each in sorted(said, key=common)[:_TYPICAL]),
    )
