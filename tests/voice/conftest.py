import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from schakel.voice import codes
from schakel.voice.models import BallotBox
from tests.factories.voice import make_box

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cheap_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the cost out of the slow hash, for tests that cast many votes."""
    monkeypatch.setattr(codes, "_SCRYPT_N", 2)


@pytest.fixture
def box(db: None, cheap_hash: None) -> BallotBox:
    return make_box()


@dataclass(frozen=True)
class Installation:
    """A database of its own on disk, and processes of our own that use it, as in production."""

    environment: dict[str, str]

    def start(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            **options,
        )

    def act(self, act: str, **given: Any) -> "subprocess.Popen[str]":
        """Start one act of `tests.voice.acts` in a process of its own."""
        process = self.start("-m", "tests.voice.acts", act)
        assert process.stdin
        process.stdin.write(json.dumps(given))
        process.stdin.close()
        return process

    def done(self, process: "subprocess.Popen[str]") -> Any:
        assert process.stdout
        said = process.stdout.read()
        assert process.wait() == 0, said
        return json.loads(said)

    def do(self, act: str, **given: Any) -> Any:
        return self.done(self.act(act, **given))


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[Installation]:
    """An installation on the database that the tests run on, empty and apart from the tests' own."""
    data = tmp_path_factory.mktemp("installation")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "schakel.web.settings",
        "SCHAKEL_DATA_DIR": str(data),
        "SCHAKEL_CODE_ATTEMPTS": "3",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    environment.pop("DATABASE_URL", None)
    name = f"schakel_voice_{uuid.uuid4().hex[:12]}"
    server = _server()
    if server is not None:
        with psycopg.connect(**server, autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"')
        tests_own = urlsplit(os.environ["DATABASE_URL"])
        environment["DATABASE_URL"] = tests_own._replace(path=f"/{name}").geturl()
    try:
        made = Installation(environment)
        made.do("migrate")
        yield made
    finally:
        if server is not None:
            with psycopg.connect(**server, autocommit=True) as admin:
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _server() -> dict[str, Any] | None:
    if connection.vendor != "postgresql":
        return None
    database = settings.DATABASES["default"]
    return {
        "host": database["HOST"] or "127.0.0.1",
        "port": database["PORT"] or 5432,
        "user": database["USER"] or "postgres",
        "password": database["PASSWORD"] or "",
        "dbname": "postgres",
    }
