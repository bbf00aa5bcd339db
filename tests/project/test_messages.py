"""Every word of the screens has its English, and an English page is English."""

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.test import Client

from schakel.processes.models import Decision
from tests import world
from tests.pages import without_terms
from tests.project.files import ROOT
from tests.web.addresses import addresses, pages
from tests.web.test_untranslated import MARKED, Texts

PO = ROOT / "src/schakel/locale/en/LC_MESSAGES/django.po"
# Words that say of themselves that they are Dutch, so that a screen reader says them as Dutch.
MARKED_DUTCH = re.compile(r'<(span|dt|textarea)\b[^>]*\blang="nl"[^>]*>[^<]*</\1>')
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
# Function words that English does not have: a Dutch sentence without one of these is rare.
DUTCH = frozenset(
    "de het een van niet wordt voor bij met naar zijn uw wij en dat ook maar nog geen zo als dan "
    "deze dit hebt kunt stemmen plannen bewoners gemeente".split()
)


def test_the_catalogue_is_complete_and_compiled() -> None:
    done = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_translation_has_the_placeholders_of_its_original() -> None:
    with PO.open("rb") as file:
        catalogue = read_po(file)
    wrong = []
    for message in catalogue:
        dutch = message.id if message.pluralizable else (message.id,)
        english = message.string if message.pluralizable else (message.string,)
        for original, translated in zip(dutch, english, strict=True):
            same = sorted(PLACEHOLDER.findall(original)) == sorted(PLACEHOLDER.findall(translated))
            if original and not same:
                wrong.append(f"{original} -> {translated}")
    assert not wrong


def test_the_voters_manual_quotes_what_the_screen_says() -> None:
    manual = (ROOT / "docs/manual/stemmen.md").read_text()
    quoted = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", manual, re.MULTILINE)[2:]
    with PO.open("rb") as file:
        words = tuple(str(message.id) for message in read_po(file))
    assert quoted
    assert not [said for said in quoted if not any(word.startswith(said) for word in words)]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "official"])
def test_an_english_page_is_english(role: str) -> None:
    town = world.build(marked=True)
    client = Client()
    if role == "official":
        client.force_login(town.persons["official"])
    client.cookies["taal"] = "en"
    # Decisions stay Dutch, beside their English summary.
    dutch = set()
    for decision in Decision.objects.all():
        dutch |= {decision.body, decision.plain_text, *decision.legal_text.splitlines()} - {""}
    all_of = addresses(town)
    asked = {address: client.get(address) for address in {*all_of.values(), *pages(town).values()}}
    # The pages behind a code, and one that refuses what was filled in.
    for step, filled in [
        ("voice:choice", {"code": "wrong"}),
        ("voice:choice", {"code": town.code}),
        ("voice:check", {"code": town.code, "choices": ["1", "2"]}),
    ]:
        asked[f"{step} after {filled}"] = client.post(all_of[step], filled)
    failures = []
    for address, response in sorted(asked.items()):
        # A redirect or a method that is not allowed has no page.
        if not response["Content-Type"].startswith("text/html") or not response.content:
            continue
        html = response.content.decode()
        if '<html lang="en"' not in html:
            failures.append(f"{address}: the page does not say that it is English")
        failures += [f"{address}: {text}" for text in dutch_texts(html, dutch)]
    assert not failures, "\n".join(failures)


def dutch_texts(html: str, known: set[str]) -> list[str]:
    """The texts of a page, without its data, that hold a Dutch function word."""
    parser = Texts()
    parser.feed(MARKED_DUTCH.sub("", without_terms(html)))
    found = []
    for whole in parser.found:
        text = whole
        for data in sorted(known, key=len, reverse=True):
            text = text.replace(data, "")
        while MARKED.search(text):
            text = MARKED.sub("", text)
        if DUTCH & set(re.findall(r"[^\W\d_][\w-]*", text.lower())):
            found.append(" ".join(whole.split()))
    return found


def test_the_search_itself_finds_dutch() -> None:
    assert dutch_texts("<p>Your vote</p><p>Stem voor vrijdag</p>", set()) == ["Stem voor vrijdag"]
    assert dutch_texts('<p><span lang="nl">het geld</span> de</p>', set()) == ["de"]
    assert dutch_texts("<p>⟦Geld voor de buurt⟧ closed</p>", set()) == []
