import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.voice import queries, services
from schakel.voice.models import Ballot
from schakel.voice.services import OptionSpec
from tests.factories.voice import SYSTEM, close, end_voting, make_box


@pytest.fixture
def code(box):
    return services.issue_codes(SYSTEM, box, 1)[0].code


def url(name, box):
    return reverse(f"voice:{name}", args=[box.dossier.address])


def hidden(response):
    """The hidden fields of the last form of a page: what the browser would send along."""
    last = response.content.decode().rsplit("<form", 1)[1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', last)
    data: dict[str, list[str]] = {}
    for name, value in found:
        data.setdefault(name, []).append(value)
    data.pop("csrfmiddlewaretoken", None)
    return data


def vote(client, box, code, **choices):
    """Go through the whole journey as a browser does, from page to page."""
    page = client.post(url("choice", box), {"code": code})
    page = client.post(url("check", box), {**hidden(page), **choices})
    return client.post(url("done", box), hidden(page), follow=True)


@pytest.mark.requirement("S2-036", breaks="schakel.voice.services.cast")
def test_voter_goes_from_code_to_receipt(client, box, code):
    asked = client.get(url("code", box))
    assert "Wat is uw code?" in asked.content.decode()
    assert box.dossier.purpose in asked.content.decode()

    chosen = client.post(url("choice", box), {"code": code})
    text = chosen.content.decode()
    assert "Buurtmoestuin" in text
    assert "€\N{NO-BREAK SPACE}4.800 · Een tuin voor en door bewoners." in text
    assert "Kies zoveel u wilt." in text

    checked = client.post(url("check", box), {"code": code, "choices": ["a", "c"]})
    text = checked.content.decode()
    assert "Klopt alles?" in text
    assert "Bankjes langs het water" in text
    assert "Jongerenplek" not in text
    assert not Ballot.objects.exists()

    done = client.post(url("done", box), hidden(checked), follow=True)
    assert done.redirect_chain == [(url("done", box), 302)]
    text = done.content.decode()
    assert "Uw stem telt. Wijzigen kan tot" in text
    assert "Buurtmoestuin" not in text
    assert list(queries.ballots(close(box))) == [(("a", "c"), 1)]


def test_voting_again_replaces_the_vote_and_never_shows_the_first(client, box, code):
    vote(client, box, code, choices=["a"])

    page = client.post(url("choice", box), {"code": code})
    assert "Met deze code is al gestemd" in page.content.decode()
    assert "checked" not in page.content.decode()
    done = vote(client, box, code, choices=["b"])

    assert "in de plaats van de vorige" in done.content.decode()
    assert list(queries.ballots(close(box))) == [(("b",), 1)]


def test_change_brings_back_the_ballot_with_what_was_chosen(client, box, code):
    page = client.post(url("choice", box), {"code": code, "choices": ["b"]})

    assert re.findall(r'value="(\w)"[^>]*checked', page.content.decode()) == ["b"]


def test_wrong_code_is_told_in_one_sentence_and_kept_in_the_field(client, box):
    page = client.post(url("choice", box), {"code": "abcd-efgh-jkmn"})

    text = page.content.decode()
    assert text.count("Deze code kennen wij niet. Kijk de code in uw brief na.") == 2
    assert 'value="abcd-efgh-jkmn"' in text
    assert "<title>Fout:" in text


@pytest.mark.parametrize("step", ["choice", "check", "done"])
@pytest.mark.parametrize("sent", [{}, {"code": ""}, {"code": "x" * 200}])
def test_every_step_asks_for_the_code_again_without_a_good_one(client, box, step, sent):
    page = client.post(url(step, box), {**sent, "choices": ["a"]})

    assert "Wat is uw code?" in page.content.decode()
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Kies ten minste één, of vink blanco aan."),
        ({"choices": ["a"], "blank": "on"}, "U koos iets én blanco. Haal een van de twee weg."),
        ({"choices": ["zzz"]}, "Deze keuze hoort niet bij deze stemming. Kies uit de lijst."),
    ],
)
@pytest.mark.parametrize("step", ["check", "done"])
def test_choice_that_cannot_be_is_told_twice_in_the_same_words(
    client, box, code, step, sent, sentence
):
    page = client.post(url(step, box), {"code": code, **sent})

    assert page.content.decode().count(sentence) == 2
    assert f'value="{code}"' in page.content.decode()
    assert not Ballot.objects.exists()


def test_too_many_choices_are_refused_and_kept(client, db, cheap_hash):
    box = make_box(max_choices=2)
    (issued,) = services.issue_codes(SYSTEM, box, 1)

    page = client.post(url("check", box), {"code": issued.code, "choices": ["a", "b", "c"]})

    text = page.content.decode()
    assert "Kies er hoogstens 2. U koos er 3." in text
    assert text.count("checked") == 3


