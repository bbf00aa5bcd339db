"""Run by test_migrations in a process and database of its own: `upgrade.py reverse|upgrade`."""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from schakel.base import backup, triggers  # noqa: E402
from schakel.base.backup import tables  # noqa: E402

ROWS = Path(__file__).parent / "data" / "first-release.jsonl"
FIRST_RELEASE = {
    "areas": "0001_initial",
    "base": "0001_initial",
    "dossiers": "0001_initial",
    "funding": "0001_rounds",
    "journal": "0001_initial",
    "norms": "0001_initial",
    "people": "0001_initial",
    "processes": "0001_initial",
    "voice": "0001_initial",
}


def ours() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name.startswith("schakel.")]


def whole() -> None:
    """The tables and triggers are those of this version."""
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    installed = triggers.installed(connection)
    for name, trigger in triggers.declared(connection.vendor).items():
        assert installed[name] == (trigger.table, trigger.fingerprint), name
    backup.digests()  # reads every column of every table


def reverse() -> None:
    """Every migration of ours back to nothing, as an administrator would, and forth again."""
    call_command("migrate", verbosity=0)
    whole()
    for label in reversed(ours()):
        if label in {app for app, _ in MigrationExecutor(connection).loader.disk_migrations}:
            call_command("migrate", label, "zero", verbosity=0)
    left = set(connection.introspection.table_names())
    own = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("schakel.")
    }
    assert left & own == set(), left & own
    call_command("migrate", verbosity=0)
    whole()


def upgrade() -> None:
    """A database of the first release, with rows, to this version: every row that was there still is."""
    executor = MigrationExecutor(connection)
    executor.migrate(
        [*FIRST_RELEASE.items(), *[n for n in executor.loader.graph.leaf_nodes() if n[0] in OTHERS]]
    )
    old = MigrationExecutor(connection).loader.project_state(list(FIRST_RELEASE.items())).apps
    by_table = {model._meta.db_table: model for model in old.get_models(include_auto_created=True)}
    rows: dict[str, tuple[list[str], list[list[object]]]] = {}
    table = ""
    for line in ROWS.read_text().splitlines():
        value = json.loads(line)
        if isinstance(value, dict):
            table = value["table"]
            rows[table] = (value["columns"], [])
        else:
            rows[table][1].append(value)
    fill(by_table, rows)
    call_command("migrate", verbosity=0)
    whole()
    compare(rows)


# What the first release took from elsewhere, at whatever version is installed now.
OTHERS = {"auth", "contenttypes", "sessions", "django_tasks_db", "django_tasks_database"}


def fill(models: dict, rows: dict) -> None:
    from django.db import transaction

    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            if table not in models or not values:
                continue
            fields = {field.column: field for field in models[table]._meta.concrete_fields}
            cursor.execute(f"DELETE FROM {quote(table)}")
            cursor.executemany(
                f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) "
                f"VALUES ({', '.join(['%s'] * len(columns))})",
                [
                    [
                        tables.stored(fields[column], tables.read(value), connection)
                        for column, value in zip(columns, row, strict=True)
                    ]
                    for row in values
                ],
            )
        if connection.vendor == "postgresql":
            from django.core.management.color import no_style

            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
                cursor.execute(statement)


def compare(rows: dict) -> None:
    """Each old row is found by its key, with the old value in every column that still has its name."""
    now = {model._meta.db_table: model for model in tables.kept()}
    checked = 0
    for table, (columns, values) in rows.items():
        if table not in now or tables.is_shipped(now[table]):
            continue
        fields = [field for field in tables.columns(now[table]) if field.column in columns]
        place = [columns.index(field.column) for field in fields]
        key = next(i for i, field in enumerate(fields) if field.primary_key)
        found = {
            tables.line(row[key]): row
            for row in (
                [tables._spell(value) for value in row]
                for row in now[table]
                ._base_manager.order_by("pk")
                .values_list(*(field.attname for field in fields))
            )
        }
        for old in values:
            kept = [old[i] for i in place]
            row = found.get(tables.line(kept[key]))
            assert row is not None, (table, kept)
            # Spelled anew, so that a list and a tuple, or two orders of keys, are no difference.
            assert tables.line(row) == tables.line(kept), (table, row, kept)
            checked += 1
    print(checked)
    assert checked > 100, checked


if __name__ == "__main__":
    {"reverse": reverse, "upgrade": upgrade}[sys.argv[1]]()
