"""On a phone: from an invitation to acting and leaving, and a desk that acts for somebody."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from schakel.base import clock
from schakel.people import queries, services
from schakel.people.models import Behalf
from schakel.people.services import add_person
from tests.browser.conftest import faults
from tests.web.addresses import addresses
from tests.world import World

OF_ROLE = {
    "board": (
        "change change_role end end_role invite leave money named new new_mandate party roles "
        "uninvite"
    ),
    "admin": "doubles end_mandate mandates merge new_mandate",
    "desk": "desk desk_erase",
}


@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1280, "en")])
def test_the_pages_of_who_runs_a_party_or_a_desk_are_without_faults(
    page_at: Callable[..., Page], town: World, width: int, language: str
) -> None:
    wrong = {}
    for role, asked in OF_ROLE.items():
        page = page_at(width, language, person=town.persons[role])
        for name in asked.split():
            answer = page.goto(addresses(town)[f"people:{name}"])
            assert answer
            assert answer.status == 200, name
            wrong[name] = faults(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def wrong_with(page: Page) -> list[str]:
    """Faults of a page on a journey: what it still fetched when it was left is no fault."""
    return [fault for fault in faults(page) if not fault.startswith("no http")]


def test_invited_accepts_acts_and_leaves(page_at: Callable[..., Page], town: World) -> None:
    board = page_at(360, person=town.persons["board"], fresh=True)
    board.goto(town.party.get_absolute_url())
    board.get_by_role("link", name="Rollen en uitnodigingen").click()
    board.get_by_role("link", name="Nodig iemand uit").click()
    board.get_by_label("E-mailadres").fill("geen adres")
    board.get_by_role("radio", name="Lid", exact=True).check()
    board.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(board).to_have_title(re.compile("^Fout: "))
    assert wrong_with(board) == []
    board.get_by_label("E-mailadres").fill("fien@voorbeeld.example")
    mail.outbox = []
    board.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(board.get_by_text("De uitnodiging is verstuurd.")).to_be_visible()
    expect(board.get_by_role("rowheader", name="fien@voorbeeld.example")).to_be_visible()
    assert wrong_with(board) == []

    path = re.search(r"/uitnodiging/\S+/", mail.outbox[0].body)
    assert path
    stranger = page_at(360, fresh=True)
    stranger.goto(path[0])
    expect(stranger.get_by_role("link", name="Log in")).to_have_attribute(
        "href", re.compile("next=/uitnodiging/")
    )
    person = add_person(town.actors["board"], email="fien@voorbeeld.example", name="Fien")
    fien = page_at(360, person=person, fresh=True)
    fien.goto(path[0])
    assert wrong_with(fien) == []
    fien.get_by_role("button", name="Ja, ik doe mee").click()
    fien.get_by_role("button", name="Ga verder in deze rol").click()
    bar = fien.locator(".schakel-actor")
    expect(bar).to_contain_text("Lid, Stichting Proefhuis")

    fien.goto(town.party.get_absolute_url())
    expect(fien.get_by_role("main")).not_to_contain_text("Fien")
    fien.get_by_role("link", name="Wissel van rol").click()
    assert wrong_with(fien) == []
    fien.get_by_role("link", name=re.compile("Leg deze rol neer")).click()
    fien.get_by_role("button", name="Leg de rol neer").click()
    expect(fien.get_by_text("U hebt de rol neergelegd.")).to_be_visible()
    expect(fien.locator(".schakel-actor")).to_contain_text("Bewoner")
    assert not queries.memberships_on(person, clock.today()).exists()


def test_the_last_of_the_board_is_told_what_to_do(
    page_at: Callable[..., Page], town: World
) -> None:
    page = page_at(360, person=town.persons["board"], fresh=True)
    page.goto(f"/rol/{town.seat.pk}/neerleggen/")
    page.get_by_role("button", name="Leg de rol neer").click()
    expect(page.get_by_text("Nodig eerst een opvolger uit")).to_be_visible()
    assert wrong_with(page) == []


def test_a_desk_acts_for_somebody_without_javascript_and_stops(
    page_at: Callable[..., Page], town: World
) -> None:
    services.stop_all_behalfs(town.persons["desk"])
    page = page_at(360, javascript=False, person=town.persons["desk"], fresh=True)
    page.goto("/buurten/")
    page.get_by_role("link", name="Handel namens iemand").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Schrijf namens wie u handelt.").first).to_be_visible()
    page.get_by_label("Namens wie?").fill("Mevrouw Zilver")
    page.get_by_label("Op papier").check()
    page.get_by_label("Ik heb gevraagd").check()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("U handelt nu namens iemand anders.")).to_be_visible()
    page.goto("/buurten/")
    bar = page.locator(".schakel-actor")
    expect(bar).to_contain_text("Op papier: u handelt namens Mevrouw Zilver")
    assert wrong_with(page) == []
    page.get_by_role("button", name="Stop hiermee").click()
    expect(page.locator(".schakel-actor")).not_to_contain_text("Zilver")
    assert not Behalf.objects.filter(desk__person=town.persons["desk"], ended=None).exists()
