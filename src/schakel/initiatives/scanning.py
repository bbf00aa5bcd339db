"""The questions of a scan and the table behind its states: as they come, or as a municipality edits them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schakel.engines.continuity import Chain, Link, assess
from schakel.engines.explanation import Words
from schakel.engines.rules import Table, load

_FOLDER = Path(__file__).parent
# Who can offer something for a link.
ROLES = {
    "initiative": _("Een ander initiatief"),
    "broker": _("Een sociaal makelaar"),
    "municipality": _("De gemeente"),
    "fund": _("Een fonds"),
    "business": _("Een bedrijf"),
}
QUESTIONS = (3, 4)


@dataclass(frozen=True)
class Questions:
    """A frame as it is asked now: title, links with questions and offers, and the table of states."""

    frame: str
    version: int
    title: str
    about: str
    links: tuple[Mapping[str, Any], ...]
    table: str

    def chain(self, answers: Mapping[str, str]) -> Chain:
        return assess(engine_links(self.links), answers, table_of(self.table))


def engine_links(links: Sequence[Mapping[str, Any]]) -> tuple[Link, ...]:
    return tuple(
        Link(link["key"], Words(link["label"], _in_english(link["label"])), tuple(keys_of(link)))
        for link in links
    )


def keys_of(link: Mapping[str, Any]) -> list[str]:
    return [f"{link['key']}.{number}" for number in range(1, len(link["questions"]) + 1)]


@cache
def table_of(text: str) -> Table:
    """Raises RulesError for a table that does not stand."""
    return load(text)


@cache
def english() -> Mapping[str, str]:
    """The shipped words in English, by the Dutch."""
    return tomllib.loads((_FOLDER / "frames" / "english.toml").read_text(encoding="utf-8"))


def _in_english(words: str) -> str:
    """What a municipality wrote itself stays as it wrote it."""
    return english().get(words, words)


def said(words: str) -> str:
    """A shipped text in the language of the page."""
    return _in_english(words) if (get_language() or "nl").startswith("en") else words


@cache
def shipped(frame: str) -> Questions:
    """How the questions come with the site."""
    content = tomllib.loads((_FOLDER / "frames" / f"{frame}.toml").read_text(encoding="utf-8"))
    table = (_FOLDER / "rules" / "link.toml").read_text(encoding="utf-8")
    return Questions(frame, 0, content["title"], content["about"], tuple(content["link"]), table)
