"""Letters: one content as a page and as a tagged PDF; what people wrote is text and never a command."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.dossiers.letters import Heading, Items, Paragraph, Table, as_pdf, compose
from tests.factories import funding

HOSTILE = [
    '#read("/etc/passwd")',
    '#read("letter.typ")',
    '#include "/etc/hosts"',
    '#import "@preview/tablex:0.0.9": *',
    '"] + read("/etc/passwd") + [',
    "#sys.inputs",
    "$ sum_(k=0)^n k $ *vet* _schuin_ = Kop\n== Kop <label> @ref // weg /* weg */ `code`",
    "\\u{41} \\ ~ -- ... \" ' { } [ ] ( )",
    "<script>alert(1)</script> &amp; %s %(x)s {{ x }}",
]


def letter(text="Beste bewoners,", **more):
    return compose(
        **(
            {
                "title": "Besluit over Geld voor de buurt",
                "sender": "Gemeente Lindestad",
                "day": date(2026, 11, 25),
                "reference": "7k2f-1",
                "parts": [
                    Paragraph(text),
                    Heading("De plannen"),
                    Items(("Een", "Twee")),
                    Table("Alle plannen", ("Plan", "Kosten"), (("Eettafel", "€ 1.000"),), (1,)),
                ],
                "language": "nl",
            }
            | more
        )
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def tags(node, found=None) -> list[str]:
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            tags(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(str(node["/S"]))
        if "/K" in node:
            tags(node["/K"], found)
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pdf_says_that_it_is_pdf_ua_and_is_tagged_with_language_and_title(language):
    root = read(as_pdf(letter(language=language))).trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Besluit over Geld voor de buurt" in metadata
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    found = tags(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Caption"} <= set(found)


def test_the_fonts_are_inside_and_the_same_letter_is_the_same_file():
    pdf = as_pdf(letter())
    fonts = [
        font.get_object()
        for page in read(pdf).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert {str(font["/BaseFont"]).split("+")[1] for font in fonts} == {
        "SchakelLetter-Regular",
        "SchakelLetter-Bold",
        "SchakelLetterHead-Bold",
    }
    assert as_pdf(letter()) == pdf


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_command_is_printed_as_it_is(text):
    pdf = as_pdf(
        letter(
            text,
            title=text,
            sender=text,
            reference=text,
            address=(text,),
            signed=(text,),
            parts=[
                Paragraph(text),
                Heading(text),
                Items((text,)),
                Table(text, (text, text), ((text, text),)),
            ],
        )
    )
    shown = "".join(text_of(pdf).split())
    assert "root:" not in shown and "#setdocument" not in shown
    assert shown.count("".join(text.split())) >= 7


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Łukasz Şahin Ørsted", "Łukasz Şahin Ørsted"),
        ("漢字 🎉 én", "?? ? én"),
        ("a\0b\x07c\ud800", "a b c"),
    ],
)
def test_a_sign_that_no_font_draws_does_not_stop_a_letter(name, shown):
    assert " ".join(shown.split()) in " ".join(text_of(as_pdf(letter(name))).split())


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_becomes_a_letter(text):
    assert as_pdf(letter("x" + text, title="Titel " + text)).startswith(b"%PDF-")


def test_a_letter_of_many_pages_keeps_its_table_heads():
    rows = tuple((f"Plan {n}", "€ 1") for n in range(120))
    made = letter(parts=[Table("Alle", ("Plan", "Kosten"), rows, (1,))])
    pages = read(as_pdf(made)).pages
    assert len(pages) > 1
    assert all("Kosten" in page.extract_text() for page in pages)
    assert f"bladzijde 1 / {len(pages)}" in pages[0].extract_text()


def test_an_empty_letter_and_a_table_with_a_hole_are_refused():
    for wrong in (
        {"title": " "},
        {"parts": [Paragraph(" "), Items(())]},
        {"parts": [Table("Alle", ("Plan", "Kosten"), (("Een",),))]},
    ):
        with pytest.raises(InputRefused):
            letter(**wrong)


# --- the decision of a round --------------------------------------------------------------------


@pytest.mark.django_db
def test_the_decision_of_a_round_is_a_letter_on_screen_and_on_paper(client):
    round = funding.decided()
    page = client.get(round.get_absolute_url()).content.decode()
    html_address = reverse("funding:letter", args=[round.dossier.short_id])
    pdf_address = reverse("funding:letter_pdf", args=[round.dossier.short_id])
    assert html_address in page and pdf_address in page
    html = client.get(html_address).content.decode()
    answer = client.get(pdf_address)
    assert answer["Content-Type"] == "application/pdf"
    pdf = " ".join(text_of(answer.content).split())
    for said in (
        "Besluit over Geld voor de buurt 2026",
        "Buurtmoestuin",
        "Krijgt geld",
        round.regulation,
    ):
        assert said in html and said in pdf
    assert f"http://localhost:8000{round.get_absolute_url()}" in pdf.replace(" ", "")


@pytest.mark.django_db
def test_an_english_letter_keeps_the_decision_in_dutch(client):
    round = funding.decided()
    client.cookies["taal"] = "en"
    answer = client.get(reverse("funding:letter_pdf", args=[round.dossier.short_id]))
    root = read(answer.content).trailer["/Root"]
    assert root["/Lang"] == "en"
    with translation.override("en"):
        assert "Decision on Geld voor de buurt 2026" in " ".join(text_of(answer.content).split())


@pytest.mark.django_db
def test_without_a_decision_there_is_no_letter_and_a_closed_one_is_not_for_everybody(client):
    open_round = funding.opened()
    assert (
        client.get(reverse("funding:letter", args=[open_round.dossier.short_id])).status_code == 404
    )
    closed = funding.decided(pot=funding.pot(), title="Dicht")
    closed.dossier.visibility = "closed"
    closed.dossier.save()
    official = funding.official(closed.dossier.municipality)
    inside = Client()
    inside.force_login(official.person)
    for name in ("letter", "letter_pdf"):
        address = reverse(f"funding:{name}", args=[closed.dossier.short_id])
        assert client.get(address).status_code == 404
        assert inside.get(address).status_code == 200


@pytest.mark.django_db
def test_a_letter_after_advice_says_that_it_is_a_decision_with_its_ground(client):
    round = funding.counted(standing="advice", decides="het college")
    with clock.at(funding.CLOSES + timedelta(days=1)):
        funding.services.advise(Actor.system(), round)
    address = reverse("funding:letter", args=[round.dossier.short_id])
    assert "Advies over" in client.get(address).content.decode()
    with clock.at(funding.CLOSES + timedelta(days=2)):
        funding.services.decide(
            Actor.system(), round, outcome="no", plain_text="Wij doen het niet.",
            legal_text="Gelet op de regeling.\n\nBesluit het college.", legal_ground="artikel 4",
        )  # fmt: skip
    page = client.get(address).content.decode()
    assert "Besluit over" in page and "Wij doen het niet." in page and "artikel 4" in page
