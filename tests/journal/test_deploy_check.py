"""`schakel check --deploy`, as the roles of a production database see it."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.db import connection

from schakel.journal import checks


def found() -> list[str]:
    return [message.id for message in checks.journal_is_protected(None)]


@pytest.fixture
def application_role(transactional_db):
    """Act as a role that may read and write but owns nothing; ends with the connection's old role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
        role = f"{connection.settings_dict['NAME']}_app"
        cursor.execute(f"DROP ROLE IF EXISTS {role}")
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"SET ROLE {role}")
        yield role
        cursor.execute(f'SET ROLE "{owner}"')
        cursor.execute(f"DROP OWNED BY {role}")
        cursor.execute(f"DROP ROLE {role}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_role_that_owns_nothing_passes(application_role):
    assert found() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_role_that_owns_nothing_cannot_take_a_trigger_away(application_role):
    from django.db.utils import ProgrammingError

    with connection.cursor() as cursor:
        for statement in (
            "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
            "DROP TRIGGER journal_entry_only_grows ON journal_entry",
            "DROP TABLE journal_head",
        ):
            with pytest.raises(ProgrammingError, match="must be owner"):
                cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
def test_role_that_belongs_to_the_owner_is_refused(application_role):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"ALTER TABLE journal_leaf OWNER TO {application_role}")
        cursor.execute(f"SET ROLE {application_role}")
        try:
            (message,) = checks.journal_is_protected(None)
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute("ALTER TABLE journal_leaf OWNER TO CURRENT_USER")

    assert message.id == "journal.E002"
    assert "owner of journal_leaf," in message.msg


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
@pytest.mark.django_db
def test_superuser_is_refused():
    assert found() == ["journal.E002"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has roles")
@pytest.mark.django_db
def test_sqlite_has_triggers_and_no_roles():
    assert found() == []


@pytest.mark.django_db
def test_missing_trigger_is_named():
    name = "journal_head_fits"
    with connection.cursor() as cursor:
        where = "" if connection.vendor == "sqlite" else " ON journal_head"
        cursor.execute(f"DROP TRIGGER {name}{where}")

    message = checks.journal_is_protected(None)[0]
    assert message.id == "journal.E001"
    assert name in message.msg


@pytest.mark.django_db
def test_check_runs_only_when_deploying(monkeypatch):
    monkeypatch.setattr(checks, "_TABLES", ["table_that_is_not_there"])
    asked = [
        [
            message.id
            for message in run_checks(tags=["security"], include_deployment_checks=deploying)
        ]
        for deploying in (False, True)
    ]

    assert "journal.W001" not in asked[0]
    assert "journal.W001" in asked[1]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
@pytest.mark.django_db(transaction=True)
def test_migrate_connects_as_the_owner_and_other_commands_do_not():
    base = os.environ["DATABASE_URL"].rpartition("/")[0]
    urls = {
        "DATABASE_URL": f"{base}/database_that_is_not_there",
        "MIGRATE_DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
    }

    def run(command: str) -> int:
        return subprocess.run(
            [sys.executable, "-m", "schakel.commands.main", command, "--skip-checks"],
            env=os.environ | urls,
            capture_output=True,
            check=False,
        ).returncode

    assert run("migrate") == 0
    assert run("showmigrations") != 0
