"""An official compares a norm with its source, or gives it a new value; both are in the journal."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Fact
from schakel.journal import services as journal
from schakel.norms import queries, services
from schakel.norms.models import Norm, NormNotVerified
from schakel.people.models import Role
from tests.factories.norms import NormFactory
from tests.factories.people import MembershipFactory, official

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
WEEKS = "awb.objection_weeks"


@pytest.fixture
def client():
    """An official of some municipality, on the site."""
    client = Client()
    client.force_login(MembershipFactory().person)
    return client


def test_an_official_verifies_a_norm_and_from_then_on_a_term_may_rest_on_it(client):
    page = f"/normen/{WEEKS}/"
    assert "Nog niet nagekeken" in client.get(page).content.decode()
    with pytest.raises(NormNotVerified):
        queries.verified(WEEKS, DAY)
    answer = client.post(
        f"{page}nakijken/", {"value": "6", "source": "wetten.overheid.nl, 25 november 2026"}
    )
    assert answer.status_code == 302
    assert queries.verified(WEEKS, DAY).value == 6
    seen = client.get(page).content.decode()
    assert "Nog niet nagekeken" not in seen
    assert "met: wetten.overheid.nl, 25 november 2026" in seen
    fact = Fact.objects.get(entry__verb="norm.verify")
    assert fact.dossier is None and fact.facts["norm"] == WEEKS
    assert journal.verify_facts(fact.entry, fact.salt, fact.facts)
    assert fact.person is not None and fact.person.name not in seen


def test_who_reads_another_value_is_sent_to_change_the_norm_first(client):
    answer = client.post(f"/normen/{WEEKS}/nakijken/", {"value": "8", "source": "De wet"})
    assert answer.status_code == 400
    assert "U leest 8 weken, maar hier staat 6 weken" in answer.content.decode()
    assert not Norm.objects.get(key=WEEKS).verified and not Fact.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"value": "", "source": "De wet"}, "Vul een getal in"),
        ({"value": "zes", "source": "De wet"}, "Vul een getal in"),
        ({"value": "1e400", "source": "De wet"}, "getal"),
        ({"value": "NaN", "source": "De wet"}, "Vul een getal in"),
        ({"value": "6", "source": " "}, "Schrijf met welke bron"),
        ({"value": "6", "source": "mail aan a.b@voorbeeld.nl"}, "e-mailadres"),
        ({"value": "6", "source": "x" * 501}, "500"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence_and_stores_nothing(client, typed, sentence):
    answer = client.post(f"/normen/{WEEKS}/nakijken/", typed)
    assert answer.status_code == 400 and sentence in answer.content.decode()
    assert not Norm.objects.get(key=WEEKS).verified and not Fact.objects.exists()


def test_a_new_value_counts_from_its_day_and_is_unverified_until_compared(client):
    NormFactory()
    typed = {
        "value": "8",
        "valid_from": "2026-07-01",
        "source": "Test, art. 2",
        "reason": "De wet is gewijzigd.",
    }
    assert client.post("/normen/test.term/wijzigen/", typed).status_code == 302
    old, new = queries.norm("test.term", DAY), queries.norm("test.term", date(2026, 7, 1))
    assert (old.value, old.norm.valid_to) == (6, date(2026, 6, 30))
    assert (new.value, new.source, new.norm.verified) == (8, "Test, art. 2", False)
    assert services.load_shipped() == 0
    fact = Fact.objects.get(entry__verb="norm.change")
    assert fact.entry.reason == "De wet is gewijzigd."
    assert journal.verify_facts(fact.entry, fact.salt, fact.facts)


def test_money_is_typed_in_euro_and_kept_in_cents(client):
    typed = {
        "value": "14,71",
        "valid_from": "2026-01-01",
        "source": "Minimumloon per 1-1-2026",
        "reason": "Het minimumloon stijgt elk half jaar.",
    }
    assert client.post("/normen/work.minimum_wage/wijzigen/", typed).status_code == 302
    found = queries.norm("work.minimum_wage", DAY)
    assert found.value == 1471 and found.written == "€\u00a014,71 per uur"


def test_an_amount_too_large_for_the_table_is_refused_in_a_sentence(client):
    typed = {"value": "9999999999999", "source": "De wet"}
    answer = client.post("/normen/work.minimum_wage/nakijken/", typed)
    assert answer.status_code == 400 and "te groot" in answer.content.decode()


def test_a_verified_value_is_not_changed_on_its_own_day_and_an_unverified_one_is_replaced():
    NormFactory()
    more = {"source": "Test", "reason": "Fout in de bron."}
    with pytest.raises(InputRefused, match="Kies een latere dag"):
        services.change(
            official(), "test.term", value=Decimal(9), valid_from=date(2026, 1, 1), **more
        )
    day = Norm.objects.get(key=WEEKS).valid_from
    services.change(official(), WEEKS, value=Decimal(7), valid_from=day, **more)
    assert Norm.objects.get(key=WEEKS).value == 7
    # What an office changed stays, also when the package says otherwise.
    services.load_shipped()
    assert Norm.objects.get(key=WEEKS).value == 7


def test_the_example_of_another_municipality_becomes_ones_own_by_giving_it_a_value():
    services.change(
        official(),
        "fund.initiative_max",
        value=Decimal(1_000_000),
        valid_from=date(2026, 5, 1),
        source="Besluit van de raad",
        reason="Onze eigen regeling.",
    )
    own = queries.norm("fund.initiative_max", DAY)
    assert own.norm.example_of == "" and not own.usable
    services.verify(official(), own.norm, value=Decimal(1_000_000), source="Het raadsbesluit")
    assert queries.verified("fund.initiative_max", DAY).value == 1_000_000


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.COUNCIL, Role.BOARD, Role.RESEARCHER])
def test_nobody_else_verifies_or_changes(role):
    from schakel.people.queries import actor_for

    actor = actor_for(MembershipFactory(role=role))
    norm = NormFactory(verified=False)
    for who in (actor, Actor.visitor(), Actor.system()):
        with pytest.raises(NotAllowed):
            services.verify(who, norm, value=Decimal(6), source="De wet")
        with pytest.raises(NotAllowed):
            services.change(
                who, norm.key, value=Decimal(7), valid_from=DAY, source="Wet", reason="Zo"
            )
    norm.refresh_from_db()
    assert not norm.verified and norm.value == 6
