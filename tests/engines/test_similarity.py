"""The similarity engine: Dutch words, compounds, themes, search, check, likeness."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.base.explanations import render
from schakel.engines.similarity import letters
from schakel.engines.similarity.checker import _off, check
from schakel.engines.similarity.compounds import parts
from schakel.engines.similarity.explain import explain, explain_likeness, marked
from schakel.engines.similarity.index import Document, Index, rarity, weigh
from schakel.engines.similarity.searching import search, similar
from schakel.engines.similarity.themes import ThemesRefused, join, parse, shipped, vocabulary
from schakel.engines.similarity.words import content, fold, joined, sound, stem
from tests.search import truth

TEXT = st.text(max_size=80)


@pytest.fixture(scope="module")
def index():
    return Index.of(Document(one.id, one.title, one.purpose) for one in truth.things())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kippetjes", "kip"), ("bomen", "boom"), ("scholen", "school"),
        ("huizen", "huis"), ("brieven", "brief"),
        ("kinderen", "kind"), ("tuintje", "tuin"), ("monumentje", "monument"), ("autootje", "auto"),
        ("autos", "auto"),
        ("moskeeen", "moskee"), ("bankjes", "bank"), ("koninkje", "koning"), ("fietsen", "fiets"),
        ("adressen", "adres"),
        ("gemeenten", "gemeente"), ("groene", "groen"), ("mogelijkheden", "mogelijkheid"),
    ],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    "word", ["huis", "kaas", "fiets", "prijs", "steen", "groen", "gras", "bus"]
)
def test_a_word_that_only_looks_like_a_plural_is_left_as_it_is(word):
    assert stem(word) == word


def test_signs_are_folded_and_what_dutch_writes_inside_a_word_keeps_it_one_word():
    assert fold("Coöperatie ĲSSEL") == "cooperatie ijssel"
    assert [word.stem for word in content("'s-Gravenhage, foto's en e-mail")] == [
        stem("sgravenhage"),
        "foto",
        "email",
    ]
    assert joined("'s-Gravenhage") == joined("sgravenhage")
    assert sound(stem("mantelzorch")) == sound("mantelzorg")


def test_a_compound_is_split_into_words_that_are_known():
    known = frozenset({"buurt", "moestuin", "tuin", "speel", "plaats"})
    assert parts("buurtmoestuin", known) == (("buurt", False), ("moestuin", True))
    assert parts("pluktuin", known) == (("tuin", True),)
    assert parts("moestuin", known) == ()
    assert ("plaats", True) in parts("speelplaats", known)
    assert len(vocabulary()) > 1_000


def test_the_theme_list_has_more_than_200_themes_and_a_municipality_adds_its_own():
    assert len(shipped().all) >= 200
    own = parse('zorg = "kwiek"\nbaggeren = "bagger, sloot schoonmaken"')
    both = join(shipped(), own)
    assert len(both.all) == len(shipped().all) + 1
    assert "kwiek" in next(theme.stems for theme in both.all if theme.name == "zorg")


@pytest.mark.parametrize("text", ["zorg", "zorg = 3", "zorg = ' , '", '[a]\nx = "y"\n[b]\nx = "z"'])
def test_a_theme_list_that_cannot_be_used_says_what_to_do(text):
    with pytest.raises(ThemesRefused, match=r"Write|Join"):
        parse(text, "eigen.toml")


def test_two_documents_with_one_key_are_refused():
    with pytest.raises(ValueError, match="give each a key"):
        Index.of([Document("a", "x", "y"), Document("a", "x", "z")])


def problems(index, query, hits, limit=25):
    themes = {theme.name: theme.stems for theme in shipped().all}
    return check(
        {one.key: (one.title, one.text) for one in index.documents},
        query,
        themes,
        [
            (
                h.key,
                h.score,
                h.named,
                [(r.said, r.match.stem, r.match.how, r.match.theme) for r in h.reasons],
            )
            for h in hits
        ],
        limit,
    )


@pytest.mark.parametrize("query", [query.words for query in truth.queries("tune")])
def test_every_outcome_passes_the_check(index, query):
    assert problems(index, query, search(index, query, shipped()).hits) == ()


def test_the_check_refuses_broken_outcomes(index):
    query = "buurtmoestuin de kas"
    hits = list(search(index, query, shipped()).hits)
    first = hits[0]
    reason = first.reasons[0]
    broken = [
        hits[::-1],
        [first, *hits],
        hits[1:],
        [replace(first, key="nobody"), *hits[1:]],
        [replace(first, score=0, named=False), *hits[1:]],
        [
            replace(first, reasons=(replace(reason, match=replace(reason.match, stem="zwembad")),)),
            *hits[1:],
        ],
        [
            replace(first, reasons=(replace(reason, match=replace(reason.match, how="magic")),)),
            *hits[1:],
        ],
        [replace(first, reasons=(replace(reason, said="zwembad"),)), *hits[1:]],
        [
            replace(
                first,
                reasons=(replace(reason, match=replace(reason.match, how="theme", theme="feest")),),
            ),
            *hits[1:],
        ],
    ]
    # Longer than what was asked for, so that leaving one out shows.
    assert problems(index, query, hits, 1_000) == ()
    assert [problems(index, query, wrong, 1_000) != () for wrong in broken] == [True] * len(broken)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_any_text_can_be_searched_with_any_query(text, query):
    index = Index.of([Document("one", text, query), Document("two", query, text)])
    outcome = search(index, query, shipped())
    assert outcome == search(index, query, shipped())
    assert problems(index, query, outcome.hits) == ()


@settings(deadline=None)
@given(TEXT, TEXT)
def test_what_is_marked_is_the_text_itself(text, other):
    stems = {word.stem for word in content(other)}
    assert "".join(piece for piece, _ in marked(text, stems)) == text


@settings(deadline=None)
@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8), st.integers(0, 4))
def test_the_distance_is_the_one_of_the_definition(one, other, limit):
    assert letters.distance(one, other, limit) == min(_off(one, other), limit + 1)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_a_weight_depends_on_the_text_alone_and_fits_where_it_is_kept(title, text):
    assert all(0 <= weight <= 2_200 for weight in weigh(title, text).values())


@settings(deadline=None)
@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_the_rarer_a_word_the_more_it_says(size, count):
    count = min(count, size)
    assert rarity(size, count) >= rarity(size, count + 1) >= 64


def test_each_hit_says_why_in_dutch_and_english(index):
    hit = search(index, "buurtmoetuin", shipped()).hits[0]
    thing = next(one for one in truth.things() if one.id == hit.key)
    (why,) = explain(thing.title, thing.purpose, hit.reasons)
    assert render(why, "nl") == "U schreef ‘buurtmoetuin’. Hier staat ‘Buurtmoestuin’."
    assert render(why, "en") == "You wrote ‘buurtmoetuin’. This says ‘Buurtmoestuin’."


def test_like_another_is_mutual_and_place_kind_and_year_add_to_what_the_text_says():
    one = Document(
        "one", "Buurtmoestuin", "Samen groente telen.", "initiative", ("BU1", "WK1"), 100
    )
    near = Document(
        "near", "Groentetuin", "Samen groente kweken.", "initiative", ("BU1", "WK1"), 200
    )
    far = replace(near, key="far", places=("BU9", "WK9"), day=2_000)
    nothing = Document("nothing", "Schaakclub", "Elke maandag.", "initiative", ("BU1", "WK1"), 100)
    first, second = similar(one, [one, far, near, nothing], shipped())
    assert (first.key, second.key) == ("near", "far")
    assert first.text == second.text
    assert first.same == ("place", "kind", "year")
    assert similar(near, [one, near], shipped())[0].text == similar(one, [near], shipped())[0].text
    assert render(explain_likeness(first)[0], "nl").startswith("In beide staat: ")
