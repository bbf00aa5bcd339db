"""`schakel check --deploy` in surroundings like production: not a word to say."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from schakel.web.operating import checks
from tests.conftest import ROOT

PRODUCTION = {
    "SCHAKEL_SECRET_KEY": "n0-9fJxV3kQ7wYzLr5tB8mHc2PdGsAeUiO4vXyZq1RkTjNbM6-h7Dw2Ks9",
    "SCHAKEL_HOSTS": "buurt.gemeente.example",
    "SCHAKEL_ORIGINS": "https://buurt.gemeente.example",
    "SCHAKEL_HTTPS": "true",
    "SCHAKEL_PROXIES": "1",
    "SCHAKEL_MAIL_FROM": "buurt@gemeente.example",
    "SCHAKEL_CONTACT_NAME": "Team Buurt",
    "SCHAKEL_CONTACT_EMAIL": "buurt@gemeente.example",
    "SCHAKEL_LOG_FORMAT": "json",
    "SCHAKEL_LOG_LEVEL": "INFO",
}


def run(folder, *arguments, **more):
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("SCHAKEL_", "MIGRATE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "schakel.commands.main", *arguments],
        cwd=ROOT,
        env={
            **environment, "DATABASE_URL": "", "SCHAKEL_DATA_DIR": str(folder), **PRODUCTION, **more
        },
        capture_output=True,
        text=True,
    )  # fmt: skip


def test_a_site_set_up_as_the_manual_says_is_clean(tmp_path):
    assert run(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    done = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert done.stderr == ""
    assert done.returncode == 0 and "no issues" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("SCHAKEL_DEMO", "true", "schakel.E001"),
        ("SCHAKEL_CONTACT_EMAIL", "", "schakel.W001"),
        ("SCHAKEL_MAIL_FROM", "", "schakel.W001"),
        ("SCHAKEL_HTTPS", "false", "security.W004"),
        ("SCHAKEL_DEBUG", "true", "security.W018"),
        ("SCHAKEL_SECRET_KEY", "kort", "security.W009"),
    ],
)
def test_what_a_real_site_may_not_lack_is_named(tmp_path, name, value, found):
    run(tmp_path, "migrate", "--verbosity", "0", **{name: value})
    done = run(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **{name: value})
    assert done.returncode == 1
    assert found in done.stderr


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_with_two_roles_it_is_clean():
    """As docs/journal.md sets them up: the application owns no table."""
    name = connection.settings_dict["NAME"]
    role = f"{name}_deploy"
    server = os.environ["DATABASE_URL"].rpartition("@")[2].rpartition("/")[0]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {role}")
        cursor.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'los'")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        )
    try:
        done = run(
            "/tmp",
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
            DATABASE_URL=f"postgres://{role}:los@{server}/{name}",
        )
        assert (done.returncode, done.stderr) == (0, "")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")


def test_the_check_is_told_by_its_settings(settings):
    settings.DEMO, settings.DEFAULT_FROM_EMAIL = True, "a@b.example"
    settings.CONTACT = {"email": "a@b.example"}
    assert [message.id for message in checks.site_is_ready(None)] == ["schakel.E001"]
