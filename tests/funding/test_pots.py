"""Setting money aside is an act of its own: in the journal, with its source, before any round."""

import pytest

from schakel.dossiers.models import Fact
from schakel.funding import services
from schakel.journal.services import verify_facts
from tests.factories.people import official

pytestmark = pytest.mark.django_db


def test_a_pot_is_journalled_with_its_amount_and_source():
    actor = official()
    pot = services.create_pot(
        actor,
        name="Buurtbudget",
        municipality=actor.party,
        year=2026,
        amount_cents=60_000_00,
        source="Begroting 2026",
    )
    fact = Fact.objects.get(entry__verb="pot.create")
    assert fact.dossier is None
    assert fact.facts == {"pot": str(pot.id), "amount_cents": 60_000_00, "currency": "EUR"}
    assert fact.entry.reason == "Buurtbudget 2026: €\N{NO-BREAK SPACE}60.000. Begroting 2026"
    assert verify_facts(fact.entry, fact.salt, fact.facts, fact.private_text)
