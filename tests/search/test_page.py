"""One box for everything: `/zoeken/`."""

import pytest

from schakel.dossiers import services as dossiers
from schakel.dossiers.models import Dossier
from schakel.web.search import services
from tests import world


@pytest.fixture
def town(db):
    made = world.build()
    services.index_everything()
    return made


def closed(town, title="Geheime boomhut"):
    made = dossiers.create(
        town.actors["official"],
        kind="round",
        title=title,
        purpose="Nog niet openbaar: xylofoonbos.",
        municipality=town.municipality,
        area=town.area,
        visibility=Dossier.Visibility.CLOSED,
    )
    services.index_changed()
    return made


def test_a_round_is_found_by_a_misspelt_word_and_the_page_says_why(client, town):
    page = client.get("/zoeken/", {"q": "geadviseert"}).content.decode()
    assert "<mark>Geadviseerd</mark>" in page
    assert "U schreef ‘geadviseert’. Hier staat ‘Geadviseerd’." in page
    assert "Ronde · Proefwijk" in page


def test_an_area_comes_first_for_its_name_and_its_code_leads_straight_to_it(client, town):
    found = client.get("/zoeken.json", {"q": "proefdam"}).json()["gevonden"]
    assert (found[0]["soort"], found[0]["titel"]) == ("gemeente", "Proefdam")
    assert client.get("/zoeken/", {"q": "WK999001"}).url == town.area.get_absolute_url()


def test_a_short_id_with_a_digit_leads_straight_to_its_dossier_and_a_word_never_does(client, town):
    dossier = town.decided.dossier
    Dossier.objects.filter(pk=dossier.pk).update(short_id="7k2f")
    services.index_everything()
    assert client.get("/zoeken/", {"q": "7K2F"}).url.startswith("/ronde/7k2f")
    Dossier.objects.filter(pk=dossier.pk).update(short_id="park")
    services.index_everything()
    assert client.get("/zoeken/", {"q": "park"}).status_code == 200
    assert client.get("/zoeken.json", {"q": "park"}).json()["gevonden"][0]["titel"] == "Besloten"


def test_what_is_closed_is_found_by_its_own_party_only_and_tells_nobody_else_anything(client, town):
    before = client.get("/zoeken.json", {"q": "boomhut"}).json()
    made = closed(town)
    assert client.get("/zoeken.json", {"q": "boomhut"}).json() == before
    assert client.get("/zoeken.json", {"q": "xylofoonboss"}).json()["aantal"] == 0
    assert client.get("/zoeken/", {"q": made.short_id}).status_code == 200
    client.force_login(town.persons["official"])
    assert client.get("/zoeken.json", {"q": "boomhut"}).json()["gevonden"][0]["titel"] == made.title
    client.force_login(town.persons["official_elsewhere"])
    assert made.title not in client.get("/zoeken/", {"q": "boomhut"}).content.decode()


def test_what_was_closed_a_moment_ago_is_gone_before_the_index_is_written(client, town):
    assert client.get("/zoeken.json", {"q": "besloten"}).json()["soorten"]["round"]
    Dossier.objects.filter(title="Besloten").update(visibility=Dossier.Visibility.CLOSED)
    found = client.get("/zoeken.json", {"q": "besloten"}).json()
    assert "Besloten" not in [one["titel"] for one in found["gevonden"]]


def test_filters_by_kind_and_place_leave_as_many_as_they_say(client, town):
    every = client.get("/zoeken.json", {"q": "stemmen"}).json()
    assert len(every["soorten"]) > 1
    for kind, number in every["soorten"].items():
        assert (
            client.get("/zoeken.json", {"q": "stemmen", "soort": kind}).json()["aantal"] == number
        )
    for place, number in every["gebieden"].items():
        left = client.get("/zoeken.json", {"q": "stemmen", "gebied": place}).json()
        assert left["aantal"] == number


def test_words_norms_parties_and_pages_that_help_are_found(client, town):
    kinds = {
        query: client.get("/zoeken.json", {"q": query}).json()["gevonden"][0]["soort"]
        for query in ("bezwaartermijn", "Gemeente Proefdam", "toegankelijkheid", "mandaat")
    }
    assert kinds["Gemeente Proefdam"] == "party"
    assert kinds["toegankelijkheid"] == "help"
    assert kinds["mandaat"] == "word"


def test_nothing_found_helps_and_small_words_alone_ask_for_a_word(client, town):
    assert (
        "Dit vinden wij hier nog niet." in client.get("/zoeken/", {"q": "qqqxxzz"}).content.decode()
    )
    assert (
        "Wij weten nog niet wat u zoekt."
        in client.get("/zoeken/", {"q": "van de het"}).content.decode()
    )
    assert "Wij bewaren niet wat u zoekt." in client.get("/zoeken/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "a" * 5_000, "woord " * 900, "%", "_%_'\"; DROP TABLE x", "(((.*)+)+)$",
        "\\", "🌳🌳", "🌳 stemmen",
        "ﷺ", "e" + "\u0301" * 300, "<script>alert(1)</script>", "-", "''", "日本語", "İstanbul", "\ud7ff",
    ],
)  # fmt: skip
def test_a_hostile_query_gets_a_page(client, town, query):
    answer = client.get("/zoeken/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert (
        client.get("/zoeken.json", {"q": query, "soort": query, "gebied": query}).status_code == 200
    )


def test_a_query_with_a_nul_is_refused_in_words_as_everywhere(client, town):
    assert client.get("/zoeken/", {"q": "st\0emmen"}).status_code == 400


def test_markup_in_a_title_is_shown_as_text(client, town):
    dossiers.create(
        town.actors["official"], kind="round", title="<b>Boomhut</b> & <i>co", purpose="<img src=x> boomhut",
        municipality=town.municipality, area=town.area,
    )  # fmt: skip
    services.index_changed()
    page = client.get("/zoeken/", {"q": "boomhut"}).content.decode()
    assert "&lt;b&gt;<mark>Boomhut</mark>&lt;/b&gt; &amp; &lt;i&gt;co" in page
    assert "<img src=x>" not in page


def test_a_page_needs_few_questions_to_the_database(client, town, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get("/zoeken/", {"q": "buurt moestuin in de proefwijk stemmen"})


def test_every_page_leads_to_the_box(client, town):
    assert 'href="/zoeken/"' in client.get("/").content.decode()
