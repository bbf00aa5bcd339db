"""Words that need telling: as people say them, as the rules say them, and in English.

A page is searched for them once, as text: the first time a word is met it becomes a link to its
meaning at the foot of the same page. So no writer can forget one, and nobody has to leave a form.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Where a link would be wrong, or is one already.
_CLOSED = frozenset(
    "a button code dt h1 h2 h3 h4 h5 h6 label legend option pre script style summary svg textarea".split()
)
# A badge is one word with its own shape.
_BADGE = "status-badge"


@dataclass(frozen=True)
class Term:
    key: str
    plain: str
    professional: str
    english: str
    meaning: str
    meaning_en: str
    forms: tuple[str, ...]
    forms_en: tuple[str, ...]

    def told(self, language: str) -> str:
        return self.meaning_en if language == "en" else self.meaning


@cache
def terms() -> tuple[Term, ...]:
    """Every term, sorted by how the rules say it."""
    text = files("schakel.base").joinpath("words/terms.toml").read_text(encoding="utf-8")
    found = [
        Term(
            key=key,
            forms=tuple(row.pop("forms")),
            forms_en=tuple(row.pop("forms_en")),
            **row,
        )
        for key, row in tomllib.loads(text).items()
    ]
    return tuple(sorted(found, key=lambda term: term.professional.casefold()))


def found(text: str) -> list[Term]:
    """The terms in which a text stands, in any of the three ways of saying; all without a text."""
    sought = text.strip().casefold()
    return [
        term
        for term in terms()
        if any(sought in way.casefold() for way in (term.plain, term.professional, term.english))
    ]


@cache
def _forms(language: str) -> Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]:
    """First word -> every way on from there, the longest first.

    An English page may quote a decision, and decisions are Dutch: there both are looked for.
    """
    found: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for term in terms():
        for form in (*term.forms, *(term.forms_en if language == "en" else ())):
            words = tuple(word.casefold() for word in _WORD.findall(form))
            found.setdefault(words[0], []).append((words, term))
    return {
        first: tuple(sorted(ways, key=lambda way: -len(way[0]))) for first, ways in found.items()
    }


def met(text: str, language: str) -> Iterator[tuple[int, int, Term]]:
    """Where in a text a term stands: begin, end, term; no two overlap."""
    forms = _forms(language)
    words = [(m.start(), m.end(), m.group().casefold()) for m in _WORD.finditer(text)]
    place = 0
    while place < len(words):
        for form, term in forms.get(words[place][2], ()):
            if tuple(word for _, _, word in words[place : place + len(form)]) == form:
                yield words[place][0], words[place + len(form) - 1][1], term
                place += len(form) - 1
                break
        place += 1


def link(html: str, language: str) -> tuple[str, list[Term]]:
    """The page with the first meeting of each term as a link, and the terms in order of meeting."""
    found: dict[str, Term] = {}
    parts = _TAG.split(html)
    inside, depth = "", 0
    for number, part in enumerate(parts):
        if not number % 2:
            if not inside and len(part) > 2:
                parts[number] = _linked(part, language, found)
            continue
        name = _NAME.match(part)
        if name is None:
            continue
        closing, tag = name.groups()
        if inside:
            depth += 0 if tag != inside else -1 if closing else 1
            inside = inside if depth else ""
        elif not closing and (tag in _CLOSED or _BADGE in part):
            inside, depth = tag, 1
    return "".join(parts), list(found.values())


def _linked(text: str, language: str, found: dict[str, Term]) -> str:
    pieces, last = [], 0
    for begin, end, term in met(text, language):
        if term.key in found:
            continue
        found[term.key] = term
        word = text[begin:end]
        pieces += [
            text[last:begin],
            f'<a class="nl-link schakel-term" href="#woord-{term.key}">{word}</a>',
        ]
        last = end
    return "".join([*pieces, text[last:]]) if pieces else text
