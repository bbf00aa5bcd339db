"""The pages of asks and offers: three questions, a promise from beginning to end, and few questions asked."""

import pytest
from django.urls import reverse

from schakel.exchange import services
from schakel.exchange.models import Line
from schakel.exchange.services import Terms
from tests.factories import exchange as make
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.Town()


def signed_in(client, actor):
    client.force_login(actor.person)
    return client


def go(client, name, line, **data):
    return client.post(reverse(f"exchange:{name}", args=[line.address]), data)


def three_answers(town, **more):
    return {
        "want": "Samen koken met de straat.",
        "can": "Ik kan een keuken lenen",
        "can_kind": "space",
        "need": "Wie leert ons koken?",
        "need_kind": "knowledge",
        "area": town.area.code,
        **more,
    }


@pytest.mark.requirement("S2-069", breaks="schakel.exchange.services.offer")
@pytest.mark.requirement("S2-071", breaks="schakel.exchange.services.ask")
def test_what_you_want_can_and_need_become_an_offer_and_an_ask(town, client):
    actor = make.resident()
    response = signed_in(client, actor).post(reverse("exchange:new"), three_answers(town))
    asked = Line.objects.get(status="asked")
    assert response.status_code == 302 and response["Location"] == asked.get_absolute_url()
    offered = Line.objects.get(status="offered")
    assert (asked.kind, asked.title, asked.receiver_person) == (
        "knowledge", "Wie leert ons koken?", actor.person,
    )  # fmt: skip
    assert (offered.kind, offered.title) == ("space", "Ik kan een keuken lenen")
    assert asked.text == offered.text == "Samen koken met de straat."


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"can": "", "need": ""}, "Eén van de twee is genoeg"),
        ({"need_kind": "money"}, "om hoeveel geld"),
        ({"need_kind": "time", "quantity": "veel"}, "Vul een getal in"),
        ({"need_kind": "time", "quantity": "-1"}, "boven nul"),
        ({"need": "Bel mij op 06 12 34 56 78"}, "telefoonnummer"),
    ],
)
def test_answers_that_do_not_fit_get_a_sentence_and_nothing_is_kept(
    town, client, answers, sentence
):
    client = signed_in(client, make.resident())
    response = client.post(reverse("exchange:new"), three_answers(town, **answers))
    assert response.status_code == 400
    assert sentence in said(response)
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("time", "1,5", "1 uur 30 minuten"), ("goods", "12", "12 stuks"),
        ("money", "250", "€\u00a0250"), ("space", "6", "40 m², 6 uur"),
    ],
)  # fmt: skip
def test_how_much_is_written_as_people_write_it(town, client, kind, text, shown):
    client = signed_in(client, make.resident())
    answers = three_answers(town, can="", need_kind=kind, quantity=text, square_metres="40")
    client.post(reverse("exchange:new"), answers)
    assert shown in said(client.get(Line.objects.get().get_absolute_url()))


def test_a_promise_from_question_to_thanks_on_the_pages(town, client):
    asker, helper = make.resident(), make.resident()
    question = make.asked(town, asker)
    signed_in(client, helper)
    assert "Ik kan helpen" in said(client.get(question.get_absolute_url()))
    assert go(client, "answer", question, text="Ik kan zaterdag.").status_code == 302
    line = question.answered_by.get()

    signed_in(client, asker)
    assert line.title in said(client.get(reverse("exchange:mine")))
    assert "Zeg ja" in said(client.get(line.get_absolute_url()))
    assert go(client, "accept", line, due="2030-05-01").status_code == 302

    signed_in(client, helper)
    assert go(client, "confirm", line).status_code == 403
    assert go(client, "deliver", line).status_code == 302

    signed_in(client, asker)
    page = said(client.get(line.get_absolute_url()))
    assert "Ik heb het ontvangen" in page and "1\u00a0mei 2030" in page
    assert go(client, "confirm", line, thanks="Wat was het lekker.").status_code == 302
    page = said(client.get(line.get_absolute_url()))
    assert "Wat was het lekker." in page and "Ontvangen" in page


