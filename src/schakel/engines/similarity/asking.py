"""What a query asks: for each of its words the stems that answer it, and how well."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from schakel.engines.similarity import letters
from schakel.engines.similarity.compounds import inside, joins, parts
from schakel.engines.similarity.index import Words, rarity
from schakel.engines.similarity.themes import Theme, Themes, vocabulary
from schakel.engines.similarity.words import Word, content, joined, sound, words

MOST_WORDS = 12
LONGEST_QUERY = 200

# How well a stem answers a word of the query, in thousandths.
SAME = 1_000
JOINED = 1_000  # "buurt moestuin" is "buurtmoestuin"
HEARD = 900
END, BEGIN = 780, 620  # "moestuin" asked, "buurtmoestuin" or "moestuincursus" found
HAS_END, HAS_BEGIN = 600, 420  # the other way round
MISSPELT, EACH_LETTER = 900, 130
LIKE, LIKE_FROM = 600, 400  # shares most of its letters
THEME, THEME_OF_PART, THEME_OF_MISSPELT = 430, 260, 320
MOST = 80  # stems that answer one word


@dataclass(frozen=True)
class Match:
    """A stem that answers a word of the query: how, how well, and by which theme."""

    stem: str
    how: str  # same, joined, heard, end, begin, has, misspelt, like or theme
    strength: int
    theme: str = ""


@dataclass(frozen=True)
class Concept:
    """One word (or expression) of the query with everything that answers it, the best first."""

    said: str
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Want:
    """A stem that counts for the concept with this number, and for how much."""

    concept: int
    stem: str
    worth: int


@dataclass(frozen=True)
class Question:
    """A query, understood. `names` are the ways in which a title can be exactly what was typed."""

    concepts: tuple[Concept, ...]
    names: tuple[str, ...]
    wants: tuple[Want, ...]


def understand(text: str, known: Words, themes: Themes) -> Question:
    """What a query asks of these words. A query of small words alone asks nothing."""
    text = text.replace("\0", " ")[:LONGEST_QUERY]
    said = content(text)[:MOST_WORDS]
    spoken = themes.spoken(words(text))
    names = [joined(text)] + [stem for theme, _ in spoken for stem in theme.stems]
    stems = [word.stem for word in said]
    pairs = _pairs(stems)
    members = {
        stem
        for word in said
        for one in word.stems
        for theme in _themes_nearby(one, themes)
        for stem in theme.stems
    } | {stem for theme, _ in spoken for stem in theme.stems}
    asked = {stem for word in said for stem in word.stems}
    near = known.near(sorted(asked))
    candidates = {stem for found in near.values() for stem in found}
    counts = known.counts(asked | candidates | members | set(pairs))
    concepts = [
        Concept(word.written, _matches(word, at, near, counts, themes, pairs))
        for at, word in enumerate(said)
    ]
    for theme, phrase in spoken:
        found = [Match(stem, "theme", THEME, theme.name) for stem in theme.stems if stem in counts]
        concepts.append(Concept(" ".join(phrase), _best(found)))
    wants = tuple(
        Want(number, match.stem, match.strength * rarity(known.size, counts[match.stem]) // 1_000)
        for number, concept in enumerate(concepts)
        for match in concept.matches
    )
    return Question(tuple(concepts), tuple(dict.fromkeys(name for name in names if name)), wants)


def _pairs(stems: list[str]) -> dict[str, tuple[int, int]]:
    """The compounds that two words beside each other may stand for, in either order."""
    found: dict[str, tuple[int, int]] = {}
    for at in range(len(stems) - 1):
        for first, second in ((stems[at], stems[at + 1]), (stems[at + 1], stems[at])):
            for compound in joins(first, second):
                found.setdefault(compound, (at, at + 1))
    return found


def _themes_nearby(stem: str, themes: Themes) -> Iterable[Theme]:
    yield from themes.of(stem)
    yield from (theme for theme, _, _ in _themes_apart(stem, themes))


def _themes_apart(stem: str, themes: Themes) -> list[tuple[Theme, str, int]]:
    """Themes of a word that is in none itself: by the parts of the compound, or by what was meant."""
    if themes.of(stem):
        return []
    found = [
        (theme, part, THEME_OF_PART if not is_last else THEME_OF_PART + 60)
        for part, is_last in parts(stem, vocabulary())
        for theme in themes.of(part)
    ]
    if found:
        return found
    return [(theme, stem, THEME_OF_MISSPELT) for theme in themes.near(stem)]


def _matches(
    word: Word,
    at: int,
    near: Mapping[str, Collection[str]],
    counts: Mapping[str, int],
    themes: Themes,
    pairs: Mapping[str, tuple[int, int]],
) -> tuple[Match, ...]:
    """Everything that answers the word at this place of the query."""
    found = [
        Match(compound, "joined", JOINED)
        for compound, places in pairs.items()
        if at in places and compound in counts
    ]
    for stem in word.stems:
        known = stem in counts or bool(themes.of(stem))
        found += [Match(stem, "same", SAME)] if stem in counts else []
        found += [
            match
            for candidate in near.get(stem, ())
            if candidate in counts and (match := _alike(stem, candidate, known)) is not None
        ]
        found += [
            Match(part, "has", HAS_END if is_last else HAS_BEGIN)
            for part, is_last in parts(stem, vocabulary())
            if part in counts
        ]
        found += [
            Match(member, "theme", THEME, theme.name)
            for theme in themes.of(stem)
            for member in theme.stems
            if member in counts
        ]
        found += [
            Match(member, "theme", strength, theme.name)
            for theme, _, strength in _themes_apart(stem, themes)
            for member in theme.stems
            if member in counts
        ]
    return _best(found)


def _alike(asked: str, known: str, asked_is_known: bool) -> Match | None:
    """How a stem answers another one by its letters. A word that exists was not misspelt."""
    if asked == known:
        return None
    ways = []
    if where := inside(asked, known):
        ways.append((END if where == "end" else BEGIN, where))
    if where := inside(known, asked):
        ways.append((HAS_END if where == "end" else HAS_BEGIN, "has"))
    if not asked_is_known:
        ways += _misspelt(asked, known)
    strength, how = max(ways, default=(0, ""))
    return Match(known, how, strength) if strength else None


def _misspelt(asked: str, known: str) -> list[tuple[int, str]]:
    if len(asked) > 3 and sound(asked) == sound(known):
        return [(HEARD, "heard")]
    limit = letters.tolerance(asked)
    off = letters.distance(asked, known, limit)
    if off <= limit:
        return [(MISSPELT - EACH_LETTER * off, "misspelt")]
    share = letters.likeness(asked, known)
    return [(share * LIKE // 1_000, "like")] if share >= LIKE_FROM else []


def _best(found: Iterable[Match]) -> tuple[Match, ...]:
    """Each stem once, by the way in which it answers best; the best first."""
    best: dict[str, Match] = {}
    for match in found:
        if match.stem not in best or best[match.stem].strength < match.strength:
            best[match.stem] = match
    return tuple(sorted(best.values(), key=lambda match: (-match.strength, match.stem))[:MOST])
