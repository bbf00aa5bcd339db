"""docs/manual/beheer.md: every command on the page is run, in order, on a machine with nothing."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time

import pytest
from django.db import connection

from tests.conftest import ROOT
from tests.operating.installing import FETCH, checkout, lend

# These start programs of their own, on SQLite; a second time on PostgreSQL would tell nothing new.
once = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="run once, with the suite on SQLite"
)
PAGE = (ROOT / "docs/manual/beheer.md").read_text()
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MUNICIPALITY = """
import datetime, django
django.setup()
from schakel.base.actor import Actor
from schakel.areas import services as areas
from schakel.people import services as people
town = areas.add(Actor.system(), code="GM9999", year=2026, kind="gemeente", name="Voorbeeld")
people.add_municipality(
    Actor.system(), name="Gemeente Voorbeeld", area=town, starts=datetime.date(2026, 1, 1)
)
"""


def commands() -> list[str]:
    return [
        line
        for language, body in BLOCK.findall(PAGE)
        if language == "sh"
        for line in body.splitlines()
        if line.strip()
    ]


def settings_of_the_page() -> dict[str, str]:
    (block,) = (body for language, body in BLOCK.findall(PAGE) if language == "ini")
    return dict(line.split("=", 1) for line in block.splitlines())


@once
def test_every_command_of_the_manual_works(tmp_path):
    """Fetching from the net is lent; a port that is free stands for 8000."""
    checkout(tmp_path / "code")
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("SCHAKEL_", "DATABASE_URL", "DJANGO_", "PYTEST_", "COV_"))
    }
    environment |= settings_of_the_page()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    served = None
    done = []
    try:
        for command in commands():
            command = command.replace("8000", port)
            if FETCH in command:
                lend(tmp_path / "code" / "schakel")
                done.append(command)
                continue
            if export := re.fullmatch(r'export PATH="\$PWD/(.*):\$PATH"', command):
                environment["PATH"] = f"{tmp_path / 'code' / export[1]}:{environment['PATH']}"
                done.append(command)
                continue
            if command.startswith("schakel people role"):
                # The areas come from files of Statistics Netherlands; that has a test of its own.
                run(["python", "-c", MUNICIPALITY], tmp_path, {
                    **environment, "DJANGO_SETTINGS_MODULE": "schakel.web.settings"})  # fmt: skip
            if command.startswith("schakel serve"):
                with (tmp_path / "log").open("wb") as log:
                    served = subprocess.Popen(
                        command.split(), cwd=tmp_path / "code", env=environment, stderr=log,
                        start_new_session=True,
                    )  # fmt: skip
                wait_until_well(tmp_path, environment, port)
                done.append(command)
                continue
            run(["sh", "-euc", command], tmp_path, environment)
            done.append(command)
        assert served is not None
        served.send_signal(signal.SIGTERM)
        assert served.wait(40) == 0
    finally:
        if served is not None and served.poll() is None:
            os.killpg(served.pid, signal.SIGKILL)
    assert len(done) == len(commands()) > 12
    assert (tmp_path / "code" / "gegevens.json").read_text().count("anna@gemeente.example") >= 1
    # A job that fails is only in the log. While it starts the site says that it is not well yet.
    log_lines = (tmp_path / "log").read_text().splitlines()
    assert not [
        line for line in log_lines if '"level": "ERROR"' in line and "web:healthz 503" not in line
    ]


def run(command: list[str], tmp_path, environment: dict[str, str]) -> None:
    if command[0] == "python":
        command = [shutil.which("python", path=environment["PATH"]) or "python", *command[1:]]
    done = subprocess.run(
        command, cwd=tmp_path / "code", env=environment, capture_output=True, text=True,
        input="een zin die niemand raadt\n",
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}"


def wait_until_well(tmp_path, environment, port) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        done = subprocess.run(
            ["schakel", "health", "--port", port], cwd=tmp_path / "code", env=environment,
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode == 0:
            return
    pytest.fail(done.stdout)