def test_what_is_refused_is_said_on_the_page(town, client):
    asker = make.resident()
    question = make.asked(town, asker)
    response = go(signed_in(client, asker), "answer", question, text="Ik zelf.")
    assert response.status_code == 400
    assert "uw eigen vraag of aanbod" in said(response)
    response = go(client, "withdraw", question, reason="")
    assert response.status_code == 400


@pytest.mark.requirement("S4-031", breaks="schakel.exchange.matching.matches")
def test_what_residents_offer_stands_before_what_institutions_offer(town, client):
    asker = make.resident()
    question = make.asked(town, asker)
    institution = town.party(name="Kookschool BV", kind="company", corner="market")
    make.offered(town, institution, Terms("knowledge", "Cursus koken", "Koken voor de straat."))
    services.offer(make.resident(), town.beside, Terms("knowledge", "Samen koken", "Met buren."))
    page = said(signed_in(client, asker).get(question.get_absolute_url()))
    assert page.index("Samen koken") < page.index("Cursus koken")
    assert "Van bewoners." in page and "Een bewoner en een organisatie samen" in page


def test_a_visitor_is_told_how_to_answer(town, client):
    page = said(client.get(make.asked(town).get_absolute_url()))
    assert "Log in om te antwoorden" in page and "aan de balie" in page


def test_the_list_can_be_narrowed_to_a_kind_a_side_and_a_neighbourhood(town, client):
    make.asked(town)
    make.offered(town, terms=Terms("goods", "Stoelen te leen"))
    services.offer(make.resident(), town.beside, Terms("goods", "Partytent te leen"))

    def shown(**query):
        page = said(client.get(reverse("exchange:list"), query))
        titles = ("Wie leert ons koken?", "Stoelen te leen", "Partytent te leen")
        return [title for title in titles if title in page]

    assert len(shown()) == 3
    assert shown(wat="vraag") == ["Wie leert ons koken?"]
    assert shown(soort="goods") == ["Stoelen te leen", "Partytent te leen"]
    assert shown(buurt=town.beside.code) == ["Partytent te leen"]
    assert len(shown(wat="onzin", soort="onzin", buurt="onzin")) == 3


def test_the_neighbourhood_shows_what_there_is_before_what_is_needed(town, client):
    make.asked(town)
    make.offered(town)
    page = said(client.get(town.area.get_absolute_url()))
    assert page.index("Koken voor een grote groep") < page.index("Wie leert ons koken?")


@pytest.mark.parametrize("number", [10, 1_000])
def test_pages_ask_the_database_little_however_many_lines(
    town, client, number, django_assert_max_num_queries
):
    actor = make.resident()
    first = make.asked(town, actor)
    copies = []
    for place in range(number):
        copy = Line.objects.get(pk=first.pk)
        copy.id, copy.short_id = Line._meta.get_field("id").get_default(), f"c{place:06d}"
        if place % 2:
            copy.status, copy.receiver, copy.receiver_person = "offered", "", None
            copy.giver, copy.giver_person = "person", None
        copies.append(copy)
    Line.objects.bulk_create(copies, batch_size=200)
    signed_in(client, actor)
    for url in (
        reverse("exchange:list"), reverse("exchange:mine"), reverse("exchange:new"),
        first.get_absolute_url(), reverse("exchange:list-json"),
    ):  # fmt: skip
        client.get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200


def test_who_writes_too_many_lines_waits_and_another_does_not(town, client, settings):
    settings.CODE_ATTEMPTS = 1
    signed_in(client, make.resident())
    answers = [client.post(reverse("exchange:new"), three_answers(town)) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [302] * 4 + [429]
    assert Line.objects.count() == 8
    question = Line.objects.filter(status="asked").first()
    assert go(client, "answer", question, text="Ik ook.").status_code == 429
    assert go(signed_in(client, make.resident()), "answer", question, text="Ik.").status_code == 302
