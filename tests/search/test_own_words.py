"""A municipality adds words of its own to the search."""

import pytest

from schakel.base.actor import Actor
from schakel.web.search import queries, themes
from schakel.web.search.models import Document


@pytest.fixture
def own(tmp_path, settings):
    def write(text: str) -> None:
        path = tmp_path / "woorden.toml"
        path.write_text(text, encoding="utf-8")
        settings.SEARCH_THEMES = str(path)
        themes.themes.cache_clear()

    yield write
    themes.themes.cache_clear()


def test_words_of_the_municipality_find_what_the_shipped_list_does_not(planted, own):
    assert queries.search(Actor.visitor(), "wadlopersgilde").hits == ()
    own('kaarten = "wadlopersgilde, klaverjassen"')
    hits = queries.search(Actor.visitor(), "wadlopersgilde").hits
    assert Document.objects.get(id=hits[0].id).title == "Klaverjassen"
    assert themes.check(None) == []


@pytest.mark.parametrize("text", ["breien", "breien = 3", "breien = ','"])
def test_a_file_that_cannot_be_used_is_reported_and_the_search_goes_on(planted, own, text):
    own(text)
    (error,) = themes.check(None)
    assert "Write" in error.msg
    assert queries.search(Actor.visitor(), "moestuin").hits


def test_a_file_that_is_not_there_is_reported(settings):
    settings.SEARCH_THEMES = "/bestaat/niet.toml"
    (error,) = themes.check(None)
    assert "niet.toml" in error.msg
