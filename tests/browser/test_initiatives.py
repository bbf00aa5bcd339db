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

    def pick(self, option: str, asked: Locator | None = None) -> None:
        """Tab reaches one of the options of a question; arrows go to the others."""
        wanted = (asked or self.page).get_by_role("radio", name=option, exact=True)
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

    def answer(self, question: str, option: str) -> None:
        """One question of several that have the same options."""
        asked = self.page.get_by_role("group", name=re.compile(f"^{re.escape(question)}"))
        self.pick(option, asked)

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

    baker.goto(f"{town.area.get_absolute_url()}")
    keys.press("link", "Brood van de buurt")
    keys.press("link", "Vul de schakels in")
    for question in ("Hebt u een plek die past, ook volgend jaar?", "Weten buren wat u wilt?"):
        keys.answer(question, "Nee" if "plek" in question else "Ja")
    keys.type("Wie vullen dit in?", "De bakkers samen")
    keys.press("button", "Kijk hoe het staat")
    expect(baker.get_by_text("Begin bij Middelen.").first).to_be_visible()
    assert wrong_with(baker) == []
    keys.press("button", "Vraag dit aan de buurt")
    expect(baker.get_by_role("heading", name="Wie heeft ruimte voor ons?", level=1)).to_be_visible()
    asked = baker.url

    giver = page_at(360, javascript=False, person=town.persons["twice"], fresh=True)
    keys = Keys(giver)
    giver.goto("/vraag-en-aanbod/nieuw/")
    keys.type("Wat kunt u zelf?", "Ruimte voor bakkers")
    keys.choose("Wat voor aanbod is dat?", "Ruimte")
    keys.press("button", "Zet het erop")
    expect(giver.get_by_text("Wie heeft ruimte voor ons?").first).to_be_visible()
    assert wrong_with(giver) == []

    keys = Keys(baker)
    baker.goto(asked)
    expect(baker.get_by_role("heading", name="Dit past erbij")).to_be_visible()
    keys.press("link", "Ruimte voor bakkers")
    keys.press("link", "Dit kan ik gebruiken")
    keys.type("Uw bericht", "Mogen wij zaterdag komen bakken?")
    keys.press("button", "Verstuur")
    assert wrong_with(baker) == []

    keys = Keys(giver)
    giver.goto("/mijn-beloften/")
    keys.press("link", "Ruimte voor bakkers")
    keys.press("link", "Zeg ja")
    keys.press("button", "Ja, dat is afgesproken")
    keys.press("link", "Het is geleverd")
    keys.press("button", "Ja, het is geleverd")
    assert wrong_with(giver) == []

    keys = Keys(baker)
    baker.goto("/mijn-beloften/")
    keys.press("link", "Ruimte voor bakkers")
    keys.press("link", "Ik heb het ontvangen")
    keys.type("Wilt u iets zeggen om te bedanken?", "Het brood smaakte heerlijk.")
    keys.press("button", "Ja, ik heb het ontvangen")
    expect(baker.get_by_text("Het brood smaakte heerlijk.")).to_be_visible()
    assert wrong_with(baker) == []


def test_a_newcomer_finds_what_there_is_in_the_neighbourhood(
    page_at: Callable[..., Page], town: World
) -> None:
    page = page_at(360, javascript=False, fresh=True)
    keys = Keys(page)
    page.goto("/")
    keys.press("link", "Buurten")
    keys.type("De naam van uw buurt of plaats", town.area.name)
    keys.press("button", "Zoek")
    expect(page.get_by_role("heading", name="Wat bewoners doen en dromen")).to_be_visible()
    assert wrong_with(page) == []
    keys.press("link", re.compile("De moestuin"))
    expect(page.get_by_role("heading", name="De moestuin", level=1)).to_be_visible()
    page.go_back()
    keys.press("link", "Wat deze buurt kan")
    expect(page.get_by_role("heading", name="Wat er is", exact=True)).to_be_visible()
    assert wrong_with(page) == []


def test_an_idea_of_another_neighbourhood_is_taken_over_with_its_credit(
    page_at: Callable[..., Page], town: World
) -> None:
    person = add_person(town.actors["board"], email="overnemer@voorbeeld.example", name="Fa")
    page = page_at(360, javascript=False, person=person, fresh=True)
    keys = Keys(page)
    page.goto(town.initiatives["initiative"].get_absolute_url())
    keys.press("link", "Neem dit idee over")
    keys.type("Waarom past dit ook bij u?", "Ook hier ligt grond braak.")
    keys.type("Hoe heet uw groep?", "De Zaaiers")
    keys.press("button", "Begin hier ook")
    keys.press("button", "Ga verder in deze rol")
    main = page.get_by_role("main")
    expect(main.get_by_text("Overgenomen van")).to_be_visible()
    expect(main.get_by_text("Honderd euro.")).to_be_visible()
    expect(main.get_by_text("Grond vinden").first).to_be_visible()
    assert wrong_with(page) == []
