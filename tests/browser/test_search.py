"""The search with hits, with a filter and without anything: nothing may be wrong on either screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from schakel.web.search import services
from tests.browser.conftest import faults
from tests.browser.test_every_page import LOOK
from tests.world import World


@LOOK
@pytest.mark.parametrize("query", ["?q=stemmen", "?q=stemmen&soort=round", "?q=qqxzz", "?q=de"])
def test_what_is_found_is_without_faults(
    page_at: Callable[..., Page], town: World, query: str, width: int, language: str
) -> None:
    services.index_everything()
    page = page_at(width, language)
    page.goto(f"/zoeken/{query}")
    assert page.locator("h1").count() == 1
    assert faults(page) == []


def test_the_box_works_by_keyboard(page_at: Callable[..., Page], town: World) -> None:
    services.index_everything()
    page = page_at(360, "nl")
    page.goto("/")
    page.get_by_role("link", name="Zoeken").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Wat zoekt u?").focus()
    page.keyboard.type("geadvisserd")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/?q=geadvisserd")
    assert page.get_by_role("link", name="Geadviseerd").count() == 1
