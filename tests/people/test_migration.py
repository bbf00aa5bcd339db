"""A site of before keeps its parties and mandates, and can go back."""

import uuid

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from schakel.base import triggers

BEFORE, AFTER = ("people", "0001_initial"), ("people", "0002_parties_and_roles")


def at(state):
    executor = MigrationExecutor(connection)
    executor.migrate([state])
    return executor.loader.project_state([state]).apps


def without_triggers():
    """As the code of before has it: no trigger that asks for a column that is still to come."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, (table, _) in triggers.installed(connection).items():
            if table.startswith("people_"):
                on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {quote(name)}{on}")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_parties_of_before_get_their_address_and_mandates_their_giver():
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        without_triggers()
        old = at(BEFORE)
        party = old.get_model("people", "Party")
        for name in ("Gemeente Lindendam", "Gemeente Rietmonde"):
            party.objects.create(
                id=uuid.uuid4(), name=name, kind="municipality", corner="government"
            )
        old.get_model("people", "Mandate").objects.create(
            party=party.objects.first(),
            role="official",
            subject="Rondes",
            source="Besluit",
            starts="2026-01-01",
        )
        new = at(AFTER)
        parties = new.get_model("people", "Party").objects.order_by("name")
        assert [row.name_key for row in parties] == ["lindendam", "rietmonde"]
        assert all(len(row.short_id) >= 4 for row in parties)
        mandate = new.get_model("people", "Mandate").objects.get()
        assert mandate.giver == "Gemeente Lindendam"
        at(BEFORE)
    finally:
        MigrationExecutor(connection).migrate(newest)
        triggers.install(connection)
