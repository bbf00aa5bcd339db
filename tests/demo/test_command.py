import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.conftest import ROOT

SCHAKEL = [sys.executable, "-m", "schakel.commands.main"]


def _surroundings(**more: str) -> dict[str, str]:
    # Always its own SQLite: what it builds must not land in the database of whoever runs the tests.
    return {
        **os.environ,
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "schakel.web.settings",
        **more,
    }


@contextmanager
def _listening() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_taken_port_is_refused_in_one_sentence_with_a_free_one(
    schakel: Callable[..., Any], tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    with _listening() as port:
        done = schakel("demo", "--port", port, "--data", folder)
    assert done.code == 2
    assert done.err.startswith(f"schakel: port {port} cannot be used")
    assert "schakel demo --port" in done.err
    assert done.err.count("\n") == 1
    assert not folder.exists()


@pytest.mark.parametrize("port", ["0x", "70000", "-1"])
def test_a_port_that_cannot_be_is_refused(schakel: Callable[..., Any], port: str) -> None:
    done = schakel("demo", f"--port={port}")
    assert done.code == 2
    assert done.err.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = subprocess.run(
        [*SCHAKEL, "demo", "--no-serve", "--data", str(tmp_path / "file" / "demo")],
        env=_surroundings(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("schakel: ")
    assert "--data" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"postgres://root@127.0.0.1:{nobody.getsockname()[1]}/nothing"
        done = subprocess.run(
            [*SCHAKEL, "demo", "--no-serve", "--data", str(tmp_path)],
            env=_surroundings(DATABASE_URL=address),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("schakel: the database does not answer")
    assert done.stderr.count("\n") == 1


def test_two_installations_tell_the_same(tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("builds in two SQLite databases of its own; the run on SQLite does that")
    told = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "tests.demo.small"],
            cwd=ROOT,
            env=_surroundings(
                SCHAKEL_DEMO="true",
                SCHAKEL_DATA_DIR=str(tmp_path / seed),
                SCHAKEL_SECRET_KEY=f"the key of installation {seed}",
                PYTHONHASHSEED=seed,
            ),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told.append(json.loads(done.stdout))
    assert told[0] == told[1]
    assert len(told[0]["rounds"]) == 4


@pytest.mark.slow
def test_it_serves_soon_can_be_stopped_goes_on_and_then_changes_no_row(tmp_path: Path) -> None:
    """The whole demo as a newcomer meets it: the address, the notice, Ctrl+C, and everything."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*SCHAKEL, "demo", "--port", str(port), "--data", str(tmp_path)]
    started = time.monotonic()
    with _running(command) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith(f"schakel demo: http://127.0.0.1:{port}/")
        front = _page(server, port, until=lambda html: "bestaat niet" in html, seconds=60)
        assert time.monotonic() - started < 60
        assert "wordt nog gevuld" in front
    with _running(command) as server:
        _page(server, port, until=lambda html: "gevuld" not in html and len(html) > 0, seconds=240)
        assert time.monotonic() - started < 240
    done = []
    for _ in range(2):
        subprocess.run([*command, "--no-serve"], env=_surroundings(), check=True, timeout=240)
        done.append(_rows(tmp_path))
    assert done[0] == done[1]


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """The demo, stopped at the end as Ctrl+C does: with all its workers, and soon."""
    server = subprocess.Popen(
        command, env=_surroundings(), stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield server
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(20)


def _page(
    server: subprocess.Popen[str], port: int, *, until: Callable[[str], bool], seconds: float
) -> str:
    """The front page as soon as it is as wanted."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                html = answer.read().decode()
            if until(html):
                return html
        except OSError:
            html = ""
        assert time.monotonic() < deadline, html[:500]
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the demo stopped with {server.wait(0.2)}")


def _rows(folder: Path) -> dict[str, list[str]]:
    with sqlite3.connect(folder / "schakel.sqlite3") as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))
            for (name,) in tables
            if name not in ("django_session", "base_duejob")
        }
