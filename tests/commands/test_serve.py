"""`schakel serve`: a new site of one's own stands after two commands, and stops when told."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import ROOT

# These start programs of their own, on SQLite; a second time on PostgreSQL would tell nothing new.
once = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="run once, with the suite on SQLite"
)
SCHAKEL = [sys.executable, "-m", "schakel.commands.main"]


def surroundings(folder) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": "",
        "SCHAKEL_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "schakel.web.settings",
    }


def test_an_empty_database_is_refused_in_one_sentence(tmp_path):
    done = subprocess.run(
        [*SCHAKEL, "serve"], cwd=ROOT, env=surroundings(tmp_path), capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr == (
        "schakel: the database is not up to date. Run `schakel migrate` first.\n"
    )


def test_a_database_that_is_away_is_refused_in_one_sentence(tmp_path):
    environment = {**surroundings(tmp_path), "DATABASE_URL": "postgres://a@127.0.0.1:1/x"}
    done = subprocess.run(
        [*SCHAKEL, "serve"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert done.stderr.startswith("schakel: the database does not answer")
    assert done.stderr.count("\n") == 1


@pytest.fixture
def site(tmp_path):
    """A new site of one's own: migrated and served; ends by being told to stop."""
    environment = {
        **surroundings(tmp_path),
        "SCHAKEL_LOG_LEVEL": "INFO",
        "SCHAKEL_LOG_FORMAT": "json",
    }
    subprocess.run([*SCHAKEL, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            [*SCHAKEL, "serve", "--port", str(port), "--workers", "1"],
            cwd=ROOT, env=environment, stderr=log, start_new_session=True,
        )  # fmt: skip
        yield Site(server, port, tmp_path / "log", environment)
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
    try:
        server.wait(40)
    finally:
        leftover(server)


@dataclass
class Site:
    process: "subprocess.Popen[bytes]"
    port: int
    log: Path
    environment: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def parts(self) -> dict[str, int]:
        """The processes that serve started, by the word that tells them apart."""
        found = {}
        for line in subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True, text=True, check=True,
        ).stdout.splitlines():  # fmt: skip
            pid, _, arguments = line.strip().partition(" ")
            for word in ("gunicorn", "db_worker", " work"):
                if word in arguments:
                    found.setdefault(word.strip(), int(pid))
        return found

    def until_well(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            done = subprocess.run(
                [*SCHAKEL, "health", "--port", str(self.port)], cwd=ROOT, env=self.environment,
                capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode == 0:
                assert done.stdout == "ok\n"
                return
        raise AssertionError(done.stdout)


def leftover(server: "subprocess.Popen[bytes]") -> None:
    """Whatever a failing test left of the site we started."""
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_a_new_site_serves_its_pages_with_their_style_and_stops_when_told(site):
    page = fetch(site.address, site.process)
    assert "Maak uw buurt samen" in page
    style = next(part for part in page.split('"') if part.endswith(".css"))
    assert "schakel" in fetch(f"{site.address}{style}", site.process)
    site.until_well()
    children = set(site.parts().values())
    assert len(children) == 3

    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(40) == 0
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    lines = [json.loads(line) for line in site.log.read_text().splitlines()]
    assert any(line.get("page") == "web:front" and line["status"] == 200 for line in lines)
    assert "127.0.0.1" not in site.log.read_text()


@once
def test_a_worker_that_dies_is_started_again(site):
    fetch(site.address, site.process)
    site.until_well()
    before = site.parts()
    os.kill(before["work"], signal.SIGKILL)
    until = time.monotonic() + 30
    while site.parts().get("work") in (None, before["work"]):
        assert time.monotonic() < until and site.process.poll() is None
        os.sched_yield()
    after = site.parts()
    assert after["gunicorn"] == before["gunicorn"] and after["db_worker"] == before["db_worker"]
    assert "work stopped with exit code -9" in site.log.read_text()
    site.until_well()


@once
def test_when_the_web_dies_the_site_stops_and_says_so(site):
    fetch(site.address, site.process)
    os.kill(site.parts()["gunicorn"], signal.SIGKILL)
    assert site.process.wait(40) == 1


def test_a_site_that_is_not_there_is_not_well(schakel):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = schakel("health", "--port", port)
    assert done.code == 1
    assert "does not answer" in done.out


def fetch(address: str, server: subprocess.Popen[bytes], seconds: float = 90) -> str:
    until = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            # Not listening yet: ask again once the kernel has let the server go on.
            os.sched_yield()
    raise AssertionError(f"{address} did not answer")
