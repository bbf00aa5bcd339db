"""What every test may use: real data, commands in this process, and databases that refuse deletion."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase, override_settings

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENT_ID = re.compile(r"^[A-Z]\d+-\d{3}$")


# --- requirements -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Claim:
    requirement: str
    breaks: str


def claims(item: pytest.Item) -> list[Claim]:
    """The requirements a test claims; a claim without a function to break proves nothing."""
    found = []
    for marker in item.iter_markers("requirement"):
        breaks = marker.kwargs.get("breaks", "")
        if len(marker.args) != 1 or not REQUIREMENT_ID.match(marker.args[0]) or not breaks:
            raise pytest.UsageError(
                f"{item.nodeid}: write @pytest.mark.requirement('S4-023', "
                "breaks='schakel.funding.services.decide')"
            )
        found.append(Claim(marker.args[0], breaks))
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        claims(item)
        if "browser" in item.path.relative_to(ROOT).parts:
            item.add_marker(pytest.mark.browser)


# --- real data ----------------------------------------------------------------------------------


def _data_folder() -> Path:
    return Path(os.environ.get("SCHAKEL_DATA") or ROOT.parent / "shared" / "data")


def _require_data() -> Path:
    folder = _data_folder()
    if not folder.is_dir():
        message = "no real data: set SCHAKEL_DATA to the folder that holds pabulib/"
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return folder


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("needs_data"):
        _require_data()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder of real data (`pabulib/` and others), outside the repository."""
    return _require_data()


# --- commands -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def schakel(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `schakel ...` in this process: `schakel("allocate", path)` -> code, out, err.

    In this process, so that the mutation check can break the function under it.
    """

    def run(*arguments: object, stdin: str | bytes = "") -> Result:
        from schakel.commands.main import main

        raw = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as stopped:
                code = stopped.code if isinstance(stopped.code, int) else int(bool(stopped.code))
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode())
        return Result(code or 0, *texts)

    return run


# --- static files -------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """Addresses of static files without `collectstatic`; the browser suite does run that."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


# --- files --------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests upload stays out of the data folder of whoever runs them."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield


# --- signing in ---------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def force_login_in_two_steps() -> Iterator[None]:
    """`client.force_login(person)` skips the pages of signing in, not what they leave in a session:
    an official is somebody who signed in with two steps. tests/accounts goes through the pages."""
    from django.test import Client

    from tests.signing_in import two_steps

    forced = Client.force_login

    def force_login(client: Client, user: Any, backend: str | None = None) -> None:
        forced(client, user, backend)
        session = client.session
        session.update(two_steps(user))
        session.save()

    patch = pytest.MonkeyPatch()
    patch.setattr(Client, "force_login", force_login)
    yield
    patch.undo()


# --- append-only tables -------------------------------------------------------------------------
#
# Journal tables refuse DELETE and TRUNCATE by triggers, and no setting switches that off. A
# transactional test ends in a flush; here, and only here, the triggers are taken away for the
# length of that flush and installed again as they are declared.


@pytest.fixture(scope="session", autouse=True)
def flush_append_only_tables() -> Iterator[None]:
    flush = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        from schakel.base import triggers

        used = [connections[alias] for alias in case._databases_names(include_mirrors=False)]
        for connection in used:
            quote = connection.ops.quote_name
            with connection.cursor() as cursor:
                for name, (table, _) in triggers.installed(connection).items():
                    on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER {quote(name)}{on}")
        try:
            flush(case)
        finally:
            for connection in used:
                triggers.install(connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()
