"""What a neighbourhood can: what there is before what is asked, small numbers hidden, all in a pack."""

import csv
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from schakel.exchange import services as exchange
from schakel.initiatives import services
from schakel.initiatives.models import Initiative
from schakel.initiatives.services import participants, points, ties
from tests.factories.exchange import COOKING, WANTED, Town, asked, offered, resident
from tests.factories.initiatives import initiative
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def profile(town: Town) -> str:
    return reverse("initiatives:strength", args=[town.area.code])


@pytest.mark.requirement("S3-015", breaks="schakel.exchange.panels.open_here")
def test_on_the_page_of_a_neighbourhood_talents_stand_before_needs(
    client: Client, town: Town
) -> None:
    asked(town)
    offered(town)
    page = said(client.get(town.area.get_absolute_url()))
    assert page.index(COOKING.title) < page.index(WANTED.title)


@pytest.mark.requirement("S3-037", breaks="schakel.initiatives.queries.strength.of")
def test_the_profile_says_first_what_there_is_and_then_what_is_asked(
    client: Client, town: Town
) -> None:
    made, _board = initiative(town)
    asked(town)
    offered(town)
    party = town.party(name="Bibliotheek", area=town.area)
    told = points.Told("Loket", "Plein 1", ("9:00-12:00", *[""] * 6))
    points.add(party, town.area, told)
    ties.say(party, town.area, made.dossier.owner, kind="cultural", text="Samen lezen.")
    page = said(client.get(profile(town)))
    order = [
        page.index(words)
        for words in ("Wat er is", "Wat mensen en groepen aanbieden", "Wat er gevraagd wordt")
    ]
    assert order == sorted(order)
    numbers = client.get(profile(town)).context["strength"]
    groups = {str(each.label): each.value for each in numbers.groups}
    assert groups["Groepen van bewoners"] == 1
    assert groups["Stichtingen, verenigingen en coöperaties"] == 1
    assert groups["Informatiepunten"] == 1
    assert [each.value for each in numbers.offers] == [1]
    assert [each.value for each in numbers.ties] == [1]


@pytest.mark.requirement("S4-067", breaks="schakel.initiatives.queries.strength.of")
def test_it_lists_all_initiatives_of_the_area_with_where_they_stand_and_what_they_are_about(
    client: Client, town: Town
) -> None:
    for number in range(3):
        made, board = initiative(town, services.Dream(f"Plan {number}", "Iets samen doen."))
        services.change(board, made, domains=["eten", "groen"])
        if number:
            services.say(board, made, "grow")
    shown = client.get(profile(town)).context["strength"]
    assert {str(each.label): each.value for each in shown.states} == {"Idee": 1, "Groeit": 2}
    assert {str(each.label): each.value for each in shown.domains} == {
        "Eten": 3,
        "Groen en klimaat": 3,
    }
    page = said(client.get(profile(town)))
    assert all(f"Plan {number}" in page for number in range(3))
    empty = said(client.get(reverse("initiatives:strength", args=[town.beside.code])))
    assert "Plan" not in empty


def test_a_number_of_few_people_is_not_shown(client: Client, town: Town) -> None:
    made, _board = initiative(town)
    for number in range(12):
        if number == 3:
            assert "te weinig mensen om te tonen" in said(client.get(profile(town)))
        participants.join(resident(), made)
    groups = client.get(profile(town)).context["strength"].groups
    assert {str(each.label): each.value for each in groups}["Mensen die meedoen"] == 12


def test_the_profile_asks_as_much_of_the_database_at_ten_rows_as_at_a_thousand(
    client: Client, town: Town, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        initiative(town, services.Dream(f"Plan {number}", "Iets samen doen."))
        offered(town)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(profile(town))


@pytest.mark.requirement("S4-153", breaks="schakel.initiatives.datapack.pack")
def test_who_begins_something_takes_all_public_data_of_the_area_along(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    teller = resident()
    exchange.offer(teller, town.area, COOKING, named=True)
    services.change(board, made, purpose="=SOM(A1)")
    answer = client.get(reverse("initiatives:pack", args=[town.area.code]))
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        texts = {name: pack.read(name).decode("utf-8-sig") for name in pack.namelist()}
    assert set(texts) == {
        "LEESMIJ.txt",
        "cijfers.csv",
        "initiatieven.csv",
        "partijen.csv",
        "informatiepunten.csv",
        "verbanden.csv",
        "vraag-en-aanbod.csv",
    }
    rows = list(csv.DictReader(io.StringIO(texts["initiatieven.csv"])))
    assert [(row["naam"], row["waarvoor"]) for row in rows] == [(made.dossier.title, "'=SOM(A1)")]
    assert town.area.name in texts["LEESMIJ.txt"]
    for text in texts.values():
        assert teller.person.name not in text
        assert teller.person.email not in text


def test_what_is_not_public_is_not_in_the_pack(client: Client, town: Town) -> None:
    from schakel.base.actor import Actor

    services.tell(
        Actor.visitor(), town.area, services.Dream("Nog niet gelezen", "Iets."), email="a@b.example"
    )
    assert Initiative.objects.count() == 1
    answer = client.get(reverse("initiatives:pack", args=[town.area.code]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        assert "Nog niet gelezen" not in pack.read("initiatieven.csv").decode()
