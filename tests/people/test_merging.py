"""Doubles: everything that names the one names the other, the old address leads on, and why stays."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.funding import services as rounds
from schakel.journal.models import Entry
from schakel.people import queries, services
from schakel.people.models import Party, PartyMerge, Person
from schakel.people.services import references
from schakel.people.services.merging import PARTY_TRAIL
from tests.factories import funding
from tests.factories.dossiers import DossierFactory
from tests.factories.people import (
    MembershipFactory,
    MunicipalityFactory,
    PartyFactory,
    PersonFactory,
    official,
    runs,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return MunicipalityFactory(name="Gemeente Lindendam")


@pytest.fixture
def doubles(home):
    return (
        PartyFactory(name="St. Lindenboom", municipality=home),
        PartyFactory(name="Stichting De Lindenboom", municipality=home),
    )


def in_the_database(table: str, pk: str) -> set[tuple[str, str]]:
    """Every column of every table that the database itself knows to point to this table."""
    found = set()
    with connection.cursor() as cursor:
        for other in connection.introspection.table_names(cursor):
            relations = connection.introspection.get_relations(cursor, other)
            for column, relation in relations.items():
                if tuple(relation[:2]) == (pk, table):
                    found.add((other, column))
    return found


@pytest.mark.parametrize("model", [Party, Person])
def test_no_reference_that_the_database_knows_is_forgotten(model):
    known = {(other._meta.db_table, field.column) for other, field in references.references(model)}
    assert known == in_the_database(model._meta.db_table, "id")
    assert len(known) > 5


def test_the_trail_names_references_that_exist():
    assert {
        references.name_of(model, field) for model, field in references.references(Party)
    } >= PARTY_TRAIL


def test_likely_doubles_of_the_own_municipality_are_found_and_explained(client, home, doubles):
    PartyFactory(name="Stichting De Lindenboom", municipality=MunicipalityFactory())
    PartyFactory(name="Stichting Anders", municipality=home)
    client.force_login(official(home).person)
    page = client.get("/partijen/dubbel/").content.decode()
    assert page.count("opgaan in een andere") == 2
    assert "Stichting Anders" not in page and "als u hoofdletters" in page


def test_everything_goes_along_and_the_old_address_leads_on(client, home, doubles):
    gone, into = doubles
    dossier = DossierFactory(municipality=home, owner=gone)
    child = PartyFactory(kind="residents", host=gone)
    actor = official(home)
    client.force_login(actor.person)
    answer = client.post(
        f"/partij/{gone.address}/samenvoegen/",
        {"other": into.short_id, "reason": "Zelfde stichting, twee keer ingevuld."},
    )
    assert answer["Location"] == into.get_absolute_url()
    dossier.refresh_from_db()
    child.refresh_from_db()
    assert dossier.owner == into and child.host == into
    moved = client.get(gone.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (301, into.get_absolute_url())
    assert client.get(f"/partij/{gone.address}.json").status_code == 301
    assert gone.name not in client.get("/partijen/").content.decode()
    # Later anybody can read what happened, when, by which office and why.
    page = client.get(into.get_absolute_url()).content.decode()
    assert "twee keer ingevuld" in page and "Gemeente Lindendam, medewerker" in page
    entry = Entry.objects.get(verb="party.merge")
    data = json.loads(client.get(f"/partij/{into.address}.json").content)
    assert data["samengevoegd"][0]["logboekregel"] == entry.pk
    assert gone.short_id in entry.reason and into.short_id in entry.reason
    trail = PartyMerge.objects.get()
    assert trail.moved["dossiers.dossier.owner"] == 1 and trail.entry == entry


def test_an_address_leads_on_through_every_later_merge(client, home, doubles):
    first, second = doubles
    third = PartyFactory(name="Lindenboom", municipality=home)
    services.merge_parties(official(home), first, second, reason="Dubbel")
    services.merge_parties(official(home), second, third, reason="Dubbel")
    assert client.get(first.get_absolute_url())["Location"] == third.get_absolute_url()


def test_who_began_a_double_does_not_come_to_run_the_real_one(home, doubles):
    gone, into = doubles
    stranger, real = runs(gone), runs(into)
    admin = MembershipFactory(party=gone, role="member")
    services.merge_parties(official(home), gone, into, reason="Dubbel")
    assert [held.person for held in queries.roles_of(into)] == [real.person]
    for person in (stranger.person, admin.person):
        assert not queries.memberships_on(person, clock.today()).exists()


def test_people_keep_their_role_when_the_official_says_so_and_twins_become_one(home, doubles):
    gone, into = doubles
    both = MembershipFactory(party=gone, role="board")
    MembershipFactory(party=into, role="board", person=both.person, starts=both.starts)
    other = MembershipFactory(party=gone, role="member")
    services.merge_parties(official(home), gone, into, reason="Dubbel", with_roles=True)
    held = queries.roles_of(into)
    assert sorted((h.person.pk, h.role) for h in held) == sorted(
        [(both.person.pk, "board"), (other.person.pk, "member")]
    )


def test_what_the_database_has_frozen_stays_and_is_counted(home, doubles):
    """A plan in a round that is open names its party for ever."""
    gone, into = doubles
    prepared = funding.prepared()
    plan, other = prepared.projects.all()[:2]
    type(plan).objects.filter(pk=plan.pk).update(party=gone)
    with clock.at(funding.OPENS):
        rounds.open_voting(funding.SYSTEM, prepared)
    free = DossierFactory(municipality=home, owner=gone)
    trail = services.merge_parties(official(home), gone, into, reason="Dubbel")
    plan.refresh_from_db()
    free.refresh_from_db()
    assert plan.party == gone and plan.party.merge.into == into
    assert free.owner == into
    assert (
        trail.stayed == {"funding.project.party": 1} and "funding.project.party" not in trail.moved
    )
    assert other.party is None


def test_only_an_official_of_both_merges_and_only_what_can_be_one(home, doubles):
    gone, into = doubles
    elsewhere = PartyFactory(municipality=MunicipalityFactory())
    homeless = PartyFactory()
    for actor, one, other in [
        (official(), gone, into),
        (runs(gone), gone, into),
        (official(home), gone, elsewhere),
        (official(home), gone, homeless),
        (Actor.visitor(), gone, into),
    ]:
        with pytest.raises(NotAllowed):
            services.merge_parties(actor, one, other, reason="Dubbel")
    company = PartyFactory(kind="company", corner="market", municipality=home)
    for one, other, reason in [(gone, gone, "x"), (gone, into, " "), (gone, company, "x")]:
        with pytest.raises(InputRefused):
            services.merge_parties(official(home), one, other, reason=reason)
    assert not PartyMerge.objects.exists()


def test_a_form_with_the_id_of_a_party_elsewhere_merges_nothing(client, home, doubles):
    gone, _into = doubles
    elsewhere = PartyFactory(name="Lindenboom", municipality=MunicipalityFactory())
    client.force_login(official(home).person)
    form = {"other": elsewhere.short_id, "reason": "Dubbel"}
    assert client.post(f"/partij/{gone.address}/samenvoegen/", form).status_code == 400
    assert client.post(f"/partij/{elsewhere.address}/samenvoegen/", form).status_code == 403
    assert not PartyMerge.objects.exists()


@pytest.mark.parametrize(
    "sql", ["UPDATE people_partymerge SET reason = 'x'", "DELETE FROM people_partymerge"]
)
def test_the_trail_only_grows(home, doubles, sql):
    services.merge_parties(official(home), *doubles, reason="Dubbel")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


# --- two accounts of one person -------------------------------------------------------------------


def plain(person):
    return Actor(person=person, party=None, role="resident")


def test_two_accounts_become_one_after_both_said_so(client, mailoutbox):
    held = MembershipFactory(role="council")
    keep, gone = PersonFactory(), held.person
    address = gone.email
    client.force_login(keep)
    client.post("/account/samenvoegen/", {"email": address.upper()})
    (sent,) = mailoutbox
    assert sent.to == [address]
    path = "/account/samenvoegen/" + sent.body.split("/account/samenvoegen/")[1].split()[0]
    # The one who asked cannot also confirm.
    assert client.post(path).status_code == 403
    client.force_login(gone)
    assert keep.email in client.get(path).content.decode()
    assert client.post(path).status_code == 302
    assert [h.role for h in queries.memberships_on(keep, clock.today())] == ["council"]
    gone.refresh_from_db()
    assert not gone.is_active and address not in (gone.email, gone.name)
    assert client.post(path).status_code in (302, 400, 403)
    assert Entry.objects.filter(verb="person.merge").count() == 1
    assert address not in str(Entry.objects.values())


def test_asking_says_nothing_about_which_accounts_exist(client, mailoutbox):
    client.force_login(PersonFactory())
    there, away = (
        client.post("/account/samenvoegen/", {"email": email}, follow=True).content.decode()
        for email in (PersonFactory().email, "niemand@voorbeeld.example")
    )
    sentence = "Als er een account met dat adres is"
    assert sentence in there and sentence in away and len(mailoutbox) == 1


def test_a_question_lapses_and_a_role_that_both_had_is_there_once():
    keep = PersonFactory()
    held = MembershipFactory(person=keep)
    twin = MembershipFactory(party=held.party, starts=held.starts)
    asked = services.ask_person_merge(plain(keep), twin.person.email)
    with clock.at(clock.now() + timedelta(days=15)), pytest.raises(InputRefused):
        services.confirm_person_merge(plain(twin.person), asked.token)
    services.confirm_person_merge(plain(twin.person), asked.token)
    assert queries.memberships_on(keep, clock.today()).count() == 1
    with pytest.raises(InputRefused):
        services.confirm_person_merge(plain(twin.person), asked.token)


def test_moving_finds_a_self_reference_and_leaves_no_party_its_own_host(home):
    gone, into = (
        PartyFactory(municipality=home),
        PartyFactory(municipality=home),
    )
    assert all(isinstance(field, models.ForeignKey) for _m, field in references.references(Party))
    group = PartyFactory(kind="residents", host=gone, municipality=home)
    moved, _stayed = references.move(gone, into, leave=PARTY_TRAIL)
    group.refresh_from_db()
    assert group.host == into and moved == {"people.party.host": 1}
