"""A life without gates: any state leads to others, staying small is an end, too early gets a day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.templatetags.schakel import day as shown
from schakel.initiatives import kinds, services
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import SOUP, dream, initiative, signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.requirement("S2-018", breaks="schakel.initiatives.services.life.say")
def test_who_runs_it_says_where_it_stands_in_any_order(client: Client, town: Town) -> None:
    made, board = initiative(town)
    signed_in(client, board)
    for verb, words in (
        ("settle", "Loopt"),
        ("think", "Idee"),
        ("rest", "Rust"),
        ("grow", "Groeit"),
    ):
        client.post(reverse("initiatives:say", args=[made.dossier.short_id, verb]))
        assert words in said(client.get(made.get_absolute_url()))


def test_no_state_of_an_owned_initiative_is_behind_a_gate() -> None:
    for source in kinds.ALIVE:
        reached = {t.target for t in kinds.INITIATIVE.transitions if source in t.sources}
        assert reached >= set(kinds.ALIVE) - {source}
        assert "ended" in reached


@pytest.mark.requirement("S2-018", breaks="schakel.initiatives.services.initiatives.change")
def test_staying_small_is_an_end_and_the_page_says_so(client: Client, town: Town) -> None:
    made, board = initiative(town)
    signed_in(client, board).post(
        reverse("initiatives:change", args=[made.dossier.short_id]),
        {"title": SOUP.title, "purpose": SOUP.want, "stays_small": "on"},
    )
    assert "Dit blijft klein. Dat is de bedoeling." in said(client.get(made.get_absolute_url()))


def test_an_end_says_what_was_reached_and_may_begin_again(town: Town) -> None:
    made, board = initiative(town)
    with pytest.raises(InputRefused, match="bereikt"):
        services.say(board, made, "end")
    services.say(board, made, "end", reason="Elke straat eet nu zelf.")
    assert services.say(board, made, "revive").dossier.process.state == "start"


@pytest.mark.requirement("S2-079", breaks="schakel.initiatives.services.life.say_again")
def test_too_early_gets_a_day_to_look_again_and_stands_on_the_work_list(
    client: Client, town: Town
) -> None:
    made, _board = initiative(town)
    office = official(town.municipality)
    day = clock.today() + timedelta(days=40)
    client.force_login(office.person)
    client.post(
        reverse("initiatives:again", args=[made.dossier.short_id]),
        {"because": "De keuken is nog in gebruik.", "day": day.isoformat(), "helps": ""},
    )
    made.refresh_from_db()
    assert made.dossier.process.state == "idea", "too early is no rejection: it stays what it is"
    page = said(client.get(made.get_absolute_url()))
    assert "De keuken is nog in gebruik." in page
    assert f"kijkt opnieuw op {shown(day)}" in page
    with clock.at(clock.now() + timedelta(days=41)):
        work = client.get(reverse("processes:worklist") + "?toon=te-laat").context["lines"]
    assert [(line.work.title, str(line.work.act)) for line in work] == [
        (SOUP.title, "Kijk opnieuw")
    ]


def test_too_early_without_a_reason_or_with_a_day_behind_us_is_refused(town: Town) -> None:
    made, board = initiative(town)
    office = official(town.municipality)
    with pytest.raises(InputRefused, match="waarom"):
        services.say_again(office, made, services.TooEarly("", clock.today() + timedelta(days=3)))
    with pytest.raises(InputRefused, match="toekomst"):
        services.say_again(office, made, services.TooEarly("Nog niet.", clock.today()))
    with pytest.raises(NotAllowed):
        services.say_again(
            board, made, services.TooEarly("Nog niet.", clock.today() + timedelta(days=3))
        )


@pytest.mark.requirement("S2-062", breaks="schakel.initiatives.services.telling.begin")
def test_a_meeting_before_any_form_is_asked_first_and_shown(client: Client, town: Town) -> None:
    met = clock.today() - timedelta(days=50)
    signed_in(client, resident())
    client.post(
        reverse("initiatives:tell"),
        {
            "title": "Samen fietsen",
            "want": "Samen fietsen.",
            "area": town.area.code,
            "met": met.isoformat(),
            "doe": "vertel",
        },
    )
    page = said(client.get(reverse("initiatives:list")))
    assert "Samen fietsen" in page
    address = next(line for line in page.split('"') if line.startswith("/initiatief/"))
    page = said(client.get(address))
    assert "Eerste ontmoeting" in page
    assert shown(met) in page


def test_a_dream_can_be_told_with_nothing_but_a_name_and_a_wish(town: Town) -> None:
    made = dream(town, what=services.Dream("Bankje", "Een bankje."))
    assert made.met is None and made.can == "" and made.need == ""
