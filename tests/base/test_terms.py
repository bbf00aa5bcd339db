"""The words a page meets are told on that page, in three ways."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.base import terms
from tests import world


def test_the_first_meeting_becomes_a_link_and_later_ones_stay_as_they_are():
    html, found = terms.link("<p>Bezwaar kan. Het bezwaar is gratis.</p>", "nl")
    assert [term.key for term in found] == ["bezwaar"]
    assert html.count("#woord-bezwaar") == 1
    assert html.startswith('<p><a class="nl-link schakel-term" href="#woord-bezwaar">Bezwaar</a>')


@pytest.mark.parametrize("tag", ["a", "button", "h1", "label", "code", "summary"])
def test_nothing_is_linked_where_a_link_would_be_wrong(tag):
    text = f"<{tag}>bezwaar</{tag}>"
    assert terms.link(text, "nl") == (text, [])


def test_a_longer_term_wins_from_the_word_inside_it():
    _, found = terms.link("<p>Dit heet een sluitende exploitatie.</p>", "nl")
    assert [term.key for term in found] == ["sluitende-exploitatie"]


def test_an_english_page_tells_dutch_words_of_a_decision_too():
    _, found = terms.link("<p>The grant.</p><p lang='nl'>Bezwaar kan.</p>", "en")
    assert [term.key for term in found] == ["subsidie", "bezwaar"]
    assert terms.link("<p>The grant.</p>", "nl") == ("<p>The grant.</p>", [])


@given(
    st.lists(st.sampled_from([t.forms[0] for t in terms.terms() if t.forms] + ["en", "de wijk"]))
)
def test_taking_the_links_out_gives_the_page_back(words):
    page = f"<div><p>{' '.join(words)}</p><h2>{' '.join(words)}</h2></div>"
    linked, found = terms.link(page, "nl")
    assert re.sub(r'<a class="nl-link schakel-term"[^>]*>(.*?)</a>', r"\1", linked) == page
    assert len(found) == len({term.key for term in found})


def test_each_term_is_said_in_three_ways_and_no_two_terms_claim_one_word():
    claimed: dict[str, str] = {}
    for term in terms.terms():
        assert term.plain and term.professional and term.english
        assert term.meaning.endswith(".") and term.meaning_en.endswith(".")
        for form in {form.casefold() for form in term.forms}:
            assert claimed.setdefault(form, term.key) == term.key
    assert len(terms.terms()) > 60


@pytest.mark.django_db
@pytest.mark.requirement("S1-070", breaks="schakel.base.terms.link")
def test_a_page_that_meets_a_word_tells_it_plainly_and_in_english(client):
    town = world.build()
    html = client.get(town.decided.dossier.get_absolute_url()).content.decode()
    assert 'href="#woord-stembus"' in html or 'href="#woord-gelijke-delen"' in html
    met = set(re.findall(r'href="#woord-([a-z-]+)"', html))
    told = set(re.findall(r'id="woord-([a-z-]+)"', html))
    assert met and met == told
    assert "ieder een even groot deel van het geld" in html
    assert "method of equal shares" in html


@pytest.mark.django_db
def test_the_list_of_words_is_found_by_any_of_the_three(client):
    for sought in ("subsidieplafond", "het meeste dat er te geven is", "GRANT CEILING"):
        page = client.get("/woorden/", {"zoek": sought})
        assert [term.key for term in page.context["page"]] == ["subsidieplafond"]
    assert "Dit woord staat er nog niet bij." in client.get("/woorden/?zoek=qqq").content.decode()
    assert len(client.get("/woorden.json").json()["woorden"]) == len(terms.terms())
