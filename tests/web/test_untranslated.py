"""A pseudo-language: every word of the interface is wrapped; what stands bare was never translatable."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from schakel.areas.indicators import Indicator
from schakel.base import explanations
from schakel.base.plugs import area_types
from schakel.base.sheets import sheets
from schakel.dossiers.models import Dossier
from schakel.initiatives import scanning
from schakel.norms import catalogue
from schakel.norms.models import Norm
from schakel.processes.models import Decision
from tests import world
from tests.pages import without_terms
from tests.web.addresses import addresses, pages

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
# Names and notations that are the same in every language.
SAME = {
    "Schakel",
    "JSON",
    "CSV",
    "CC0",
    "JSONL",
    "Lines",
    "PB",
    "EUR",
    "kB",
    "MB",
    "Nederlands",
    "English",
    "axe",
    "core",
    "Chromium",
}


class Texts(HTMLParser):
    """Everything a person can read or hear: text, and the attributes that are spoken or shown."""

    def __init__(self):
        super().__init__()
        self.found, self.silent = [], 0

    def handle_starttag(self, tag, attributes):
        if tag in {"style", "script", "code", "pre"}:
            self.silent += 1
        for name, value in attributes:
            if name in {"alt", "title", "aria-label", "placeholder", "data-label"} and value:
                self.found.append(value)

    def handle_endtag(self, tag):
        if tag in {"style", "script", "code", "pre"}:
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent:
            self.found.append(data)


def bare(html: str, known: set[str]) -> list[str]:
    """What a reader meets outside the marks: words with letters that no language file can reach."""
    parser = Texts()
    # Explained words come from a list of their own, in both languages; test_terms.py looks at those.
    parser.feed(without_terms(html))
    left = []
    for text in parser.found:
        for data in sorted(known, key=len, reverse=True):
            text = text.replace(data, "")
        while MARKED.search(text):
            text = MARKED.sub("", text)
        words = set(re.findall(r"[^\W\d_]{2,}", text)) - SAME
        if words:
            left.append(" ".join(text.split()))
    return left


@pytest.fixture
def pseudo(monkeypatch):
    """Every translation comes back between marks, also those of the explanations."""

    def wrapped(method):
        return lambda *args: f"⟦{method(*args)}⟧"

    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(translation._trans, name, wrapped(getattr(trans_real, name)))
    monkeypatch.setattr(explanations, "render", wrapped(explanations.render))
    # Figures and norms carry their Dutch and English in the files that declare them.
    monkeypatch.setattr(Indicator, "label", property(lambda one: f"⟦{one.nl}⟧"))
    monkeypatch.setattr(catalogue, "name", wrapped(catalogue.name))


@pytest.mark.django_db
def test_no_page_has_a_word_that_cannot_be_translated(client, pseudo):
    town = world.build(marked=True)
    # Decisions stay Dutch, and the journal keeps the names of offices as they were.
    known = {"systeem", "Bewoner", "tuin.webp", *(person.email for person in town.persons.values())}
    known |= {f"{short}-1" for short in Dossier.objects.values_list("short_id", flat=True)}
    # Kinds of place are declared in both languages, beside their rules.
    known |= {str(words) for _key, words in area_types.items()}
    # So are the questions about links, beside their frames.
    known |= {*scanning.english(), scanning.shipped("chain").table}
    # Where a norm comes from is the name of a law or a rule, as it is called.
    # What a cell of a table may say is the same in every language.
    for sheet in sheets:
        known |= {", ".join(column.words) for column in sheet.columns if column.words}
    known |= set(Norm.objects.values_list("source", flat=True))
    for decision in Decision.objects.all():
        known |= {
            decision.body,
            decision.plain_text,
            *filter(None, decision.legal_text.splitlines()),
        }
    failures = {}
    for visitor in (client, signed_in(town)):
        # The list of words holds each in both languages.
        bilingual = addresses(town)["web:words"]
        for address in sorted({*addresses(town).values(), *pages(town).values()} - {bilingual}):
            response = visitor.get(address)
            if response["Content-Type"].startswith("text/html"):
                found = bare(response.content.decode(), known)
                if found:
                    failures[address] = found
    assert failures == {}, "\n".join(f"{k}: {v}" for k, v in failures.items())


def signed_in(town: world.World) -> Client:
    client = Client()
    client.force_login(town.persons["official"])
    return client


def test_the_crawl_itself_finds_a_bare_word():
    assert bare("<p>⟦Goed⟧ 12 <b>Vergeten</b></p>", set()) == ["Vergeten"]
    assert bare('<img alt="Vergeten">', set()) == ["Vergeten"]
    assert bare("<p>⟦Plan ⟦Molen⟧ kost⟧ € 12</p>", set()) == []
