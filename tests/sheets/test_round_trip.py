"""What goes out comes in again without loss, and a second time changes nothing."""

from datetime import date, time

import pytest

from schakel.agenda import services as agenda
from schakel.agenda.series import Other, Plan
from schakel.base.actor import Actor
from schakel.base.sheets import sheets
from schakel.exchange import services as exchange
from schakel.exchange.models import Line
from schakel.exchange.services import Terms
from schakel.initiatives import services as initiatives
from schakel.people import services as people
from schakel.people.models import Party
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative
from tests.sheets.tables import exported, read_in, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    """A town with one of everything that a table can say."""
    town = Town()
    party = people.add_party(
        Actor.system(), name="Stichting =Zon", kind="foundation", corner="community",
        municipality=town.municipality, area=town.area, description="Doet; \"van alles\",\nook 's nachts.",
        website="https://zon.example", kvk="12345678",
    )  # fmt: skip
    people.add_party(
        Actor.system(), name="Bouwbedrijf Steen", kind="company", corner="market",
        municipality=town.municipality,
    )  # fmt: skip
    speaks = town.party(name="Buurtwerk De Brug", area=town.area)
    for terms in (
        Terms("money", "Wij geven geld", "Voor de straat.", quantity=125_05),
        Terms("space", "Een zaal", quantity=100, square_metres=60, starts=date(2026, 1, 1)),
        Terms("time", "Een handje", quantity=90, due=date(2027, 1, 1)),
        Terms("goods", "-twintig stoelen", quantity=20, ends=date(2099, 1, 1)),
        Terms("knowledge", "Raad"),
    ):
        exchange.offer(speaks, town.beside, terms)
    exchange.ask(speaks, town.area, Terms("introduction", "Wie kent een imker?"))
    started, who = initiative(town)
    initiatives.change(
        who, started, type="meeting", domains=["eten", "ontmoeten"], place="Het plein", can="Koken"
    )
    initiatives.say(who, started, "grow")
    for plan in (
        Plan("Soep", date(2026, 12, 4), time(18), 150, "Eet mee.", rule="FREQ=WEEKLY", price=250,
             place="De Brug", step_free="yes", toilet="no", sign_up=True, capacity=12,
             others=(Other(date(2026, 12, 25), "skipped"),)),
        Plan("Nachtwandeling", date(2026, 12, 5), time(23), 120),
        Plan("Kamp", date(2026, 12, 6), None, 3 * 24 * 60),
        Plan("Marathon", date(2026, 12, 8), time(9), 36 * 60),
    ):  # fmt: skip
        agenda.activities.add(speaks, town.area, plan)
    assert party.short_id
    return town


def moved(rows: list[dict[str, str]], old: Town, new: Town) -> list[dict[str, str]]:
    """The rows of one town as those of another: other codes, and no parties of the old one."""
    codes = {
        getattr(old, name).code: getattr(new, name).code for name in ("area", "beside", "town")
    }
    return [
        {
            name: codes.get(cell, cell)
            for name, cell in row.items()
            if name not in ("kenmerk", "partij", "partij_naam", "sinds")
        }
        for row in rows
    ]


@pytest.mark.parametrize("key", ["partijen", "vraag-en-aanbod", "initiatieven", "agenda"])
def test_a_table_is_the_same_in_another_town(full, key, tmp_path):
    before = exported(key, full.town)
    assert before
    new = Town()
    actor = Actor.system()
    if key == "initiatieven":  # an initiative is of a party that is no government
        actor = new.party(name="De nieuwe groep")
    if key == "partijen":
        for row in before:  # the same number is not registered twice
            row["kvk"] = row["kvk"].replace("12345678", "")
        Party.objects.filter(kvk="12345678").update(kvk="")
    wanted = moved(before, full, new)
    stored = read_in(actor, new.municipality, key, table(*wanted), tmp_path)
    assert stored.added == len(before)

    def named(rows):
        return sorted(map(str, rows))

    after = moved(exported(key, None if key == "partijen" else new.town), new, new)
    if key == "partijen":
        after = [row for row in after if row in wanted]
        after = [row for row in wanted if row in after]
    assert named(after) == named(wanted)


@pytest.mark.parametrize("key", ["partijen", "vraag-en-aanbod", "initiatieven", "agenda"])
def test_our_own_table_read_in_again_changes_nothing(full, key, tmp_path):
    before = exported(key)
    names = [column.name for column in sheets.get(key).columns]
    rows = [
        row | ({"partij": ""} if "partij" in row and key != "initiatieven" else {})
        for row in before
    ]
    stored = read_in(Actor.system(), full.municipality, key, table(*rows, head=names), tmp_path)
    assert (stored.added, stored.known) == (0, len(before))
    assert exported(key) == before


def test_a_reference_of_ones_own_is_known_the_second_time(tmp_path):
    town = Town()
    rows = [
        {"kenmerk": f"NL-{n}", "wat": "aanbod", "soort": "spullen", "titel": f"Stoel {n}",
         "gebied": town.area.code}
        for n in range(3)
    ]  # fmt: skip
    text = table(*rows)
    first = read_in(Actor.system(), town.municipality, "vraag-en-aanbod", text, tmp_path)
    again = read_in(Actor.system(), town.municipality, "vraag-en-aanbod", text, tmp_path)
    assert (first.added, first.known, again.added, again.known) == (3, 0, 0, 3)
    assert Line.objects.count() == 3


def test_without_a_reference_a_row_is_known_by_what_it_says(tmp_path):
    """Two rows that say the same are two things, and stay two."""
    town = Town()
    row = {"wat": "aanbod", "soort": "spullen", "titel": "Stoel", "gebied": town.area.code}
    text = table(row, row, row | {"titel": "Tafel"})
    for added, known in ((3, 0), (0, 3)):
        stored = read_in(Actor.system(), town.municipality, "vraag-en-aanbod", text, tmp_path)
        assert (stored.added, stored.known) == (added, known)


def test_nothing_of_a_person_goes_out(full):
    somebody = resident()
    exchange.offer(
        somebody, full.area, Terms("time", "Ik help", "Bel aan bij Truus op nummer 12."), named=True
    )
    for key, _sheet in sheets.items():
        told = str(exported(key))
        assert somebody.person.name not in told
        assert somebody.person.email not in told
        assert "Truus" not in told
    line = next(row for row in exported("vraag-en-aanbod") if row["titel"] == "Ik help")
    assert (line["tekst"], line["partij"], line["partij_naam"]) == ("", "", "")
