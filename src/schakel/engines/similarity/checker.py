"""Checks what a search says it found. Imports nothing of the search itself, only how a word is read.

It shows that every hit is a text that exists, in the right order, once; that every reason is true:
the word stands in the text and goes with the word asked in the way that is claimed; and that no text is
left out that holds every word of the query as it was typed, in its title.
"""

from collections.abc import Iterable, Mapping

from schakel.engines.similarity.words import content, fold, sound, stem

_HOWS = frozenset("same joined heard end begin has misspelt like theme".split())
_MOST_OFF = 3


def check(
    documents: Mapping[str, tuple[str, str]],
    query: str,
    themes: Mapping[str, Iterable[str]],
    hits: Iterable[tuple[str, int, bool, Iterable[tuple[str, str, str, str]]]],
    limit: int,
) -> tuple[str, ...]:
    """What is wrong with an outcome; nothing when it holds.

    `documents` is key -> title and text, `themes` name -> words. A hit is key, score, whether it bears
    the name that was typed, and its reasons: word asked, stem found, how, theme.
    """
    wrong: list[str] = []
    seen: list[tuple[bool, int, str]] = []
    for key, score, named, reasons in hits:
        if key not in documents:
            wrong.append(f"{key}: there is no such document")
            continue
        title, text = documents[key]
        here = {fold(piece) for word in content(f"{title}\n{text}") for piece in word.stems}
        for said, found, how, theme in reasons:
            wrong += _check_reason(key, here, said, found, how, theme, themes)
        seen.append((not named, -score, key))
        if score < 0 or (score == 0 and not named):
            wrong.append(f"{key}: found without a score")
    if seen != sorted(seen):
        wrong.append("the hits are not in order of score and key")
    if len({key for _, _, key in seen}) != len(seen):
        wrong.append("a document is found twice")
    asked = {word.stem for word in content(query)}
    if asked and len(seen) < limit:
        found_keys = {key for _, _, key in seen}
        for key, (title, _) in documents.items():
            if asked <= {word.stem for word in content(title)} and key not in found_keys:
                wrong.append(f"{key}: its title holds every word of the query, and it is left out")
    return tuple(wrong)


def _check_reason(
    key: str,
    here: set[str],
    said: str,
    found: str,
    how: str,
    theme: str,
    themes: Mapping[str, Iterable[str]],
) -> list[str]:
    if how not in _HOWS:
        return [f"{key}: {how} is no way to be found"]
    if not any(found == word or found in _ends(word) for word in here):
        return [f"{key}: {found} does not stand there"]
    asked = [piece for word in content(said) for piece in word.stems] or [stem(fold(said))]
    true = {
        "same": lambda: found in asked,
        "heard": lambda: any(sound(one) == sound(found) for one in asked),
        "end": lambda: any(found.endswith(one) for one in asked),
        "begin": lambda: any(found.startswith(one) for one in asked),
        "has": lambda: any(_shares(one, found) for one in asked),
        "joined": lambda: any(one in found for one in asked),
        "misspelt": lambda: any(_off(one, found) <= _MOST_OFF for one in asked),
        "like": lambda: any(_common(one, found) for one in asked),
        "theme": lambda: any(found in (word, stem(fold(word))) for word in themes.get(theme, ())),
    }[how]()
    return [] if true else [f"{key}: {said} and {found} are not {how}"]


def _ends(word: str) -> set[str]:
    """Every piece of a word of three letters or more, and its stem: what a compound may be made of."""
    pieces = {
        word[start:end] for start in range(len(word)) for end in range(start + 3, len(word) + 1)
    }
    return pieces | {stem(piece) for piece in pieces}


def _shares(word: str, part: str) -> bool:
    return part in _ends(word)


def _common(one: str, other: str) -> bool:
    return any(one[at : at + 3] in other for at in range(len(one) - 2)) or one[:2] == other[:2]


def _off(one: str, other: str) -> int:
    """Edit distance with swaps, by the definition: slow, and written apart from the search's own."""
    table: dict[tuple[int, int], int] = {}
    for row in range(len(one) + 1):
        for column in range(len(other) + 1):
            if not row or not column:
                table[row, column] = row + column
                continue
            same = one[row - 1] == other[column - 1]
            best = min(
                table[row - 1, column] + 1,
                table[row, column - 1] + 1,
                table[row - 1, column - 1] + (not same),
            )
            if (
                row > 1
                and column > 1
                and one[row - 1] == other[column - 2]
                and one[row - 2] == other[column - 1]
            ):
                best = min(best, table[row - 2, column - 2] + 1)
            table[row, column] = best
    return table[len(one), len(other)]
