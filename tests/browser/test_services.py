"""Around a dossier, in a browser: write, answer, report, hide, appeal; add a photo; follow."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from schakel.people.models import Person
from tests.browser.conftest import faults
from tests.world import World


@pytest.mark.parametrize(("width", "javascript"), [(360, False), (1280, True)])
def test_a_remark_from_writing_to_the_appeal(
    page_at: Callable[..., Page], town: World, width: int, javascript: bool
) -> None:
    words = f"Mag de poort open? Op {width} beeldpunten"
    place = town.preparing.dossier.get_absolute_url()

    def at(person: Person | None) -> Page:
        page = page_at(width, "nl", javascript=javascript, person=person)
        page.goto(place)
        return page

    resident = at(town.persons["resident"])
    resident.get_by_role("link", name="Schrijf een opmerking").click()
    resident.get_by_label("Uw opmerking").fill(words)
    assert faults(resident) == []
    resident.get_by_role("button", name="Plaats uw opmerking").click()
    expect(resident.locator("#opmerkingen")).to_contain_text(words)
    assert faults(resident) == []

    visitor = at(None)
    visitor.locator("article", has_text=words).get_by_role("link", name="Dit klopt niet").click()
    visitor.get_by_label("Wat is er niet goed?").fill("Dit hoort hier niet.")
    visitor.get_by_role("button", name="Verstuur uw melding").click()
    expect(visitor.get_by_text("Uw melding is verstuurd")).to_be_visible()

    official = at(town.persons["official"])
    official.get_by_role("link", name="Bekijk de meldingen over opmerkingen").click()
    assert faults(official) == []
    reported = official.locator("article", has_text=words)
    reported.get_by_role("link", name="Verberg met een reden").click()
    official.get_by_role("button", name="Verberg").click()
    expect(
        official.get_by_text("Vul “Waarom verbergt u deze opmerking?” in.").first
    ).to_be_visible()
    official.get_by_label("Waarom verbergt u deze opmerking?").fill(
        "Dit gaat niet over deze ronde."
    )
    official.get_by_role("button", name="Verberg").click()
    expect(official.locator("#opmerkingen")).to_contain_text("Dit gaat niet over deze ronde.")
    expect(official.locator("#opmerkingen")).not_to_contain_text(words)
    assert faults(official) == []

    resident.reload()
    resident.get_by_role("link", name="Maak bezwaar").first.click()
    resident.get_by_label("Waarom mag uw opmerking er wel staan?").fill("De poort hoort erbij.")
    resident.get_by_role("button", name="Verstuur uw bezwaar").click()
    expect(resident.get_by_text("De schrijver maakte bezwaar").first).to_be_visible()

    # The office that hid it does not decide; the area manager does.
    official.reload()
    hidden = official.locator("article", has_text="Dit gaat niet over deze ronde.").first
    expect(hidden.get_by_role("link", name="Beslis op het bezwaar")).to_have_count(0)
    manager = at(Person.objects.get(email="manager@voorbeeld.example"))
    manager.get_by_role("link", name="Beslis op het bezwaar").first.click()
    manager.get_by_label("De opmerking mag er weer staan").check()
    manager.get_by_label("Waarom?").fill("De poort hoort bij de plannen.")
    assert faults(manager) == []
    manager.get_by_role("button", name="Leg vast").click()
    expect(manager.locator("#opmerkingen")).to_contain_text(words)


def test_a_photo_is_added_and_seen_by_a_visitor(page_at: Callable[..., Page], town: World) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (800, 600), "green").save(drawn, "JPEG")
    official = page_at(360, "nl", person=town.persons["official"])
    official.goto(town.preparing.dossier.get_absolute_url())
    official.get_by_role("link", name="Voeg een foto of PDF toe").click()
    official.get_by_label("Kies een foto of een PDF").set_input_files(
        {"name": "tuin.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    )
    official.get_by_role("button", name="Voeg toe").click()
    expect(official.get_by_text("Schrijf wat er op de foto te zien is.")).to_be_visible()
    official.get_by_label("Kies een foto of een PDF").set_input_files(
        {"name": "tuin.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}
    )
    official.get_by_label("Wat is er op de foto te zien?").fill("Een groen veld")
    assert faults(official) == []
    official.get_by_role("button", name="Voeg toe").click()
    visitor = page_at(360, "nl")
    visitor.goto(town.preparing.dossier.get_absolute_url())
    picture = visitor.get_by_role("img", name="Een groen veld").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    visitor.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    assert faults(visitor) == []


def test_following_and_stopping(page_at: Callable[..., Page], town: World) -> None:
    page = page_at(360, "nl", person=town.persons["council"])
    page.goto(town.area.get_absolute_url())
    page.get_by_role("button", name="Volg").click()
    expect(page.get_by_role("button", name="Stop met volgen")).to_be_visible()
    page.goto("/volgen/")
    assert faults(page) == []
    page.get_by_label("Eén keer per week").check()
    page.get_by_role("button", name="Bewaar uw keuze").click()
    expect(page.get_by_label("Eén keer per week")).to_be_checked()
    page.get_by_role("button", name="Stop").first.click()
    expect(page.get_by_text("U volgt nog niets.")).to_be_visible()
    assert faults(page) == []
