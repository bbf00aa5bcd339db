"""Every address once in Dutch on a phone and once in English on a screen: nothing may be wrong."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import report
from tests.browser.conftest import faults
from tests.web.addresses import addresses, names, pages
from tests.web.who_sees import EVERYBODY, TABLE
from tests.world import World

SIZES = [(360, "nl"), (1280, "en")]
LOOK = pytest.mark.parametrize(("width", "language"), SIZES, ids=lambda value: str(value))


@LOOK
@pytest.mark.parametrize("name", sorted(names()))
def test_every_address_is_without_faults(
    page_at: Callable[..., Page], town: World, name: str, width: int, language: str
) -> None:
    person = None if TABLE[name] == EVERYBODY else town.persons["official"]
    page = page_at(width, language, person=person)
    address = addresses(town)[name]
    answer = page.request.get(address)
    if answer.status == 405 or "text/html" not in answer.headers.get("content-type", ""):
        # A file or a bare answer: there is no page to look at.
        report.has_no_page(name)
        return
    response = page.goto(address)
    assert response
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert faults(page) == []


@LOOK
def test_every_state_of_a_round_is_without_faults(
    page_at: Callable[..., Page], town: World, width: int, language: str
) -> None:
    page = page_at(width, language)
    wrong = {}
    for name, address in pages(town).items():
        if name not in TABLE:
            page.goto(address)
            wrong[name] = faults(page)
    assert {name: found for name, found in wrong.items() if found} == {}


@LOOK
def test_a_page_that_somebody_may_not_see_is_without_faults(
    page_at: Callable[..., Page], town: World, width: int, language: str
) -> None:
    page = page_at(width, language)
    response = page.goto(addresses(town)["funding:codes"])
    assert response
    assert response.status == 403
    assert faults(page) == []


def test_the_look_itself_finds_what_is_wrong(page_at: Callable[..., Page], town: World) -> None:
    page = page_at(360, "nl")
    page.goto("/")
    page.evaluate(
        """() => {
          const picture = document.createElement("img");
          picture.src = "https://elsewhere.invalid/a.png";
          const wide = document.createElement("div");
          wide.textContent = "w".repeat(500);
          document.querySelector("main").append(picture, wide);
          wide.setAttribute("style", "color: red");
        }"""
    )
    found = "\n".join(faults(page, told=False))
    assert "img-src refused https://elsewhere.invalid/a.png" in found
    assert "style-src" in found
    assert "axe image-alt" in found
    assert "wider than the screen" in found
