"""The story to give away says what the page says, thanks who helps, and names no person."""

import io
import re
import zipfile

import pypdf
import pytest
from django.urls import reverse

from schakel.agenda.services import add
from schakel.exchange import services as exchange
from schakel.exchange.services import Terms
from schakel.initiatives import services
from tests.factories.agenda import soup as soup_plan
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import dream, initiative
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def soup():
    town = Town()
    made, who = initiative(town)
    services.change(
        who, made, why="Eten brengt mensen bij elkaar.", gives="Buren kennen elkaar.",
        pride="Elke week twintig buren.", costs="Vijftig euro per keer.", code="Iedereen hoort erbij.",
    )  # fmt: skip
    services.add_milestone(who, made, title="Een eigen keuken")
    exchange.ask(
        who, town.area, Terms("space", "Een keuken op woensdag", quantity=180, square_metres=40),
        dossier=made.dossier,
    )  # fmt: skip
    gift = Terms("goods", "Vier pannen", quantity=4)
    for giver in (official(town.municipality), town.party(name="Bakkerij Bol")):
        exchange.promise(giver, made.dossier.owner, town.area, gift, dossier=made.dossier)
    helper = resident()
    offer = exchange.answer(
        helper,
        exchange.ask(who, town.area, Terms("time", "Afwas"), dossier=made.dossier),
        text="Ja.",
    )
    exchange.accept(who, offer)
    add(who, town.area, soup_plan(title="Soep op woensdag"), about=made.dossier)
    made.refresh_from_db()
    return made, town, helper


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


@pytest.mark.requirement("S4-154", breaks="schakel.initiatives.pitch.letter")
def test_two_sheets_for_two_audiences(client, soup):
    made, _town, helper = soup
    short = made.dossier.short_id
    neighbours = client.get(reverse("initiatives:pitch_residents_pdf", args=[short]))
    assert neighbours["Content-Type"] == "application/pdf"
    assert b"pdfuaid" in neighbours.content
    told = text_of(neighbours.content)
    for words in (
        "Kom langs",
        "Elke week twintig buren.",
        "Zo kunt u helpen",
        "Een keuken op woensdag",
    ):
        assert words in told
    assert "Vijftig euro" not in told
    partners = client.get(reverse("initiatives:pitch_partners_pdf", args=[short])).content
    told = text_of(partners)
    for words in (
        "Waarom zo?", "Een keuken op woensdag (40 m², 3 uur)", "Wie al helpt", "Bakkerij Bol: Vier pannen",
        "Vijftig euro per keer.", "Een eigen keuken", f"/initiatief/{made.dossier.address}/",
    ):  # fmt: skip
        assert words in told
    assert "Kom langs" not in told
    page = said(client.get(reverse("initiatives:pitch_partners", args=[short])))
    assert "Bakkerij Bol: Vier pannen" in page
    assert helper.person.name not in page + told


@pytest.mark.requirement("S2-047", breaks="schakel.initiatives.pitch.kit")
def test_a_kit_for_the_paper(client, soup):
    made, town, helper = soup
    content = client.get(reverse("initiatives:kit", args=[made.dossier.short_id])).content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert set(file.namelist()) == {
            "LEESMIJ.txt", "persbericht.txt", "kort-bericht.txt", "voor-bewoners.pdf",
            "voor-partners.pdf", "code.svg",
        }  # fmt: skip
        press = file.read("persbericht.txt").decode()
        assert (
            f"Met steun van de gemeente:\n- {town.municipality.name}: Vier pannen (4 stuks)"
            in press
        )
        assert "Ook helpen:\n- Bakkerij Bol: Vier pannen (4 stuks)" in press
        assert "Kom kijken: Soep op woensdag" in press
        assert helper.person.name not in press
        assert len(file.read("kort-bericht.txt").decode()) < 400
        assert b"<svg" in file.read("code.svg")
    page = said(client.get(made.get_absolute_url()))
    assert reverse("initiatives:story", args=[made.dossier.short_id]) in page


def test_a_dream_that_says_little_makes_a_sheet_without_holes(client):
    town = Town()
    made = dream(town)
    page = said(client.get(reverse("initiatives:pitch_partners", args=[made.dossier.short_id])))
    assert f"Een droom uit {town.area.name}" in page
    for heading in ("Wie al helpt", "Wat het kost", "Waarom zo?"):
        assert heading not in page


def test_what_nobody_may_read_yet_has_no_story(client):
    from schakel.base.actor import Actor

    town = Town()
    made = dream(town, Actor.visitor())
    for name in ("story", "kit", "pitch_partners_pdf"):
        assert (
            client.get(reverse(f"initiatives:{name}", args=[made.dossier.short_id])).status_code
            == 404
        )
