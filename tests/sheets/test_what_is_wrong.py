"""A wrong file: each line that is wrong is named with its column and cure, and nothing is kept."""

import gzip

import pytest

from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.exchange.models import Line
from schakel.people.models import Party
from schakel.sheets import services
from schakel.sheets.services import SheetRefused
from tests.factories.exchange import Town
from tests.factories.people import PartyFactory, official, runs
from tests.sheets.tables import read_in, table

pytestmark = pytest.mark.django_db
KEY = "vraag-en-aanbod"


@pytest.fixture
def town():
    return Town()


def line(town: Town, **more: object) -> dict[str, object]:
    return {
        "wat": "aanbod", "soort": "spullen", "titel": "Een stoel", "gebied": town.area.code,
    } | more  # fmt: skip


def refused(
    town: Town, text: str | bytes, folder, key: str = KEY, actor: Actor | None = None
) -> str:
    before = (Line.objects.count(), Party.objects.count())
    with pytest.raises(InputRefused) as caught:
        read_in(actor or Actor.system(), town.municipality, key, text, folder)
    assert (Line.objects.count(), Party.objects.count()) == before
    lines = caught.value.lines if isinstance(caught.value, SheetRefused) else []
    return "\n".join([str(caught.value), *lines])


def test_every_wrong_line_is_told_and_nothing_is_kept(town, tmp_path):
    text = table(
        line(town),
        line(town, soort="fiets"),
        line(town, titel=""),
        line(town, gebied="BU00000000"),
        line(town, soort="geld"),
        line(town, aantal="veel"),
        line(town, van="31-02-2026"),
        line(town, partij="zzzz"),
        line(town, titel="Bel mij op 06-12345678"),
        head=["wat", "soort", "titel", "gebied", "aantal", "van", "partij"],
    )
    said = refused(town, text, tmp_path)
    assert said.startswith("In 8 regels klopt iets niet. Er is niets bewaard.")
    for number, column in enumerate(
        ["soort", "titel", "gebied", None, "aantal", "van", "partij", None], 3
    ):
        assert f"Regel {number}, “{column}”:" in said or (
            column is None and f"Regel {number}: " in said
        )
    assert "“fiets” kennen wij niet. Kies uit: tijd, ruimte, spullen" in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "dit bestand is leeg"),
        ("wat;soort\naanbod;tijd\n", "de kop mist “titel”, “gebied”"),
        ("wat;soort;titel;gebied;prijs\n", "de kolom “prijs” kennen wij niet. Laat die weg."),
        ("wat;soort;titel;gebied;wat\n", "“wat” staat twee keer in de kop."),
        ("wat;soort;titel;gebied\n", "In dit bestand staan geen regels."),
        ("wat;soort;titel;gebied\naanbod;tijd\n", "Regel 2: hier staan 2 waarden"),
        ('wat;soort;titel;gebied\naanbod;tijd;"Een;x\n', "aanhalingsteken te veel of te weinig"),
        ('{"wat": 1}', "dit is JSON"),
        (b"PK\x03\x04rest of a workbook", "zip- of Excel-bestand"),
        (b"wat;soort\x00;titel;gebied\n", "geen tekstbestand"),
    ],
)
def test_a_file_that_is_no_such_table(town, text, sentence, tmp_path):
    assert sentence in refused(town, text, tmp_path)


def test_lines_are_counted_as_an_editor_does(town, tmp_path):
    text = table(line(town, tekst="Twee\nregels"), {}, line(town, soort="fiets"))
    assert "Regel 5, “soort”" in refused(town, text, tmp_path)


def test_the_same_reference_twice_in_one_file(town, tmp_path):
    said = refused(town, table(line(town, kenmerk="a"), line(town, kenmerk="a")), tmp_path)
    assert "Regel 3, “kenmerk”: dit kenmerk staat al op een regel hierboven." in said


def test_no_more_is_told_than_somebody_reads(town, tmp_path):
    said = refused(town, table(*[line(town, soort="fiets")] * 250), tmp_path)
    assert "In 250 regels klopt iets niet" in said
    assert said.count("\n") == 100


def test_parties_that_are_there_already(town, tmp_path):
    known = PartyFactory(name="Stichting De Brug", municipality=town.municipality, kvk="12345678")
    text = table(
        {"naam": "De Brug", "soort": "stichting"},
        {"naam": "Zon", "soort": "vereniging", "kvk": "1234 5678"},
        {"naam": "Maan", "soort": "bedrijf", "hoek": "gemeenschap"},
        {"naam": "Ster", "soort": "fonds", "website": "geen adres"},
        {"naam": "Ster", "soort": "fonds", "kvk": "12"},
        {"naam": "Kees", "soort": "gemeente"},
        head=["naam", "soort", "hoek", "kvk", "website"],
    )
    said = refused(town, text, tmp_path, "partijen")
    assert f"“De Brug” is er al. Zet bij kenmerk het nummer #{known.short_id}" in said
    for sentence in (
        "Regel 3, “kvk”: een partij met KvK-nummer 12345678 staat er al.",
        "Regel 4: Een partij van de soort bedrijf hoort in een andere hoek.",
        "Regel 5, “website”: vul een adres in",
        "Regel 7, “soort”: “gemeente” kennen wij niet.",
    ):
        assert sentence in said


