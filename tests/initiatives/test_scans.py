"""A scan is the group's own: it fills it in, chooses who reads it, and turns advice into an ask."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.exchange.models import Line
from schakel.initiatives import scanning
from schakel.initiatives.models import Scan
from schakel.initiatives.services import scans as services
from schakel.people.models import Role
from schakel.people.queries import actor_for
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import MembershipFactory, official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def all_yes_but(*links: str) -> dict[str, str]:
    """Every question of the chain has yes, those of these links no."""
    return {
        key: "no" if link["key"] in links else "yes"
        for link in scanning.shipped("chain").links
        for key in scanning.keys_of(link)
    }


def filled(client: Client, made: Any, answers: dict[str, str], **more: Any) -> Any:
    address = reverse("initiatives:fill_scan", args=[made.dossier.short_id])
    sent = {"filled_by": "De trekkers samen", "version": 0, **answers, **more}
    return client.post(address, sent)


@pytest.mark.requirement("S4-072", breaks="schakel.initiatives.services.scans.fill")
def test_six_links_get_a_state_each_and_advice_for_the_weakest(client: Client, town: Town) -> None:
    made, board = initiative(town)
    signed_in(client, board)
    answer = filled(client, made, all_yes_but("connection", "economy"))
    page = said(client.get(answer.url))
    for label in ("Droom", "Eigenaarschap", "Talenten", "Verbinding", "Middelen", "Wijkeconomie"):
        assert label in page
    assert "Begin bij Verbinding." in page
    assert "2 schakels even zwak" in page
    assert page.count("Ontbreekt") == 4, "in the chain and at each link"
    assert "De trekkers samen" in page


@pytest.mark.requirement("S4-180", breaks="schakel.initiatives.queries.scans.told")
def test_advice_names_what_each_party_can_offer_for_the_link(client: Client, town: Town) -> None:
    made, board = initiative(town)
    signed_in(client, board)
    page = said(client.get(filled(client, made, all_yes_but("connection")).url))
    (link,) = (link for link in scanning.shipped("chain").links if link["key"] == "connection")
    assert set(link["offers"]) == set(scanning.ROLES)
    for role, text in link["offers"].items():
        assert f"{scanning.ROLES[role]}:" in page
        assert text in page


@pytest.mark.requirement("S2-085", breaks="schakel.initiatives.services.scans.ask_for")
def test_one_press_makes_an_ask_of_the_weakest_link_and_twice_stays_one(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    signed_in(client, board)
    filled(client, made, all_yes_but("means"))
    press = reverse("initiatives:ask_link", args=[Scan.objects.get().pk, "means"])
    for _ in range(2):
        answer = client.post(press)
    line = Line.objects.get()
    assert answer.url == line.get_absolute_url()
    assert (line.kind, line.title) == ("space", "Wie heeft ruimte voor ons?")
    assert (line.dossier, line.receiver_party) == (made.dossier, made.dossier.owner)
    assert line.title in said(client.get(made.get_absolute_url()))


@pytest.mark.parametrize("shared", Scan.Shared)
def test_only_who_the_group_chose_reads_a_scan(client: Client, town: Town, shared: str) -> None:
    made, board = initiative(town)
    scan = services.fill(
        board, made.dossier.owner, all_yes_but(), filled_by="Wij", dossier=made.dossier
    )
    services.share(board, scan, shared)
    elsewhere = official(Town().municipality)
    readers = {
        "own": (board,),
        "office": (board, official(town.municipality)),
        "all": (board, official(town.municipality), elsewhere, resident()),
    }[shared]
    for actor in (board, official(town.municipality), elsewhere, resident()):
        signed_in(client, actor)
        reads = any(actor.role == reader.role for reader in readers) and (
            actor != elsewhere or shared == "all"
        )
        answer = client.get(reverse("initiatives:scan", args=[scan.pk]))
        assert answer.status_code == (200 if reads else 404), (actor.role, shared)
        page = said(client.get(made.get_absolute_url()))
        assert ('id="schakels"' in page) == reads


@pytest.mark.requirement("S3-001", breaks="schakel.initiatives.services.scans.fill")
def test_every_party_scans_how_it_keeps_going_also_a_municipality(
    client: Client, town: Town
) -> None:
    for actor in (town.party(name="Stichting De Linde"), official(town.municipality)):
        signed_in(client, actor)
        assert "Volhouden" in said(client.get(actor.party.get_absolute_url()))
        address = reverse("initiatives:fill_stamina", args=[actor.party.short_id])
        client.post(
            address,
            {"filled_by": "Wij", "version": 0, "animo.1": "no", "contacten.1": "partly"},
        )
        page = said(client.get(reverse("initiatives:stamina", args=[actor.party.short_id])))
        for label in ("Animo", "Contacten", "Toerusting", "Inbedding", "Empathie"):
            assert label in page
        assert "Begin bij Animo." in page


def test_a_new_scan_stands_beside_the_older_one_and_says_what_changed(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    signed_in(client, board)
    filled(client, made, all_yes_but("talents"))
    page = said(client.get(filled(client, made, all_yes_but()).url))
    assert "Ontbreekt" in page
    assert Scan.objects.count() == 2
    page = said(client.get(reverse("initiatives:scans", args=[made.dossier.short_id])))
    assert "Eerder ingevuld" in page


def test_nowhere_is_a_total_or_a_list_of_scans_of_others(client: Client, town: Town) -> None:
    made, board = initiative(town)
    signed_in(client, board)
    answer = filled(client, made, all_yes_but("dream"))
    assert {field.name for field in Scan._meta.get_fields()}.isdisjoint({"score", "total", "sum"})
    assert "%" not in said(client.get(answer.url)).partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("answers", "more", "told"),
    [
        ({}, {}, "Beantwoord minstens één vraag."),
        ({"dream.1": "misschien"}, {}, "Kies ja, een beetje of nee."),
        ({"dream.1": "yes"}, {"filled_by": ""}, "Wie vullen dit in?"),
        ({"dream.1": "yes"}, {"filled_by": "Jan, jan@voorbeeld.nl"}, "mail"),
        ({"dream.1": "yes"}, {"version": 7}, "De vragen zijn net veranderd."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_stored(
    client: Client, town: Town, answers: dict[str, str], more: dict[str, Any], told: str
) -> None:
    made, board = initiative(town)
    answer = filled(signed_in(client, board), made, answers, **more)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Scan.objects.exists()


def test_nobody_else_fills_in_shares_or_asks(town: Town) -> None:
    made, board = initiative(town)
    scan = services.fill(
        board, made.dossier.owner, {"dream.1": "no"}, filled_by="Wij", dossier=made.dossier
    )
    broker = actor_for(MembershipFactory(party=town.municipality, role=Role.BROKER))
    for other in (resident(), official(town.municipality), broker, town.party()):
        with pytest.raises(NotAllowed):
            services.fill(
                other, made.dossier.owner, {"dream.1": "no"}, filled_by="X", dossier=made.dossier
            )
        with pytest.raises(NotAllowed):
            services.share(other, scan, "all")
        with pytest.raises(NotAllowed):
            services.ask_for(other, scan, "dream")


def test_a_group_scans_no_initiative_of_another(town: Town) -> None:
    made, _board = initiative(town)
    other = town.party()
    with pytest.raises(NotAllowed, match="niet van deze groep"):
        services.fill(other, other.party, {"dream.1": "no"}, filled_by="Wij", dossier=made.dossier)


def test_the_database_keeps_a_scan_as_it_was_filled_in(town: Town) -> None:
    made, board = initiative(town)
    scan = services.fill(
        board, made.dossier.owner, {"dream.1": "no"}, filled_by="Wij", dossier=made.dossier
    )
    for change in ({"states": {}}, {"answers": {"dream.1": "yes"}}, {"weakest": "means"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Scan.objects.filter(pk=scan.pk).update(**change)
    Scan.objects.filter(pk=scan.pk).update(shared="all", by=None)


def test_an_unknown_link_is_refused(town: Town) -> None:
    party = town.party()
    scan = services.fill(party, party.party, {"animo.1": "no"}, filled_by="Wij")
    with pytest.raises(InputRefused, match="kennen wij niet"):
        services.ask_for(party, scan, "dream")