def test_one_choice_is_asked_where_one_may_be_made(client, db, cheap_hash):
    box = make_box(ballot_type="choose-1")
    first, second = services.issue_codes(SYSTEM, box, 2)

    page = client.post(url("check", box), {"code": first.code})
    assert "Kies er één, of kies blanco." in page.content.decode()
    assert 'type="radio"' in page.content.decode()

    assert "Uw stem telt" in vote(client, box, first.code, choices=["b"]).content.decode()
    assert "Uw stem telt" in vote(client, box, second.code, choices=[""]).content.decode()
    assert list(queries.ballots(close(box))) == [((), 1), (("b",), 1)]


def test_blank_vote_goes_all_the_way(client, box, code):
    page = client.post(url("check", box), {"code": code, "blank": "on"})
    assert "Blanco: u kiest er geen." in page.content.decode()

    client.post(url("done", box), hidden(page))

    assert list(queries.ballots(close(box))) == [((), 1)]


def test_receipt_is_for_whoever_voted_just_now(client, box, code):
    vote(client, box, code, choices=["a"])

    assert "Uw stem telt" in client.get(url("done", box)).content.decode()
    stranger = Client().get(url("done", box))
    assert (stranger.status_code, stranger.url) == (302, url("code", box))


@pytest.mark.parametrize("step", ["choice", "check"])
def test_a_step_opened_by_its_address_begins_at_the_code(client, box, step):
    response = client.get(url(step, box))

    assert (response.status_code, response.url) == (302, url("code", box))


def test_code_stands_in_no_address_cookie_session_or_copy(client, box, code):
    page = client.post(url("choice", box), {"code": code})
    checked = client.post(url("check", box), {"code": code, "choices": ["a"]})
    done = client.post(url("done", box), hidden(checked))

    secrets = {code, code.replace("-", "")}
    for response in (page, checked, done):
        assert "no-store" in response["Cache-Control"]
        assert "sessie" not in response.cookies
    assert not any(secret in done.url for secret in secrets)
    assert not any(s in morsel.value for morsel in client.cookies.values() for s in secrets)
    assert done.cookies["stem"]["httponly"]
    assert done.cookies["stem"]["path"] == url("done", box)


def test_vote_is_found_by_its_short_id_whatever_the_rest(client, box):
    found = reverse("voice:code", args=[f"{box.dossier.short_id}-iets-anders"])

    assert client.get(found).status_code == 200
    assert client.get(reverse("voice:code", args=["zzzz-niets"])).status_code == 404


def test_before_the_vote_the_page_says_when_it_begins(client, db):
    box = make_box(
        voting=False, opens=clock.now() + timedelta(days=2), closes=clock.now() + timedelta(days=9)
    )

    page = client.get(url("code", box))

    assert "De stemming begint op" in page.content.decode()
    assert box.dossier.title in page.content.decode()


@pytest.mark.parametrize("ending", [end_voting, close])
def test_after_the_vote_nothing_is_taken_and_the_page_says_so(client, box, code, ending):
    ending(box)

    shown = client.get(url("code", box))
    refused = client.post(url("done", box), {"code": code, "choices": ["a"]})

    assert "Stemmen kon tot" in shown.content.decode()
    assert refused.status_code == 409
    assert "is niet aangenomen" in refused.content.decode()


def test_vote_that_closes_while_a_voter_reads_is_refused_in_words(client, box, code, monkeypatch):
    answers = iter([True, False])
    monkeypatch.setattr(queries, "accepts_votes", lambda box: next(answers))

    refused = client.post(url("done", box), {"code": code, "choices": ["a"]})

    assert refused.status_code == 409
    assert not Ballot.objects.exists()


def test_list_shows_open_votes_and_pages_them(client, db, django_assert_max_num_queries):
    assert "Er is nu geen stemming open." in client.get(reverse("voice:list")).content.decode()
    boxes = [make_box() for _ in range(27)]
    make_box(voting=False)

    with django_assert_max_num_queries(12):
        first = client.get(reverse("voice:list")).content.decode()
    second = client.get(reverse("voice:list"), {"pagina": 2}).content.decode()

    assert first.count("Ga stemmen") == 25
    assert second.count("Ga stemmen") == 2
    assert client.get(reverse("voice:list-json")).json()["aantal"] == len(boxes)


def test_pages_of_a_large_vote_need_few_queries(
    client, db, cheap_hash, django_assert_max_num_queries
):
    box = make_box(options=[OptionSpec(f"p{n}", f"Plan {n}", "", n * 100) for n in range(300)])
    (issued,) = services.issue_codes(SYSTEM, box, 1)
    services.issue_codes(SYSTEM, box, 1_000)

    with django_assert_max_num_queries(12):
        client.get(url("code", box))
    with django_assert_max_num_queries(12):
        client.post(url("choice", box), {"code": issued.code})
    with django_assert_max_num_queries(12):
        client.post(url("check", box), {"code": issued.code, "choices": ["p1"]})
