"""Parties in their corner of the playing field, what is public of them, and what the database refuses."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.people import queries, services
from schakel.people.models import Party
from schakel.people.naming import name_key
from tests.factories.people import (
    MembershipFactory,
    MunicipalityFactory,
    PartyFactory,
    PersonFactory,
    official,
    runs,
)

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("S2-003", breaks="schakel.people.queries.listed")
def test_every_party_stands_in_a_corner_and_each_corner_has_a_view(client):
    MunicipalityFactory(name="Gemeente Lindendam")
    PartyFactory(name="Tuingroep De Kas", kind="residents")
    PartyFactory(name="Stichting De Lindenboom")
    PartyFactory(name="Bakkerij Knapperig", kind="company", corner="market")
    seen = {
        corner: client.get("/partijen/", {"hoek": corner}).content.decode()
        for corner in ("gemeenschap", "overheid", "markt")
    }
    assert "Gemeente Lindendam" in seen["overheid"] and "Knapperig" not in seen["overheid"]
    assert "Bakkerij Knapperig" in seen["markt"] and "De Kas" not in seen["markt"]
    assert "De Kas" in seen["gemeenschap"] and "De Lindenboom" in seen["gemeenschap"]
    for page in seen.values():
        assert "Gemeenschap (2)" in page and "Overheid (1)" in page and "Markt (1)" in page
    data = json.loads(client.get("/partijen.json", {"hoek": "markt"}).content)
    assert [party["naam"] for party in data["partijen"]] == ["Bakkerij Knapperig"]
    assert data["hoeken"] == {"gemeenschap": 2, "overheid": 1, "markt": 1}


def test_no_name_of_a_person_is_public_until_that_person_chose_so(client):
    held = MembershipFactory(party=PartyFactory(), role="board", person__name="Bas van Dijk")
    address = held.party.get_absolute_url()
    data = f"/partij/{held.party.address}.json"
    for page in (address, data):
        assert "Bas van Dijk" not in client.get(page).content.decode()
    client.force_login(held.person)
    client.post(f"/rol/{held.pk}/naam/", {"named": "on"})
    client.logout()
    for page in (address, data):
        assert "Bas van Dijk" in client.get(page).content.decode()
    client.force_login(held.person)
    client.post(f"/rol/{held.pk}/naam/", {})
    client.logout()
    assert "Bas van Dijk" not in client.get(address).content.decode()


def test_nobody_else_shows_my_name(client):
    held = MembershipFactory(party=PartyFactory(), role="board")
    board = runs(held.party)
    client.force_login(board.person)
    assert client.post(f"/rol/{held.pk}/naam/", {"named": "on"}).status_code == 404
    with pytest.raises(NotAllowed):
        services.set_named(board, held, True)


def test_who_begins_a_party_runs_it(client):
    MunicipalityFactory(name="Gemeente Lindendam")
    person = PersonFactory()
    client.force_login(person)
    answer = client.post(
        "/partijen/nieuw/",
        {"name": "Straatgroep  Olmenlaan", "kind": "residents", "corner": "community"},
    )
    party = Party.objects.get(kind="residents")
    assert answer["Location"] == party.get_absolute_url()
    assert party.name == "Straatgroep Olmenlaan"
    assert party.municipality.name == "Gemeente Lindendam"
    assert queries.who_run(party).get().person == person


def test_a_likely_double_is_shown_first_and_has_to_be_looked_at(client):
    home = MunicipalityFactory()
    there = PartyFactory(name="Stichting Buurthuis De Lindenboom", municipality=home)
    client.force_login(PersonFactory())
    asked = {"name": "St. buurthuis Lindenboom", "kind": "foundation", "corner": "community"}
    first = client.post("/partijen/nieuw/", asked)
    assert first.status_code == 400
    assert there.get_absolute_url() in first.content.decode()
    assert client.post("/partijen/nieuw/", {**asked, "other": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stichting Buurthuis De Lindenboom", "st. buurthuis lindenboom"),
        ("Café 't Hoekje B.V.", "Cafe Hoekje"),
        ("De Stichting", "de stichting"),
    ],
)
def test_names_that_differ_in_small_words_only_have_one_key(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("kind", "corner"),
    [("company", "community"), ("residents", "market"), ("department", "market")],
)
def test_a_kind_that_belongs_in_another_corner_is_refused_with_a_sentence(kind, corner):
    home = MunicipalityFactory()
    with pytest.raises(InputRefused, match="andere hoek"):
        services.add_party(runs(home), name="X", kind=kind, corner=corner, municipality=home)


def test_the_same_chamber_of_commerce_number_is_refused_with_a_sentence(client):
    MunicipalityFactory()
    PartyFactory(kvk="12345678")
    client.force_login(PersonFactory())
    form = {"name": "Y", "kind": "foundation", "corner": "community", "kvk": "12345678"}
    answer = client.post("/partijen/nieuw/", form)
    assert answer.status_code == 400 and "staat er al" in answer.content.decode()
    assert "acht cijfers" in client.post("/partijen/nieuw/", {**form, "kvk": "1"}).content.decode()


def test_an_e_mail_address_or_number_does_not_get_into_the_public_text(client):
    MunicipalityFactory()
    client.force_login(PersonFactory())
    form = {
        "name": "Z",
        "kind": "foundation",
        "corner": "community",
        "description": "Bel 0612345678",
    }
    assert "telefoonnummer" in client.post("/partijen/nieuw/", form).content.decode()
    assert not Party.objects.filter(name="Z").exists()


def test_only_the_administrator_of_the_municipality_makes_a_department():
    home, elsewhere = MunicipalityFactory(), MunicipalityFactory()
    wanted = {"name": "Wijkzaken", "kind": "department", "corner": "government"}
    for actor in (official(home), runs(elsewhere), runs(PartyFactory())):
        with pytest.raises(NotAllowed):
            services.add_party(actor, municipality=home, **wanted)
    made = services.add_party(runs(home), municipality=home, **wanted)
    assert made.municipality == home
    assert not queries.is_run(made)


def test_ending_a_party_stops_all_roles_and_keeps_the_page(client):
    board = runs(PartyFactory())
    party = board.party
    services.end_party(board, party, reason="Wij zijn klaar.")
    assert not queries.roles_of(party).exists()
    assert "opgeheven" in client.get(party.get_absolute_url()).content.decode()
    assert party.name not in client.get("/partijen/").content.decode()
    client.force_login(board.person)
    assert client.get(f"/partij/{party.address}/rollen/").status_code == 403


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE people_party SET municipality_id = {foundation} WHERE id = {other}",
        "UPDATE people_party SET kind = 'municipality', municipality_id = NULL, "
        "corner = 'government' WHERE id = {foundation}",
        "UPDATE people_party SET host_id = {group} WHERE id = {group2}",
        "UPDATE people_party SET host_id = {group} WHERE id = {group}",
        "UPDATE people_party SET host_id = {other} WHERE id = {foundation}",
        "UPDATE people_party SET host_agreed = '2026-01-01' WHERE id = {group}",
        "UPDATE people_party SET corner = 'market' WHERE id = {group}",
        "UPDATE people_party SET municipality_id = NULL WHERE id = {department}",
    ],
)
def test_the_database_refuses_what_a_party_cannot_be(sql):
    home = MunicipalityFactory()
    rows = {
        "foundation": PartyFactory(),
        "other": PartyFactory(),
        "group": PartyFactory(kind="residents"),
        "group2": PartyFactory(kind="residents"),
        "department": PartyFactory(kind="department", corner="government", municipality=home),
    }
    ids = {
        name: f"'{row.pk if connection.vendor == 'postgresql' else row.pk.hex}'"
        for name, row in rows.items()
    }
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(**ids))


def test_the_list_asks_no_more_at_a_thousand_than_at_ten(client, django_assert_max_num_queries):
    home = MunicipalityFactory()
    Party.objects.bulk_create(
        Party(
            name=f"P {n}",
            name_key=f"p{n}",
            short_id=f"p{n}",
            kind="foundation",
            corner="community",
            municipality=home,
        )
        for n in range(1_000)
    )
    with django_assert_max_num_queries(6):
        page = client.get("/partijen/?hoek=gemeenschap").content.decode()
    assert page.count('href="/partij/') == 25