def test_days_and_times_of_the_agenda(town, tmp_path):
    base = {"titel": "Soep", "dag": "2026-12-04", "gebied": town.area.code}
    said = refused(
        town,
        table(
            base | {"begin": "25:00"},
            base | {"eind": "20:00"},
            base | {"laatste_dag": "2026-12-01"},
            base | {"herhaling": "FREQ=SECONDLY"},
            base | {"plekken": "12"},
            base | {"prijs": "1,234"},
            head=["titel", "dag", "begin", "eind", "laatste_dag", "gebied", "herhaling", "plekken", "prijs"],
        ),
        tmp_path,
        "agenda",
    )  # fmt: skip
    assert "Regel 2, “begin”: vul een tijd in" in said
    assert "Regel 3, “begin”: vul in hoe laat het begint" in said
    assert "Regel 4, “laatste_dag”" in said
    assert "Regel 5: " in said
    assert "Regel 6: Een aantal plekken hoort bij aanmelden." in said
    assert "Regel 7, “prijs”: Vul een bedrag in" in said


def test_a_dream_is_of_nobody_and_an_initiative_of_residents(town, tmp_path):
    group = PartyFactory(municipality=town.municipality)
    base = {"titel": "Een tuin", "wat": "Samen tuinieren", "gebied": town.area.code}
    said = refused(
        town,
        table(
            base | {"stand": "loopt"},
            base | {"stand": "droom", "partij": group.short_id},
            base | {"partij": town.municipality.short_id, "stand": "loopt"},
            base | {"onderwerpen": "eten, vliegen"},
            head=["titel", "wat", "gebied", "stand", "partij", "onderwerpen"],
        ),
        tmp_path,
        "initiatieven",
    )
    for sentence in (
        "Regel 2, “stand”: zonder partij is het een droom.",
        "Regel 3, “stand”: een droom is van niemand.",
        "Regel 4, ",
        "Regel 5, “onderwerpen”: “vliegen” kennen wij niet.",
    ):
        assert sentence in said


def test_for_whom_a_line_may_be(town, tmp_path):
    """An official enters for who has nobody yet; a group for itself; nobody for another town."""
    nobodys = PartyFactory(municipality=town.municipality)
    run = PartyFactory(municipality=town.municipality)
    board = runs(run)
    elsewhere = PartyFactory(municipality=Town().municipality)
    here = official(town.municipality)
    assert read_in(
        here, town.municipality, KEY, table(line(town, partij=nobodys.short_id)), tmp_path
    ).added
    assert Line.objects.get().giver_party == nobodys
    assert f"{run.name} doet dit zelf" in refused(
        town, table(line(town, partij=run.short_id)), tmp_path, actor=here
    )
    assert "U handelt niet voor" in refused(
        town, table(line(town, partij=elsewhere.short_id)), tmp_path, actor=here
    )
    assert "U handelt niet voor" in refused(
        town, table(line(town, partij=nobodys.short_id)), tmp_path, actor=board
    )
    assert read_in(board, town.municipality, KEY, table(line(town)), tmp_path).added
    assert Line.objects.filter(giver_party=run).count() == 1


def test_an_official_of_one_district_reads_in_there_only(town, tmp_path):
    here = official(town.municipality, area=town.area)
    said = refused(town, table(line(town, gebied=town.beside.code)), tmp_path, actor=here)
    assert "is geen buurt van u" in said
    assert read_in(here, town.municipality, KEY, table(line(town)), tmp_path).added == 1


def test_other_encodings_and_separators_are_read(town, tmp_path):
    text = f"sep=,\nwat,soort,titel,gebied,\naanbod,spullen,Café stoel,{town.area.name},\n"
    assert (
        read_in(Actor.system(), town.municipality, KEY, text.encode("cp1252"), tmp_path).added == 1
    )
    assert Line.objects.get().title == "Café stoel"


def test_a_packed_file_and_one_without_end_are_refused(town, tmp_path, monkeypatch):
    packed = gzip.compress(table(line(town)).encode())
    assert "Dit bestand is ingepakt." in refused(town, packed, tmp_path)
    monkeypatch.setattr(services, "_MOST_OF_A_PARTY", 2)
    three = table(*[line(town)] * 3)
    group = town.party()
    said = refused(town, three, tmp_path, actor=group)
    assert "meer dan 2 regels" in said
    assert read_in(official(town.municipality), town.municipality, KEY, three, tmp_path).added == 3
