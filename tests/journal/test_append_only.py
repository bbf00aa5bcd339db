"""What the database itself refuses, by SQL that goes around all code."""

import sqlite3
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from schakel.base import triggers
from schakel.journal import services
from schakel.journal.models import Entry, Head, Leaf

TABLES = {
    "journal_entry": ("id", "verb"),
    "journal_leaf": ("number", "hash"),
    "journal_head": ("size", "root"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(post):
    post()
    services.seal()
    return contents()


def contents() -> list:
    return [list(model.objects.values()) for model in (Entry, Leaf, Head)]


def refused(sql: str) -> None:
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize("table", TABLES)
def test_update_is_refused(sealed, table):
    _, column = TABLES[table]
    refused(f"UPDATE {table} SET {column} = {column}")

    assert contents() == sealed


@pytest.mark.parametrize("table", TABLES)
def test_delete_is_refused(sealed, table):
    refused(f"DELETE FROM {table}")

    assert contents() == sealed


@pytest.mark.parametrize("table", TABLES)
def test_update_in_place_of_an_insert_is_refused(sealed, table):
    key, column = TABLES[table]
    refused(
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true "
        f"ON CONFLICT ({key}) DO UPDATE SET {column} = {table}.{column}"
    )

    assert contents() == sealed


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", TABLES)
def test_truncate_is_refused(sealed, table):
    refused(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")

    assert contents() == sealed


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no replica sessions")
def test_session_that_plays_the_replica_is_refused(sealed):
    refused("SET LOCAL session_replication_role = replica; DELETE FROM journal_leaf")

    assert contents() == sealed


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
@pytest.mark.parametrize("table", TABLES)
def test_replace_is_refused(sealed, table):
    refused(f"REPLACE INTO {table} SELECT * FROM {table}")
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")

    assert contents() == sealed


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
@pytest.mark.parametrize("table", TABLES)
def test_replace_is_refused_by_a_connection_without_our_pragmas(sealed, table, tmp_path: Path):
    with sqlite3.connect(tmp_path / "plain.sqlite3") as plain:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'journal_%' AND sql IS NOT NULL "
                "ORDER BY type = 'trigger'"
            )
            for (sql,) in cursor.fetchall():
                plain.execute(sql)
            for name in TABLES:
                cursor.execute(f"SELECT * FROM {name}")
                for row in cursor.fetchall():
                    plain.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(row))})", row)

    assert plain.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        plain.execute(f"REPLACE INTO {table} SELECT * FROM {table}")
    plain.close()


def test_leaf_beside_the_sealer_leaves_no_gap(sealed, post):
    entry = post().entry
    for number in (2, 7):
        with pytest.raises(IntegrityError, match="without a gap"), transaction.atomic():
            Leaf.objects.create(number=number, entry=entry, hash=bytes(32))


def test_head_is_as_large_as_its_tree(sealed, post):
    for size in (0, 2):
        with pytest.raises(IntegrityError, match="as large as"), transaction.atomic():
            Head.objects.create(size=size, root=bytes(32), peaks=b"", at=sealed[2][0]["at"])


def test_migrated_database_has_exactly_the_declared_triggers():
    declared = {
        name: (trigger.table, trigger.fingerprint)
        for name, trigger in triggers.declared(connection.vendor).items()
    }

    assert triggers.installed(connection) == declared
    assert {table for table, _ in declared.values()} >= set(TABLES)
