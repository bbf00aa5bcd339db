"""Vote and read a result: by keyboard alone on a phone, and without JavaScript on a screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from schakel.voice import services as voice
from schakel.voice.models import Voter
from tests.browser.conftest import faults
from tests.world import World


def fresh_code(town: World) -> str:
    return voice.issue_codes(town.actors["official"], town.open.dossier.ballot_box, 1)[0].code


def used(town: World) -> int:
    return Voter.objects.filter(box=town.open.dossier.ballot_box, used=True).count()


def tab_to(page: Page, target: Locator, most: int = 80) -> None:
    """Press Tab until the target has the focus, and can be seen to have it."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate(
                """element => {
                  const seen = getComputedStyle(element);
                  return seen.outlineStyle !== "none" || seen.boxShadow !== "none";
                }"""
            ), "the focus cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")


def test_voting_by_keyboard_alone(page_at: Callable[..., Page], town: World) -> None:
    before = used(town)
    page = page_at(360, "nl", fresh=True)
    page.goto(town.open.get_absolute_url())
    tab_to(page, page.get_by_role("link", name="Stem nu"))
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_role("textbox"))
    page.keyboard.type("verkeerd")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Fout: "))
    assert faults(page) == []

    field = page.get_by_role("textbox")
    tab_to(page, field)
    page.keyboard.press("Control+A")
    page.keyboard.type(fresh_code(town))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Wat kiest u?")
    assert faults(page) == []
    tab_to(page, page.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Verder"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Klopt alles?")
    assert faults(page) == []
    tab_to(page, page.get_by_role("button", name="Verstuur uw stem"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Uw stem telt")
    assert faults(page) == []
    assert "Plan" not in page.locator("main").inner_text()
    assert used(town) == before + 1


def test_voting_and_changing_without_javascript(page_at: Callable[..., Page], town: World) -> None:
    before, code = used(town), fresh_code(town)
    page = page_at(1280, "en", javascript=False, fresh=True)
    for choice in ("Plan 1", "Plan 3"):
        page.goto(town.open.get_absolute_url())
        page.locator("main a[href*='/stemmen/']").first.click()
        page.get_by_role("textbox").fill(code)
        page.locator("main button[type=submit]").click()
        page.get_by_role("checkbox", name=choice).check()
        page.locator("main button[type=submit]").click()
        expect(page.locator("main")).to_contain_text(choice)
        page.locator("main form[action$='/klaar/'] button").click()
        assert page.url.endswith("/klaar/")
        expect(page.locator("main")).not_to_contain_text(choice)
        assert faults(page) == []
    assert used(town) == before + 1


@pytest.mark.parametrize("javascript", [True, False])
def test_reading_why_a_plan_won_or_lost(
    page_at: Callable[..., Page], town: World, javascript: bool
) -> None:
    page = page_at(360, "nl", javascript=javascript)
    page.goto(town.decided.get_absolute_url())
    rows = page.locator("main details[id^=plan-]")
    assert rows.count() == 4
    # One story of each kind is open from the start; the others open by keyboard.
    for row in rows.all():
        if row.get_attribute("open") is None:
            tab_to(page, row.locator("summary"))
            page.keyboard.press("Enter")
        expect(row).to_have_attribute("open", "")
        expect(row.locator("p").first).to_be_visible()
    expect(rows.first).to_contain_text("Dat kon dus.")
    expect(rows.last).to_contain_text("Er ontbrak")
    assert faults(page) == []
