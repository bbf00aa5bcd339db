"""Asking a whole neighbourhood: raw words kept, themes proposed and changed by people, and who knows it."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives.models import Campaign, Response
from schakel.initiatives.services import campaigns as services
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db
CARDS = [
    ("Een plek om koffie te drinken", True),
    ("Koffie met de buren", False),
    ("Meer bomen", None),
    ("Bloemen in de berm", None),
    ("Xyzzy", None),
]


@pytest.fixture
def town() -> Town:
    return Town()


def asked(town: Town, **changed: Any) -> tuple[Campaign, Any]:
    board = town.party(name="Buurthuis De Linde")
    terms = {
        "title": "Wat mist u?",
        "purpose": "Wij maken er plannen van.",
        "question": "Wat mist u in uw buurt?",
        "closes": clock.today() + timedelta(days=30),
        "known": "De Linde",
    }
    return services.begin(board, town.area, services.Asked(**{**terms, **changed})), board


def page_of(campaign: Campaign, **query: str) -> str:
    return said(Client().get(campaign.dossier.get_absolute_url(), query))


@pytest.mark.requirement("S1-039", breaks="schakel.initiatives.services.campaigns.enter")
@pytest.mark.requirement("S1-039", breaks="schakel.initiatives.services.campaigns.order")
def test_cards_and_doors_are_gathered_in_raw_words_and_put_under_topics(
    client: Client, town: Town
) -> None:
    signed_in(client, town.party(name="Buurthuis De Linde"))
    answer = client.post(
        reverse("initiatives:begin_campaign"),
        {
            "title": "Wat mist u?",
            "purpose": "Wij maken er plannen van.",
            "question": "Wat mist u in uw buurt?",
            "closes": (clock.today() + timedelta(days=30)).isoformat(),
            "area": town.area.code,
        },
    )
    assert answer.status_code == 302
    campaign = Campaign.objects.get()
    short = campaign.dossier.short_id
    lines = "\n".join(text for text, _knows in CARDS)
    client.post(
        reverse("initiatives:enter_responses", args=[short]),
        {"how": "door", "day": clock.today().isoformat(), "lines": lines},
    )
    client.post(reverse("initiatives:order_responses", args=[short]))
    page = page_of(campaign)
    for text, _knows in CARDS:
        assert text in page
    assert "Ontmoeten (2)" in page
    assert "Groen (2)" in page
    topic = campaign.topics.get(subject="groen")
    green = page_of(campaign, onderwerp=str(topic.pk))
    assert "Meer bomen" in green and "koffie" not in green
    assert "Maak hier een droom van" in green
    assert page_of(campaign, onderwerp="los").count("Xyzzy") == 1


@pytest.mark.requirement("S1-039", breaks="schakel.initiatives.queries.campaigns.known")
def test_it_says_how_many_know_the_house_and_how_sure_that_is(town: Town) -> None:
    campaign, board = asked(town)
    lines = [("Koffie", number < 42) for number in range(60)]
    services.enter(board, campaign, lines, how="door", day=clock.today())
    page = page_of(campaign)
    assert "42 van de 60 mensen kennen het." in page
    assert "tussen 57% en 80% uit" in page
    assert "evenveel kans" in page
    with clock.at(clock.now() + timedelta(days=200)):
        again = services.begin(
            board,
            town.area,
            services.Asked("Nog eens", "Zo.", "Wat mist u?", clock.today(), "De Linde"),
        )
        lines = [("Koffie", number < 44) for number in range(60)]
        services.enter(board, again, lines, how="door", day=clock.today())
        assert "De ronde hiervoor: 42 van de 60." in page_of(again)
        assert "niet te zeggen" in page_of(again)
        services.enter(board, again, [("Koffie", True)] * 400, how="door", day=clock.today())
        assert "Het is bekender geworden." in page_of(again)


def test_few_answers_say_nothing_of_who_knows_it(town: Town) -> None:
    campaign, board = asked(town)
    services.enter(board, campaign, CARDS, how="card", day=clock.today())
    assert "Nog te weinig mensen gaven antwoord" in page_of(campaign)


def test_who_has_no_account_answers_and_the_owner_reads_it_first(
    client: Client, town: Town
) -> None:
    campaign, board = asked(town)
    client.post(
        reverse("initiatives:respond", args=[campaign.dossier.short_id]),
        {"text": "Een bankje", "knows": "no"},
    )
    assert "Een bankje" not in page_of(campaign)
    signed_in(client, board)
    page = said(client.get(campaign.dossier.get_absolute_url()))
    assert "1 antwoord om na te lezen" in page
    response = Response.objects.get()
    assert (response.how, response.knows) == ("online", False)
    client.post(reverse("initiatives:show_response", args=[response.pk]))
    assert "Een bankje" in page_of(campaign)
    client.post(
        reverse("initiatives:hide_response", args=[response.pk]), {"reason": "Verkeerd gehoord."}
    )
    assert "Een bankje" not in page_of(campaign)


def test_people_rename_join_and_move_and_a_new_proposal_leaves_that_as_it_is(
    client: Client, town: Town
) -> None:
    campaign, board = asked(town)
    services.enter(board, campaign, CARDS, how="card", day=clock.today())
    assert services.order(board, campaign) == 4
    signed_in(client, board)
    meeting, green = (campaign.topics.get(subject=subject) for subject in ("ontmoeten", "groen"))
    client.post(reverse("initiatives:rename_topic", args=[meeting.pk]), {"name": "Samen koffie"})
    bloom = campaign.responses.get(text="Bloemen in de berm")
    client.post(reverse("initiatives:place_response", args=[bloom.pk]), {"name": "Mooie straten"})
    services.enter(board, campaign, [("Nog meer koffie", None)], how="card", day=clock.today())
    services.order(board, campaign)
    page = page_of(campaign)
    assert "Samen koffie (3)" in page
    assert "Mooie straten (1)" in page
    assert "Groen (1)" in page
    client.post(reverse("initiatives:rename_topic", args=[green.pk]), {"name": "mooie straten"})
    assert "Mooie straten (2)" in page_of(campaign)
    assert Response.objects.get(pk=bloom.pk).proposed == "groen"


def test_the_raw_words_never_change(town: Town) -> None:
    campaign, board = asked(town)
    services.enter(board, campaign, CARDS, how="card", day=clock.today())
    for change in ({"text": "Iets anders"}, {"how": "door"}, {"knows": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Response.objects.filter(text="Meer bomen").update(**change)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Koffie\nBel jan@voorbeeld.nl", "Regel 2"),
        ("   \n \n", "De antwoorden, elk op een eigen regel"),
        ("\n".join("koffie" for _ in range(501)), "te veel in één keer"),
    ],
)
def test_lines_that_cannot_be_kept_are_named_and_nothing_is_stored(
    client: Client, town: Town, lines: str, told: str
) -> None:
    campaign, board = asked(town)
    signed_in(client, board)
    answer = client.post(
        reverse("initiatives:enter_responses", args=[campaign.dossier.short_id]),
        {"how": "door", "day": clock.today().isoformat(), "lines": lines},
    )
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Response.objects.exists()


def test_a_bar_at_the_end_of_a_line_says_whether_it_is_known(client: Client, town: Town) -> None:
    campaign, board = asked(town)
    signed_in(client, board)
    client.post(
        reverse("initiatives:enter_responses", args=[campaign.dossier.short_id]),
        {
            "how": "door",
            "day": clock.today().isoformat(),
            "lines": "Koffie | ja\nBomen|nee\nA | B\n| ja",
        },
    )
    found = {each.text: each.knows for each in Response.objects.all()}
    assert found == {"Koffie": True, "Bomen": False, "A | B": None, "": True}


def test_after_the_last_day_nobody_answers(client: Client, town: Town) -> None:
    campaign, _board = asked(town)
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(InputRefused, match="gesloten"):
        services.answer(resident(), campaign, "Koffie")


def test_nobody_else_enters_reads_first_or_orders(client: Client, town: Town) -> None:
    campaign, board = asked(town)
    services.enter(board, campaign, CARDS, how="card", day=clock.today())
    response = Response.objects.first()
    for other in (resident(), town.party(), official(town.municipality)):
        for act in (
            lambda other=other: services.enter(
                other, campaign, CARDS, how="card", day=clock.today()
            ),
            lambda other=other: services.order(other, campaign),
            lambda other=other: services.hide(other, response, reason="X"),
            lambda other=other: services.place(other, response, "X"),
        ):
            with pytest.raises(NotAllowed):
                act()
    with pytest.raises(NotAllowed):
        services.begin(resident(), town.area, services.Asked("T", "P", "V?", clock.today()))


def test_all_answers_can_be_taken_along_without_anybody_in_them(town: Town) -> None:
    campaign, board = asked(town)
    services.enter(board, campaign, [*CARDS, ("=1+1", None)], how="card", day=clock.today())
    address = reverse("initiatives:campaign-csv", args=[campaign.dossier.short_id])
    rows = list(csv.DictReader(io.StringIO(Client().get(address).content.decode())))
    assert {row["antwoord"] for row in rows} == {*(text for text, _k in CARDS), "'=1+1"}
    assert set(rows[0]) == {"antwoord", "hoe", "dag", "onderwerp", "voorgesteld"}


def test_a_page_with_hundreds_of_answers_asks_no_more_of_the_database(
    client: Client, town: Town, django_assert_max_num_queries: Any
) -> None:
    campaign, board = asked(town)
    for _ in range(3):
        services.enter(board, campaign, CARDS * 20, how="card", day=clock.today())
    services.order(board, campaign)
    with django_assert_max_num_queries(12):
        client.get(campaign.dossier.get_absolute_url())
