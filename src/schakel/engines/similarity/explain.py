"""Why a text was found, in keys and values, and where its words stand."""

from collections.abc import Collection, Iterable

from schakel.engines.explanation import Explanation
from schakel.engines.similarity.compounds import parts
from schakel.engines.similarity.searching import Likeness, Reason
from schakel.engines.similarity.themes import vocabulary
from schakel.engines.similarity.words import Word, content

_KEYS = {
    "same": "similarity.same",
    "joined": "similarity.compound",
    "end": "similarity.compound",
    "begin": "similarity.compound",
    "has": "similarity.part",
    "heard": "similarity.misspelt",
    "misspelt": "similarity.misspelt",
    "like": "similarity.like",
    "theme": "similarity.theme",
}
_SAME = {
    "place": "similarity.same_place",
    "area": "similarity.same_area",
    "kind": "similarity.same_kind",
    "year": "similarity.same_year",
}


def explain(title: str, text: str, reasons: Iterable[Reason]) -> tuple[Explanation, ...]:
    """One statement for each word of the query that this text answers, with the word as it stands there."""
    written: dict[str, str] = {}
    for word in [*content(title), *content(text)]:
        for stem in _found_by(word):
            written.setdefault(stem, word.written)
    found = []
    for reason in reasons:
        here = written.get(reason.match.stem, reason.match.stem)
        values = {"said": reason.said, "found": here, "theme": reason.match.theme}
        key = _KEYS[reason.match.how]
        if key != "similarity.theme" and here.lower() == reason.said.lower():
            key = "similarity.same"
        found.append(Explanation(key, values))
    return tuple(found)


def explain_likeness(likeness: Likeness) -> tuple[Explanation, ...]:
    """What two texts share: words, themes, and what they are otherwise the same in."""
    found = []
    if likeness.words:
        found.append(Explanation("similarity.shared_words", {"words": likeness.words[:5]}))
    if likeness.themes:
        found.append(Explanation("similarity.shared_themes", {"themes": likeness.themes[:3]}))
    found += [Explanation(_SAME[name]) for name in likeness.same]
    return tuple(found)


def marked(text: str, stems: Collection[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that was found."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for word in content(text):
        if stems and any(stem in stems for stem in _found_by(word)):
            end = word.start + len(word.written)
            pieces += [(text[at : word.start], False), (text[word.start : end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _found_by(word: Word) -> list[str]:
    more = [part for stem in word.stems for part, _ in parts(stem, vocabulary())]
    return [*word.stems, *more]
