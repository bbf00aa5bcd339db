import json
import uuid
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from schakel.base import clock
from schakel.journal import canonical, queries, services
from schakel.journal.exceptions import FactsRefused, OutsideTransaction, ReasonRefused
from schakel.journal.models import Entry

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
whole = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
)


@pytest.mark.django_db
def test_entry_holds_what_is_public_and_nothing_else(post):
    with clock.at(datetime(2026, 5, 1, 12, tzinfo=UTC)):
        entry = post(private="Geheim van de aanvrager").entry

    stored = Entry.objects.values().get()
    assert entry.pk == stored.pop("id")
    assert len(stored.pop("digest")) == 32
    assert stored == {
        "verb": "round-opened",
        "dossier": uuid.UUID(int=7),
        "office": "Gemeente Lindendam, gebiedsmanager",
        "ground": "verordening-wijkbudget-3",
        "reason": "De stemming is open tot en met 12 mei.",
        "at": datetime(2026, 5, 1, 12, tzinfo=UTC),
    }


@pytest.mark.django_db(transaction=True)
def test_entry_outside_the_transaction_of_its_act_is_refused():
    with pytest.raises(OutsideTransaction, match="round-opened"):
        services.post(
            verb="round-opened", dossier=None, office="systeem", ground="", reason="", facts={}
        )

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_act_that_is_rolled_back_leaves_no_entry(post):
    with pytest.raises(RuntimeError), transaction.atomic():
        post()
        raise RuntimeError("the act fails")

    assert not Entry.objects.exists()
    assert services.seal() == 0


@pytest.mark.django_db
def test_facts_verify_with_their_salt_and_only_so(post):
    posted = post(facts={"cost": 19_800, "voters": 1248}, private="telefoon van de aanvrager")
    entry = Entry.objects.get()

    def verifies(salt=posted.salt, private="telefoon van de aanvrager", **facts):
        return services.verify_facts(entry, salt, {"cost": 19_800, "voters": 1248} | facts, private)

    assert verifies()
    assert not verifies(cost=19_801)
    assert not verifies(cost="19800")
    assert not verifies(extra=None)
    assert not verifies(private="")
    assert not verifies(salt="00" * 32)
    assert not verifies(salt="")
    assert not verifies(salt="no salt")
    assert not verifies(cost=1.5)


@pytest.mark.django_db
def test_same_facts_have_another_digest_every_time(post):
    assert post().entry.digest != post().entry.digest


@given(whole)
def test_facts_keep_their_bytes_through_storage_as_json(value):
    assert canonical.encode(json.loads(json.dumps(value))) == canonical.encode(value)


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"share": 0.5}, r"facts\['facts'\]\['share'\]: a float"),
        ({"list": [1, {"deep": Fraction(1, 3)}]}, r"\['list'\]\[1\]\['deep'\]: a Fraction"),
        ({"day": datetime(2026, 1, 1, tzinfo=UTC)}, "datetime"),
        ({"pair": (1, 2)}, "tuple"),
        ({1: "one"}, "key 1 must be text"),
        ({"text": "a\0b"}, "null character"),
        ({"half \ud800": 1}, "half a character"),
    ],
)
@pytest.mark.django_db
def test_facts_without_one_spelling_are_refused_with_their_place(post, facts, place):
    with pytest.raises(FactsRefused, match=place):
        post(facts=facts)

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_public_fields_fit_both_databases(post):
    with pytest.raises(FactsRefused, match="reason: at most"):
        post(reason="x" * 20_001)
    with pytest.raises(FactsRefused, match="verb: at most"):
        post(verb="x" * 101)
    with pytest.raises(FactsRefused, match="which office"):
        post(office="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            verb="x", office="", at=datetime(2026, 1, 1, tzinfo=UTC), digest=bytes(32)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            verb="x", office="y", at=datetime(2026, 1, 1, tzinfo=UTC), digest=bytes(31)
        )


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("Mail naar iemand@voorbeeld.nl voor vragen.", "e-mailadres"),
        ("Betaald op NL91 ABNA 0417 1643 00.", "rekeningnummer"),
        ("Bel 06-12345678.", "telefoonnummer"),
    ],
)
@pytest.mark.django_db
def test_public_reason_that_points_to_a_person_is_refused(post, reason, says):
    with pytest.raises(ReasonRefused, match=says):
        post(reason=reason)

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_entries_of_a_dossier_are_read_in_order(post):
    mine, other = uuid.UUID(int=1), uuid.UUID(int=2)
    posted = [post(dossier=dossier).entry for dossier in (mine, other, mine)]

    assert list(queries.of_dossier(mine)) == [posted[0], posted[2]]
