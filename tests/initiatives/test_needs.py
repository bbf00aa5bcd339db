"""Everything that an initiative needs in one form: each an ask to all, with an answer of the municipality."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.templatetags.schakel import day as shown
from schakel.exchange.models import Line
from schakel.initiatives.models import Need
from schakel.initiatives.services import needs as services
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import dream, initiative, signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db
EVERYTHING = {
    "space": "Een keuken",
    "square_metres": "40",
    "hours": "6",
    "money": "Pannen",
    "euros": "1.250,50",
    "rules": "Soep op straat",
    "knowledge": "Hygiëne",
    "infrastructure": "Krachtstroom",
    "cooperation": "De school",
    "pilot": "Een maand soep op straat",
    "pilot_until": "2099-01-01",
    "recognition": "De wethouder eet mee",
}


@pytest.fixture
def town() -> Town:
    return Town()


def asked(client: Client, made: Any, **answers: str) -> Any:
    return client.post(reverse("initiatives:needs", args=[made.dossier.short_id]), answers)


@pytest.mark.requirement("S4-001", breaks="schakel.initiatives.services.needs.ask")
def test_every_kind_of_support_is_asked_in_one_form(client: Client, town: Town) -> None:
    made, board = initiative(town)
    assert asked(signed_in(client, board), made, **EVERYTHING).status_code == 302
    assert set(Need.objects.values_list("type", flat=True)) == set(Need.Type.values)
    page = said(Client().get(made.get_absolute_url()))
    for type in Need.Type:
        assert str(type.label) in page
    for text in ("Soep op straat", "Hygiëne", "Krachtstroom", "De school", "De wethouder eet mee"):
        assert text in page


@pytest.mark.requirement("S4-008", breaks="schakel.initiatives.services.needs.ask")
def test_square_metres_hours_and_euros_stand_in_one_ask(client: Client, town: Town) -> None:
    made, board = initiative(town)
    asked(signed_in(client, board), made, **EVERYTHING)
    space, money = (Need.objects.get(type=type).line for type in ("space", "money"))
    assert (space.kind, space.square_metres, space.quantity) == ("space", 40, 360)
    assert (money.kind, money.quantity) == ("money", 1_250_50)
    assert {line.dossier_id for line in Line.objects.all()} == {made.dossier.pk}
    page = said(Client().get(made.get_absolute_url()))
    assert "40 m², 6 uur" in page
    assert "€ 1.250,50" in page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.requirement("S4-007", breaks="schakel.initiatives.services.needs.answer")
@pytest.mark.parametrize("said_to", ["yes", "partly", "later"])
def test_the_municipality_answers_and_too_early_gets_a_day(
    client: Client, town: Town, said_to: str
) -> None:
    made, board = initiative(town)
    asked(signed_in(client, board), made, space="Een keuken", recognition="Kom kijken")
    office, day = official(town.municipality), clock.today() + timedelta(days=60)
    client.force_login(office.person)
    lines = client.get(reverse("processes:worklist")).context["lines"]
    assert len(lines) == 2
    client.post(
        lines[0].work.url,
        {"said": said_to, "because": "De school heeft een zaal.", "again": day.isoformat()},
    )
    page = said(Client().get(made.get_absolute_url()))
    assert "De school heeft een zaal." in page
    assert (f"opnieuw op {shown(day)}" in page) == (said_to == "later")
    assert len(client.get(reverse("processes:worklist")).context["lines"]) == 1
    with clock.at(clock.now() + timedelta(days=61)):
        again = len(client.get(reverse("processes:worklist")).context["lines"])
    assert again == (2 if said_to == "later" else 1)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "Vul in wat u nodig hebt."),
        ({"square_metres": "40"}, "Schrijf ook welke ruimte u zoekt."),
        ({"euros": "40"}, "Schrijf ook waarvoor u geld nodig hebt."),
        ({"money": "Pannen"}, "Vul in om hoeveel geld het gaat."),
        ({"knowledge": "Bel 06 12345678"}, "Wat wilt u weten of leren?"),
    ],
)
def test_what_is_not_whole_is_said_and_nothing_is_asked(
    client: Client, town: Town, answers: dict[str, str], told: str
) -> None:
    made, board = initiative(town)
    answer = asked(signed_in(client, board), made, x="", **answers)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Line.objects.exists()


def test_one_wrong_part_leaves_nothing_behind(town: Town) -> None:
    made, board = initiative(town)
    wanted = [services.Wanted("space", "Een keuken", 40), services.Wanted("money", "Pannen")]
    with pytest.raises(InputRefused):
        services.ask(board, made, wanted)
    assert not Line.objects.exists() and not Need.objects.exists()


def test_only_who_does_it_asks_and_only_its_municipality_answers(town: Town) -> None:
    made, board = initiative(town)
    wanted = [services.Wanted("space", "Een keuken", 40)]
    for other in (resident(), official(town.municipality), town.party()):
        with pytest.raises(NotAllowed):
            services.ask(other, made, wanted)
    (need,) = services.ask(board, made, wanted)
    for other in (resident(), board, official(Town().municipality)):
        with pytest.raises(NotAllowed):
            services.answer(other, need, "yes", because="Ja.")
    with pytest.raises(InputRefused, match="toekomst"):
        services.answer(official(town.municipality), need, "later", because="Nog niet.")


def test_the_database_refuses_not_yet_without_a_day(town: Town) -> None:
    made, board = initiative(town)
    (need,) = services.ask(board, made, [services.Wanted("space", "Een keuken", 40)])
    services.answer(official(town.municipality), need, "yes", because="De school.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(said="later")
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(because="")


def test_an_official_is_not_led_to_a_form_that_is_not_theirs(client: Client, town: Town) -> None:
    """A dream is the municipality's to keep, and still nobody's to ask for."""
    made = dream(town)
    client.force_login(official(town.municipality).person)
    page = said(client.get(made.get_absolute_url()))
    assert reverse("initiatives:needs", args=[made.dossier.short_id]) not in page
