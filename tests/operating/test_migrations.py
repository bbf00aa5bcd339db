"""Upgrades: migrations have names, go back as well as forth, and keep what the first release held."""

import os
import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.conftest import ROOT


def own() -> dict[tuple[str, str], object]:
    loader = MigrationLoader(None)
    labels = {c.label for c in apps.get_app_configs() if c.name.startswith("schakel.")}
    return {key: found for key, found in loader.disk_migrations.items() if key[0] in labels}


def test_every_migration_has_a_name_that_says_what_it_does():
    assert own()
    for app, name in own():
        assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name), (app, name)
        assert "auto" not in name.split("_"), (app, name)


def test_every_operation_can_be_reversed():
    for key, migration in own().items():
        for operation in migration.operations:
            assert operation.reversible, (key, operation)


@pytest.fixture
def database(tmp_path):
    """The address of a new and empty database of the kind that the suite runs on."""
    if connection.vendor == "sqlite":
        yield ""
        return
    import psycopg

    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    name = f"{connection.settings_dict['NAME']}_upgrade"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maker:
        maker.execute(f'DROP DATABASE IF EXISTS "{name}"')
        maker.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{name}"
        maker.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(what: str, database: str, folder) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.operating.upgrade", what],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database,
            "SCHAKEL_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "schakel.web.settings",
        },
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("what", ["reverse", "upgrade"])
def test_all_the_way_back_and_from_the_first_release(what, database, tmp_path):
    done = run(what, database, tmp_path)
    assert done.returncode == 0, done.stderr[-3000:]
