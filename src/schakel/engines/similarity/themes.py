"""The theme list: which words belong to the same subject. Read from TOML, easy to add to."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from schakel.engines.similarity import letters
from schakel.engines.similarity.words import SMALL, Word, fold, sound, stem, words

PACKAGE = "schakel.engines.similarity"


class ThemesRefused(ValueError):
    """A theme list that cannot be read: which line, and what to do."""


@dataclass(frozen=True)
class Theme:
    """A subject: its name, the stems of its single words, and its expressions of several words."""

    name: str
    stems: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Themes:
    """A theme list, ready to be asked."""

    all: tuple[Theme, ...]

    def of(self, word: str) -> tuple[Theme, ...]:
        """The themes that hold this stem."""
        return self._by_stem.get(word, ())

    def near(self, word: str) -> tuple[Theme, ...]:
        """The themes of the word that a misspelt one must have been; of the nearest only."""
        limit = 1 if len(word) > 4 else 0
        heard = sound(word)
        same = [known for known in self._by_stem if len(known) > 3 and sound(known) == heard]
        if not same and limit:
            same = [
                known
                for known in self._by_stem
                if len(known) > 4 and letters.distance(word, known, limit) <= limit
            ]
        return tuple(dict.fromkeys(theme for known in same for theme in self._by_stem[known]))

    def spoken(self, said: Iterable[Word]) -> tuple[tuple[Theme, tuple[str, ...]], ...]:
        """The themes whose expression of several words stands in the text, with that expression."""
        line = [word.stem for word in said]
        found = []
        for at, first in enumerate(line):
            for theme, phrase in self._by_first.get(first, ()):
                if tuple(line[at : at + len(phrase)]) == phrase:
                    found.append((theme, phrase))
        return tuple(found)

    @cached_property
    def _by_stem(self) -> dict[str, tuple[Theme, ...]]:
        found: dict[str, list[Theme]] = {}
        for theme in self.all:
            for word in theme.stems:
                found.setdefault(word, []).append(theme)
        return {word: tuple(held) for word, held in found.items()}

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[Theme, tuple[str, ...]]]]:
        found: dict[str, list[tuple[Theme, tuple[str, ...]]]] = {}
        for theme in self.all:
            for phrase in theme.phrases:
                found.setdefault(phrase[0], []).append((theme, phrase))
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The stems that may be part of a compound."""
        return frozenset(word for word in self._by_stem if len(word) > 2 and word.isalpha())


def parse(text: str, name: str = "themes") -> Themes:
    """A theme list from TOML: tables of `name = "word, word"`. Raises ThemesRefused."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ThemesRefused(f'{name}: {error}. Write each theme as: name = "word, word".') from None
    found: dict[str, Theme] = {}
    for key, value in tables.items():
        lines: Mapping[str, object] = value if isinstance(value, dict) else {key: value}
        for theme, members in lines.items():
            if not isinstance(members, str) or not members.strip(" ,"):
                raise ThemesRefused(
                    f"{name}: theme {theme} has no words. Write them as text with commas between."
                )
            if theme in found:
                raise ThemesRefused(
                    f"{name}: theme {theme} stands there twice. Join the two lines."
                )
            found[theme] = _theme(theme, members)
    return Themes(tuple(found.values()))


def join(first: Themes, second: Themes) -> Themes:
    """Both lists; a theme of the same name gets the words of both."""
    added = {theme.name: theme for theme in second.all}
    both = []
    for theme in first.all:
        more = added.pop(theme.name, None)
        both.append(
            Theme(
                theme.name,
                tuple(dict.fromkeys(theme.stems + more.stems)),
                tuple(dict.fromkeys(theme.phrases + more.phrases)),
            )
            if more
            else theme
        )
    return Themes((*both, *added.values()))


def _theme(name: str, members: str) -> Theme:
    stems: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for member in members.split(","):
        said = words(member)
        if len(said) == 1:
            stems.append(said[0].stem)
        elif said:
            phrases.append(tuple(word.stem for word in said))
    return Theme(name, tuple(dict.fromkeys(stems)), tuple(dict.fromkeys(phrases)))


@cache
def shipped() -> Themes:
    """The list that comes with this package."""
    return parse(files(PACKAGE).joinpath("themes.toml").read_text(encoding="utf-8"), "themes.toml")


@cache
def vocabulary() -> frozenset[str]:
    """The words that compounds are split into: those of the shipped themes and of `parts.txt`.

    Fixed with this package, so that a text is always split the same, whatever else is stored.
    """
    lines = files(PACKAGE).joinpath("parts.txt").read_text(encoding="utf-8").splitlines()
    more = {stem(fold(word)) for line in lines if not line.startswith("#") for word in line.split()}
    small = {stem(word) for word in SMALL}
    return (shipped().vocabulary | more) - small


@cache
def sections() -> Mapping[str, str]:
    """Of every shipped theme the subject that it stands under: `koffie` under `ontmoeten`."""
    text = files(PACKAGE).joinpath("themes.toml").read_text(encoding="utf-8")
    return {
        theme: section
        for section, lines in tomllib.loads(text).items()
        if isinstance(lines, dict)
        for theme in lines
    }
