"""Dossiers: purpose first, a short address, a chain that walks both ways, facts that can be erased."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.dossiers import queries, services
from schakel.dossiers.models import Dossier, Fact, Link
from schakel.journal.services import verify_facts
from tests.factories.dossiers import DossierFactory
from tests.factories.people import official

pytestmark = pytest.mark.django_db


def test_a_dossier_without_a_purpose_is_refused_by_service_and_database():
    known = DossierFactory()
    given = {"kind": "round", "municipality": known.municipality, "area": known.area}
    with pytest.raises(InputRefused, match="waarvoor"):
        services.create(Actor.system(), title="Iets", purpose=" ", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierFactory(purpose="")


def test_the_short_id_grows_only_when_it_is_taken():
    first = uuid.UUID(int=12345678901234567890)
    twin = uuid.UUID(int=12345678901234567890 + len(services._ALPHABET) ** 10)
    made = [DossierFactory(id=x).short_id for x in (first, twin)]
    assert len(made[0]) == 4
    assert made[1].startswith(made[0]) and len(made[1]) > 4


def test_the_address_works_with_any_title_behind_the_short_id():
    dossier = DossierFactory(title="Buurtmoestuin De Kas")
    assert dossier.address == f"{dossier.short_id}-buurtmoestuin-de-kas"
    for address in (dossier.address, dossier.short_id, f"{dossier.short_id}-oude-naam"):
        assert queries.by_address(Actor.visitor(), "round", address) == dossier
    assert queries.by_address(Actor.visitor(), "pact", dossier.address) is None


def test_a_closed_dossier_is_seen_by_its_own_party_only():
    closed = DossierFactory(visibility="closed")
    assert queries.by_address(Actor.visitor(), "round", closed.address) is None
    assert queries.by_address(official(), "round", closed.address) is None
    assert queries.by_address(official(closed.municipality), "round", closed.address) == closed


def test_the_chain_walks_both_ways_in_one_query_also_round_a_ring(django_assert_num_queries):
    goal, need, house, effect = [DossierFactory() for _ in range(4)]
    for near, far in [(goal, need), (need, house), (house, effect), (effect, goal)]:
        services.link(Actor.system(), near, far, "leads_to", because="Het een maakt het ander.")
    with django_assert_num_queries(2):
        forward = queries.chain(goal)
    assert [step.link.to_dossier for step in forward] == [need, house, effect, goal]
    back = queries.chain(effect, forward=False)
    assert [step.link.from_dossier for step in back] == [house, need, goal, effect]


def test_a_link_needs_a_reason_and_never_points_to_itself():
    one, other = DossierFactory(), DossierFactory()
    with pytest.raises(InputRefused, match="waarom"):
        services.link(Actor.system(), one, other, "leads_to", because="")
    with pytest.raises(InputRefused, match="zichzelf"):
        services.link(Actor.system(), one, one, "leads_to", because="Zomaar.")
    assert not Link.objects.exists()


def test_an_act_and_its_entry_stand_or_fall_together():
    dossier = DossierFactory()
    with pytest.raises(RuntimeError), transaction.atomic():
        services.record(Actor.system(), dossier, "round.start", facts={"a": 1})
        raise RuntimeError
    assert not Fact.objects.exists()


def test_what_is_erased_is_gone_and_the_entry_stays():
    dossier, actor = DossierFactory(), official()
    with transaction.atomic():
        entry = services.record(actor, dossier, "round.note", facts={"a": 1}, private="privé")
    fact = Fact.objects.get(entry=entry)
    assert verify_facts(entry, fact.salt, fact.facts, fact.private_text)
    assert fact.person == actor.person
    services.erase(actor, fact)
    fact.refresh_from_db()
    assert (fact.salt, fact.facts, fact.private_text, fact.person) == ("", {}, "", None)
    entry.refresh_from_db()
    assert entry.verb == "round.note"


def test_a_person_can_be_handed_over_and_taken_out():
    dossier, actor = DossierFactory(title="De Kas"), official()
    with transaction.atomic():
        services.record(actor, dossier, "round.note", facts={})
    assert queries.personal_data(actor.person)["acts"][0]["dossier"] == "De Kas"
    assert services.erase_person(actor, actor.person) == 1
    assert queries.personal_data(actor.person)["acts"] == []


def test_there_are_no_generic_foreign_keys():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("django_", "auth_", "sqlite_")):
                continue
            columns = {
                c.name for c in connection.introspection.get_table_description(cursor, table)
            }
            assert not {"content_type_id", "object_id"} <= columns, table
    assert Dossier._meta.pk.name == "id"
