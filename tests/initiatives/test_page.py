"""What stands on the page of an initiative, in the words of who does it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.base.templatetags.schakel import day as shown
from schakel.initiatives import services
from schakel.initiatives.models import Initiative
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import SOUP, initiative, signed_in
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def changed(client: Client, made: Initiative, **texts: Any) -> Any:
    """The form of the page, sent with these answers."""
    address = reverse("initiatives:change", args=[made.dossier.short_id])
    return client.post(address, {"title": SOUP.title, "purpose": SOUP.want, **texts})


@pytest.mark.requirement("S4-071", breaks="schakel.initiatives.services.initiatives.change")
@pytest.mark.parametrize("type", Initiative.Type)
def test_an_initiative_says_of_which_type_it_is_and_is_found_by_it(
    client: Client, town: Town, type: Initiative.Type
) -> None:
    made, board = initiative(town)
    initiative(town, services.Dream("Iets anders", "Iets heel anders."))
    changed(signed_in(client, board), made, type=type.value)
    assert str(type.label) in said(client.get(made.get_absolute_url()))
    found = client.get(reverse("initiatives:list"), {"soort": type.value}).context["page"]
    assert [each.pk for each in found] == [made.pk]


@pytest.mark.requirement("S2-015", breaks="schakel.initiatives.services.initiatives.change")
def test_the_page_says_who_thought_along_and_who_decided(client: Client, town: Town) -> None:
    made, board = initiative(town)
    changed(signed_in(client, board), made, made_with="De eters kozen zelf de dag.")
    page = said(client.get(made.get_absolute_url()))
    assert "Wie dacht en besloot mee?" in page
    assert "De eters kozen zelf de dag." in page


@pytest.mark.requirement("S2-020", breaks="schakel.initiatives.services.initiatives.change")
def test_no_diploma_is_asked_without_a_reason(client: Client, town: Town) -> None:
    made, board = initiative(town)
    signed_in(client, board)
    refused = changed(client, made, diploma="EHBO")
    assert refused.status_code == 400
    assert "Schrijf waarom u een diploma vraagt." in refused.content.decode()
    assert "Diploma nodig" not in said(client.get(made.get_absolute_url()))
    changed(client, made, diploma="EHBO", diploma_because="Wij koken met heet vet.")
    assert "Wij koken met heet vet." in said(client.get(made.get_absolute_url()))


def test_the_database_refuses_a_diploma_without_a_reason(town: Town) -> None:
    made, _board = initiative(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=made.pk).update(diploma="EHBO")


@pytest.mark.requirement("S4-145", breaks="schakel.initiatives.services.telling.steps_back")
def test_a_dream_with_a_day_counts_its_steps_back_from_that_day(client: Client, town: Town) -> None:
    signed_in(client, resident())
    day = clock.today() + timedelta(days=600)
    answer = client.post(
        reverse("initiatives:tell"),
        {
            "title": "Soep",
            "want": "Samen soep eten.",
            "area": town.area.code,
            "end_state": "Veertig buren eten elke week samen.",
            "end_day": day.isoformat(),
            "first": "Een keuken vinden",
            "halfway": "Elke maand soep",
            "last": "Twee ploegen",
            "doe": "vertel",
        },
    )
    page = said(client.get(answer.url))
    assert f"Op {shown(day)}:" in page
    places = [page.index(word) for word in ("Een keuken vinden", "Elke maand soep", "Twee ploegen")]
    assert places == sorted(places)
    dues = [clock.today() + timedelta(days=days) for days in (100, 300, 500)]
    assert [shown(due) in page for due in dues] == [True] * 3


def test_a_step_after_the_day_of_the_dream_is_refused(town: Town) -> None:
    day = clock.today() + timedelta(days=10)
    what = services.Dream(
        "Soep",
        "Soep.",
        end_state="Soep.",
        end_day=day,
        milestones=(("Te laat", day + timedelta(days=1)),),
    )
    with pytest.raises(services.telling.InputRefused, match="Te laat"):
        services.tell(resident(), town.area, what)


@pytest.mark.requirement("S4-108", breaks="schakel.initiatives.services.initiatives._take_credit")
def test_who_had_the_idea_stays_on_a_copy_and_on_a_copy_of_that(client: Client, town: Town) -> None:
    board = town.party(name="Stichting De Linde")
    made = services.adopt(board, services.tell(board, town.area, SOUP).initiative)
    services.change(board, made, costs="Zestig euro.", conditions="Een keuken.")
    services.add_milestone(board, made, "Een kok vinden")
    for title in ("Soep bij ons", "Soep bij hen"):
        signed_in(client, resident())
        answer = client.post(
            reverse("initiatives:copy", args=[made.dossier.short_id]),
            {"area": town.beside.code, "title": title, "because": "Ook hier is honger."},
        )
        assert answer.status_code == 302
        made = Initiative.objects.get(dossier__title=title)
        page = said(client.get(made.get_absolute_url()))
        for kept in ("Bedacht door", "Stichting De Linde", "Overgenomen van"):
            assert kept in page
        for carried in ("Zestig euro.", "Een keuken.", "Een kok vinden"):
            assert carried in page
    assert "Soep bij ons" in page


@pytest.mark.requirement("S2-006", breaks="schakel.initiatives.services.initiatives.change")
def test_what_they_are_proud_of_stands_first_in_their_own_words_for_everybody(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    changed(signed_in(client, board), made, pride="Al honderd keer soep.", why="Zo.")
    page = said(Client().get(made.get_absolute_url()))
    assert page.index("Al honderd keer soep.") < page.index("Waarom zo?")


@pytest.mark.requirement("S2-019", breaks="schakel.initiatives.services.initiatives.change")
def test_a_group_chooses_a_code_in_its_own_words_instead_of_rules(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    assert "Zo gaan wij met elkaar om" not in said(Client().get(made.get_absolute_url()))
    changed(signed_in(client, board), made, code="Wij laten elkaar uitpraten.")
    page = said(Client().get(made.get_absolute_url()))
    assert "Zo gaan wij met elkaar om" in page
    assert "Wij laten elkaar uitpraten." in page
