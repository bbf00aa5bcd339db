"""`schakel serve`: a new site of one's own stands after two commands, and stops when told."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from tests.conftest import ROOT

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


def test_a_new_site_serves_its_pages_with_their_style_and_stops_when_told(tmp_path):
    environment = surroundings(tmp_path)
    subprocess.run([*SCHAKEL, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*SCHAKEL, "serve", "--port", str(port), "--workers", "1"], cwd=ROOT, env=environment
    )
    try:
        page = fetch(f"http://127.0.0.1:{port}/", server)
        assert "Maak uw buurt samen" in page
        style = next(part for part in page.split('"') if part.endswith(".css"))
        assert "schakel" in fetch(f"http://127.0.0.1:{port}{style}", server)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def fetch(address: str, server: subprocess.Popen[bytes], seconds: float = 30) -> str:
    until = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            # Not listening yet: ask again once the kernel has let the server go on.
            os.sched_yield()
    raise AssertionError(f"{address} did not answer")
