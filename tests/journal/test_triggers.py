"""The installer of triggers, which every app rests on."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection, models

from schakel.base import triggers
from schakel.base.triggers import Trigger
from schakel.journal.models import Entry

NAME = "journal_entry_no_update" if connection.vendor == "sqlite" else "journal_entry_only_grows"
TABLE = "journal_entry"


def drop() -> None:
    with connection.cursor() as cursor:
        where = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
        cursor.execute(f"DROP TRIGGER {NAME}{where}")


@pytest.mark.django_db
def test_second_install_touches_nothing():
    assert triggers.install(connection) == []


@pytest.mark.django_db
def test_trigger_that_was_removed_comes_back():
    before = triggers.installed(connection)
    drop()

    assert triggers.install(connection) == [NAME]
    assert triggers.installed(connection) == before


@pytest.mark.django_db
def test_trigger_that_was_replaced_by_a_weaker_one_comes_back():
    before = triggers.installed(connection)
    drop()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} BEGIN SELECT 1; END")
        else:
            cursor.execute(
                f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} "
                "FOR EACH ROW WHEN (false) EXECUTE FUNCTION journal_refuse()"
            )

    assert triggers.install(connection) == [NAME]
    assert triggers.installed(connection) == before


@pytest.mark.django_db
def test_trigger_that_no_app_declares_any_more_is_dropped(monkeypatch):
    everything = triggers.declared(connection.vendor)
    fewer = {name: trigger for name, trigger in everything.items() if name != NAME}
    with monkeypatch.context() as patch:
        patch.setattr(triggers, "declared", lambda vendor: fewer)
        assert triggers.install(connection) == [NAME]
        assert NAME not in triggers.installed(connection)

    assert triggers.install(connection) == [NAME]


@pytest.mark.django_db
def test_table_that_is_not_there_yet_is_passed_over(monkeypatch):
    early = {"early": Trigger("early", "table_of_next_year", "CREATE TRIGGER early")}
    everything = triggers.declared(connection.vendor)
    monkeypatch.setattr(triggers, "declared", lambda vendor: everything | early)

    assert triggers.install(connection) == []


def test_name_that_is_used_twice_is_refused(monkeypatch):
    twice = [Trigger("same", "a", "x"), Trigger("same", "b", "y")]
    monkeypatch.setattr(
        triggers, "import_module", lambda name: SimpleNamespace(TRIGGERS={"sqlite": twice})
    )

    with pytest.raises(ValueError, match="same is declared twice"):
        triggers.declared("sqlite")


@pytest.mark.django_db(transaction=True)
def test_migrate_with_nothing_to_migrate_installs_what_is_missing():
    before = triggers.installed(connection)
    drop()
    call_command("migrate", verbosity=0, stdout=io.StringIO())

    assert triggers.installed(connection) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite rebuilds the table")
@pytest.mark.django_db(transaction=True)
def test_table_rebuild_of_sqlite_drops_triggers_and_migrate_puts_them_back():
    before = triggers.installed(connection)
    old = Entry._meta.get_field("ground")
    new = models.CharField(max_length=301, blank=True)
    new.set_attributes_from_name("ground")
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, old, new, strict=True)
    assert NAME not in triggers.installed(connection)
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, new, old, strict=True)

    call_command("migrate", verbosity=0, stdout=io.StringIO())

    assert triggers.installed(connection) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", [1, 2])
def test_transactional_test_starts_with_an_empty_journal_and_all_triggers(post, run):
    assert not Entry.objects.exists()
    assert triggers.install(connection) == []
    post()
