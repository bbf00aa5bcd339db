"""Triggers: what must never happen, refused by the database itself.

An app declares them in its `triggers.py`, by vendor:

    TRIGGERS = {"sqlite": [Trigger(name, table, sql)], "postgresql": [Trigger(name, table, sql)]}

On SQLite the sql is one CREATE TRIGGER statement. On PostgreSQL it may hold several statements, with
the functions made by CREATE OR REPLACE and the trigger by CREATE TRIGGER. They are installed after
every migrate, also when nothing migrated: Django rebuilds a table on SQLite for many changes, and drops
its triggers without a word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

_MARK = "schakel trigger "


@dataclass(frozen=True)
class Trigger:
    """One trigger of one database vendor. Names are unique in the whole database."""

    name: str
    table: str
    sql: str

    @property
    def fingerprint(self) -> str:
        return sha256(_normal(self.sql).encode()).hexdigest()


def connect() -> None:
    """Install after every migrate; called once, when the base app is ready."""
    pre_migrate.connect(_before_migrate, dispatch_uid="schakel.base.triggers.before")
    post_migrate.connect(_after_migrate, dispatch_uid="schakel.base.triggers")


def declared(vendor: str) -> dict[str, Trigger]:
    """The triggers of all installed apps for this vendor, by name. ValueError if a name is used twice."""
    found: dict[str, Trigger] = {}
    for config in apps.get_app_configs():
        if not find_spec(f"{config.name}.triggers") or config.name == "schakel.base":
            continue
        for trigger in import_module(f"{config.name}.triggers").TRIGGERS[vendor]:
            if trigger.name in found:
                raise ValueError(f"The trigger {trigger.name} is declared twice.")
            found[trigger.name] = trigger
    return found


def installed(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str]]:
    """The triggers that are in the database: name -> (table, fingerprint of the sql)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            return {
                name: (table, sha256(_normal(sql).encode()).hexdigest())
                for name, table, sql in cursor.fetchall()
            }
        cursor.execute(
            """
            SELECT tgname, relname, coalesce(obj_description(pg_trigger.oid, 'pg_trigger'), '')
            FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
            WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)
            """
        )
        return {
            name: (table, comment.removeprefix(_MARK)) for name, table, comment in cursor.fetchall()
        }


def install(connection: BaseDatabaseWrapper) -> list[str]:
    """Make the triggers in the database equal to those declared; the names of those it touched.

    A table that is not there (yet, or any more) is passed over. A trigger that no app declares any
    longer is dropped from our own tables.
    """
    wanted = declared(connection.vendor)
    touched = []
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # Two migrates at once must not replace the same function.
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('schakel.base.triggers'))")
            tables = set(connection.introspection.table_names(cursor))
            present = installed(connection)
            for name, (table, _) in present.items():
                if name not in wanted and table in _own_tables():
                    _drop(connection, cursor, name, table)
                    touched.append(name)
            for trigger in wanted.values():
                if trigger.table not in tables:
                    continue
                if present.get(trigger.name) == (trigger.table, trigger.fingerprint):
                    continue
                if trigger.name in present:
                    _drop(connection, cursor, trigger.name, present[trigger.name][0])
                _create(connection, cursor, trigger)
                touched.append(trigger.name)
    return touched


def _create(connection: BaseDatabaseWrapper, cursor: Any, trigger: Trigger) -> None:
    cursor.execute(trigger.sql)
    if connection.vendor == "postgresql":
        name, table = map(connection.ops.quote_name, (trigger.name, trigger.table))
        # ALWAYS: a session that plays the replica does not slip past it.
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
        cursor.execute(f"COMMENT ON TRIGGER {name} ON {table} IS '{_MARK}{trigger.fingerprint}'")


def _drop(connection: BaseDatabaseWrapper, cursor: Any, name: str, table: str) -> None:
    name, table = map(connection.ops.quote_name, (name, table))
    where = f" ON {table}" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER {name}{where}")


def _own_tables() -> set[str]:
    return {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("schakel.")
    }


def _normal(sql: str) -> str:
    """SQLite keeps the text from the name on; white space and the last semicolon mean nothing."""
    text = re.sub(r"\s+", " ", sql).strip().rstrip("; ")
    return re.sub(r"^CREATE TRIGGER (IF NOT EXISTS )?", "", text, flags=re.IGNORECASE)


def _after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    install(connections[using])


def _before_migrate(
    using: str = DEFAULT_DB_ALIAS, plan: Sequence[tuple[Any, bool]] = (), **_: Any
) -> None:
    """SQLite refuses to rebuild a table while a trigger of another one names it: off until the end."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with transaction.atomic(using=using), connection.cursor() as cursor:
            for name, (table, _fingerprint) in installed(connection).items():
                if table in _own_tables():
                    _drop(connection, cursor, name, table)


def forwards(plan: Sequence[tuple[Any, bool]] = (), **_: Any) -> bool:
    """Whether a migrate went up: on the way down the tables are not those that the code knows."""
    return not any(backwards for _migration, backwards in plan)
