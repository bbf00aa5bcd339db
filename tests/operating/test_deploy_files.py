"""deploy/: the steps of the container file, run without a container, and what each file promises.

No image is built here: that needs a registry and a builder. What a step does is tested; that the
base image holds what the steps ask of it is not.
"""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time

import pytest
from django.db import connection

from tests.conftest import ROOT
from tests.operating.installing import FETCH, checkout, lend
from tests.project.files import tracked

# These start programs of their own, on SQLite; a second time on PostgreSQL would tell nothing new.
once = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="run once, with the suite on SQLite"
)
DEPLOY = ROOT / "deploy"


def steps() -> list[tuple[str, str]]:
    """(instruction, rest) of the container file, continued lines joined."""
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            found.append((word, " ".join(rest.split())))
    return found


def stages() -> list[list[tuple[str, str]]]:
    split: list[list[tuple[str, str]]] = []
    for step in steps():
        if step[0] == "FROM":
            split.append([])
        split[-1].append(step)
    return split


def test_the_image_runs_as_nobody_and_holds_no_secret():
    build, final = stages()
    words = dict(final)
    assert words["USER"].isdecimal() and words["USER"] != "0"
    assert words["VOLUME"] == '["/data"]'
    assert words["HEALTHCHECK"].endswith('CMD ["schakel", "health"]')
    assert json.loads(words["ENTRYPOINT"]) == ["schakel"]
    text = (DEPLOY / "Containerfile").read_text()
    assert not re.search(r"(?i)password|secret_key|database_url|token", text)
    # The last stage installs nothing: what built the package stays behind.
    assert not any("pip" in rest or "apt" in rest for word, rest in final if word == "RUN")
    assert any(FETCH in rest for word, rest in build)


@pytest.fixture
def machine(tmp_path):
    """The first stage carried out in folders of the test, in the place of / of a container."""
    context, root = tmp_path / "context", tmp_path / "root"
    checkout(context)
    where = root / "build"
    for word, rest in stages()[0]:
        if word == "WORKDIR":
            where = root / rest.lstrip("/")
            where.mkdir(parents=True, exist_ok=True)
        elif word == "COPY":
            *sources, target = rest.split()
            for source in sources:
                place(context / source, where / target, target)
        elif word == "RUN":
            if FETCH in rest:
                lend(root / "srv/schakel")
                continue
            command = rest.replace("/srv/schakel", str(root / "srv/schakel"))
            (root / "srv").mkdir(exist_ok=True)
            done = subprocess.run(
                ["sh", "-euc", command], cwd=where, capture_output=True, text=True
            )
            assert done.returncode == 0, f"{command}\n{done.stderr[-2000:]}"
        else:
            assert word == "FROM", word
    # The second stage has the result only.
    shutil.rmtree(root / "build")
    shutil.rmtree(context)
    return root


def place(source, target, written: str) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    elif written.endswith("/"):
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target / source.name)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


@once
def test_what_the_steps_install_serves_a_site_that_is_well(machine, tmp_path):
    final = dict(stages()[1])
    data = tmp_path / "data"
    data.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(data)}
    for pair in shlex.split(final["ENV"]):
        name, _, value = pair.partition("=")
        value = value.replace("$PATH", environment["PATH"]).replace(
            "/srv/schakel", str(machine / "srv/schakel")
        )
        environment[name] = str(data) if value == "/data" else value
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    entry, command = json.loads(final["ENTRYPOINT"]), json.loads(final["CMD"])
    program = [str(machine / "srv/schakel/bin" / entry[0])]
    subprocess.run([*program, "migrate", "--verbosity", "0"], cwd=data, env=environment, check=True)
    served = subprocess.Popen(
        [*program, *command, "--port", port], cwd=data, env=environment, start_new_session=True
    )
    try:
        health = json.loads(final["HEALTHCHECK"].partition("CMD ")[2])
        until = time.monotonic() + 90
        while time.monotonic() < until:
            done = subprocess.run(
                [*program, *health[1:], "--port", port], cwd=data, env=environment,
                capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode == 0:
                break
        assert done.stdout == "ok\n"
        served.send_signal(signal.SIGTERM)
        assert served.wait(40) == 0
    finally:
        if served.poll() is None:
            os.killpg(served.pid, signal.SIGKILL)
    # Templates, translations and styles came along in the package, and nothing was written elsewhere.
    package = next((machine / "srv/schakel/lib").glob("python3.*/site-packages/schakel"))
    ours = ROOT / "src" / "schakel"
    # The source of the translations stays behind; what it is compiled to does not.
    wanted = {path.relative_to(ours) for path in tracked() if ours in path.parents}
    missing = {path for path in wanted if not (package / path).exists() and path.suffix != ".po"}
    assert missing == set()
    assert (data / "schakel.sqlite3").is_file() and (data / "static").is_dir()


def test_the_compose_example_keeps_the_container_small_and_closed():
    text = (DEPLOY / "compose.yaml").read_text()
    site = text.partition("\n  site:")[2]
    for line in (
        "read_only: true",
        'cap_drop: ["ALL"]',
        "no-new-privileges:true",
        "127.0.0.1:8000",
    ):
        assert line in site
    assert not re.search(r"(?im)^\s*(POSTGRES_PASSWORD|DATABASE_URL|SCHAKEL_SECRET_KEY):", text)


def test_the_unit_starts_a_command_that_exists_and_gives_it_time_to_stop():
    from schakel.commands import main, serve

    unit = dict(
        line.split("=", 1)
        for line in (DEPLOY / "schakel.service").read_text().splitlines()
        if "=" in line and not line.startswith("#")
    )
    assert unit["ExecStart"].split()[-1] in main.COMMANDS
    assert int(unit["TimeoutStopSec"]) > serve._TIME_TO_STOP
    assert unit["User"] == "schakel" and unit["NoNewPrivileges"] == "true"
    if shutil.which("systemd-analyze"):
        done = subprocess.run(
            ["systemd-analyze", "verify", DEPLOY / "schakel.service"],
            capture_output=True,
            text=True,
        )
        complaints = [line for line in done.stderr.splitlines() if "schakel.service" in line]
        assert [c for c in complaints if "is not executable" not in c] == []
