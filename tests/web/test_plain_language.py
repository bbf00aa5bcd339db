"""The screens speak plain Dutch: short sentences, no officialese, and every term told where it is met."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from schakel.base import explanations, terms
from tests import world
from tests.project.files import ROOT
from tests.web.addresses import pages

MOST_WORDS = 12
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"‘“A-ZÀ-Ý0-9€])")
WORD = re.compile(r"[^\W_][\w'’.,:/-]*")
RUNNING = {"p", "li", "dd"}
CLOSED = {
    "a",
    "button",
    "code",
    "dt",
    "label",
    "legend",
    "option",
    "pre",
    "summary",
    "svg",
    "textarea",
}


def sentences(text: str) -> list[str]:
    """What ends as a sentence; labels, names and lines of a list without a full stop are none."""
    parts = SENTENCE.split(" ".join(text.split()))
    return [
        part for part in parts if part.endswith((".", "!", "?")) and len(WORD.findall(part)) > 1
    ]


def average(told: list[str]) -> float:
    return sum(len(WORD.findall(sentence)) for sentence in told) / len(told) if told else 0


def jargon() -> dict[str, str]:
    lines = (ROOT / "docs/jargon.txt").read_text().splitlines()
    return dict(line.split(" = ") for line in lines if line and not line.startswith("#"))


def officialese(text: str) -> list[str]:
    return [
        f"{word!r}: say {instead!r}"
        for word, instead in jargon().items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]


class Page(HTMLParser):
    """Running Dutch text of a page, and which terms stand in it or are told on it."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.open: list[str] = []
        self.met: set[str] = set()
        self.told: set[str] = set()
        self.in_main = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"br", "img", "input", "link", "meta", "hr", "line", "rect", "path", "circle"}:
            return
        given = dict(attributes)
        self.in_main = self.in_main or tag == "main"
        self.told |= {key[6:] for key in [given.get("id") or ""] if key.startswith("woord-")}
        if tag == "section" and given.get("class") == "schakel-terms":
            self.in_main = False
        if tag in RUNNING:
            self.paragraphs.append("")
        self.open.append("svg" if "status-badge" in (given.get("class") or "") else tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.open[-1:] == ["svg"]:
            self.open.pop()
        elif tag in self.open:
            while self.open.pop() != tag:
                pass
        self.in_main = self.in_main and tag != "main"

    def handle_data(self, data: str) -> None:
        if not self.in_main:
            return
        if RUNNING & set(self.open):
            self.paragraphs[-1] += data
        heading = any(re.fullmatch(r"h[1-6]", tag) for tag in self.open)
        if not heading and not CLOSED & set(self.open):
            self.met |= {term.key for _, _, term in terms.met(data, "nl")}


@pytest.mark.django_db
def test_every_page_is_short_and_plain_and_tells_its_terms(client):
    wrong, met = {}, set()
    for name, address in pages(world.build()).items():
        page = Page()
        page.feed(client.get(address).content.decode())
        told = [sentence for text in page.paragraphs for sentence in sentences(text)]
        faults = officialese(" ".join(page.paragraphs))
        if average(told) > MOST_WORDS:
            faults.append(f"{average(told):.1f} words a sentence")
        if name != "web:words":
            faults += [f"does not tell {key!r}" for key in page.met - page.told]
        met |= page.met
        if faults:
            wrong[name] = faults
    assert wrong == {}
    assert len(met) > 5


def dutch() -> dict[str, str]:
    """Every text that a screen can show: messages, explanations, terms."""
    with (ROOT / "src/schakel/locale/en/LC_MESSAGES/django.po").open("rb") as file:
        found = {}
        for message in read_po(file, locale="en"):
            for text in message.id if isinstance(message.id, tuple) else (message.id,):
                found[text] = text
    found |= {key: entry["nl"] for key, entry in explanations.catalogue().items()}
    return found | {term.key: f"{term.plain}. {term.meaning}" for term in terms.terms()}


def test_no_text_that_a_screen_can_show_is_officialese():
    wrong = {name: officialese(text) for name, text in dutch().items()}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_texts_together_stay_within_twelve_words_a_sentence():
    told = [sentence for text in dutch().values() for sentence in sentences(text)]
    assert len(told) > 200
    assert average(told) <= MOST_WORDS


MANUALS = sorted((ROOT / "docs/manual").glob("*.md"))


@pytest.mark.parametrize("path", MANUALS, ids=lambda path: path.name)
def test_a_manual_is_plain_too(path: Path):
    text = re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)
    if not re.search(r"\b(de|het|u)\b", text):
        pytest.skip("not in Dutch")
    told = [
        sentence
        for line in text.splitlines()
        if not line.startswith(("#", "|"))
        for sentence in sentences(re.sub(r"[`*\[\]]|\(\S+\)", "", line.lstrip("-0123456789. ")))
    ]
    assert officialese(text) == []
    assert average(told) <= MOST_WORDS


def test_the_check_itself_sees_what_is_wrong():
    assert officialese("U dient te betalen, TEVENS indien nodig.") == [
        "'dient te': say 'moet'",
        "'indien': say 'als'",
        "'tevens': say 'ook'",
    ]
    assert officialese("Wij bieden iets.") == []
    assert average(sentences("Dit is kort. Dit ook! Is dit er een? Geen zin")) == pytest.approx(3)
