"""On a phone, by keyboard and without JavaScript: from a dream to a promise that was kept."""

import re
from collections.abc import Callable
from typing import Any

from django.core import mail
from playwright.sync_api import Locator, Page, expect

from schakel.people.services import add_person
from tests.browser.conftest import faults
from tests.world import World


def wrong_with(page: Page) -> list[str]:
    """Faults of a page on a journey: what it still fetched when it was left is no fault."""
    return [fault for fault in faults(page) if not fault.startswith("no http")]


class Keys:
    """Somebody without a mouse: everything is reached by Tab, and pressed by Enter or space."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _ in range(150):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by keyboard: {target}")

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(re.compile(f"^{re.escape(label)}"))

    def type(self, label: str, text: str) -> None:
        self.to(self.field(label))
        self.page.keyboard.type(text)

    def press(self, role: Any, name: str | re.Pattern[str]) -> None:
        self.to(self.page.get_by_role(role, name=name).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def pick(self, option: str) -> None:
        """Tab reaches one of the options of a question; arrows go to the others."""
        wanted = self.page.get_by_role("radio", name=option, exact=True)
        name = wanted.get_attribute("name")
        for _ in range(150):
            if self.page.evaluate("document.activeElement.name") == name:
                break
            self.page.keyboard.press("Tab")
        for _ in range(20):
            if wanted.evaluate("element => element === document.activeElement"):
                self.page.keyboard.press("Space")
                return expect(wanted).to_be_checked()
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"not reached by keyboard: {option}")

    def choose(self, label: str, option: str) -> None:
        """Without a mouse a list is walked by typing the first letters."""
        self.to(self.field(label))
        self.page.keyboard.type(option)


def test_from_a_dream_to_a_promise_that_was_kept(page_at: Callable[..., Page], town: World) -> None:
    visitor = page_at(360, javascript=False, fresh=True)
    keys = Keys(visitor)
    visitor.goto(town.area.get_absolute_url())
    keys.press("link", "Vertel uw droom")
    keys.type("Wat wilt u?", "Elke week samen brood bakken.")
    keys.type("Hoe heet uw droom?", "Brood van de buurt")
    keys.type("Uw e-mailadres", "bakker@voorbeeld.example")
    keys.press("button", "Verder")
    assert wrong_with(visitor) == []
    mail.outbox = []
    keys.press("button", "Vertel mijn droom")
    expect(visitor.get_by_role("heading", name="Uw droom is verteld")).to_be_visible()
    assert wrong_with(visitor) == []

    path = re.search(r"/droom/mijn/\S+/", mail.outbox[0].body)
    assert path
    person = add_person(town.actors["board"], email="bakker@voorbeeld.example", name="Bo")
    baker = page_at(360, javascript=False, person=person, fresh=True)
    keys = Keys(baker)
    baker.goto(path[0])
    keys.type("Hoe heet uw groep?", "De Bakkers")
    keys.press("button", "Ik ga dit doen")
    keys.press("button", "Ga verder in deze rol")
    expect(baker.get_by_role("heading", name="Brood van de buurt", level=1)).to_be_visible()
    assert wrong_with(baker) == []

    baker.get_by_role("main").get_by_role("link", name="De Bakkers").first.click()
    keys.press("link", "Rollen en uitnodigingen")
    keys.press("link", "Nodig iemand uit")
    keys.type("E-mailadres", "kneder@voorbeeld.example")
    keys.pick("Lid")
    mail.outbox = []
    keys.press("button", "Stuur de uitnodiging")
    expect(baker.get_by_text("De uitnodiging is verstuurd.")).to_be_visible()
    assert [sent.to for sent in mail.outbox] == [["kneder@voorbeeld.example"]]
