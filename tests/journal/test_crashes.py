"""SIGKILL at any moment, and two sealers at once: real processes on a database of their own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from schakel.journal import verify

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environment(tmp_path: Path, transactional_db: None) -> dict[str, str]:
    """Where the processes find a migrated database: a new file, or the test database itself."""
    given = os.environ | {
        "SCHAKEL_DATA_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }
    if connection.vendor == "postgresql":
        base = os.environ["DATABASE_URL"].rpartition("/")[0]
        return given | {"DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}"}
    given.pop("DATABASE_URL", None)
    schakel(given, "migrate", "--verbosity", "0", "--skip-checks")
    return given


def schakel(environment: dict[str, str], *arguments: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "schakel.commands.main", *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@contextmanager
def worker(environment: dict[str, str], verb: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that posts or seals until the end of the block, and is then killed with SIGKILL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journal.worker", verb],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
        assert process.poll() is None, "the worker stopped by itself"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def acknowledged(process: "subprocess.Popen[str]", count: int) -> list[int]:
    assert process.stdout is not None
    return [int(process.stdout.readline()) for _ in range(count)]


def rest(process: "subprocess.Popen[str]") -> list[int]:
    """What a killed process still managed to say, without a number that was cut off."""
    assert process.stdout is not None
    return [
        int(line) for line in process.stdout.read().splitlines(keepends=True) if line[-1] == "\n"
    ]


def exported(environment: dict[str, str]) -> tuple[list[bytes], list[int]]:
    """The export after everything is sealed, and the ids of its entries in order."""
    lines = schakel(environment, "journal", "export").splitlines(keepends=True)
    return lines, [json.loads(line)["entry"]["id"] for line in lines[1:-1]]


def test_killed_between_commit_and_seal_every_entry_gets_one_leaf(environment):
    with worker(environment, "post") as poster:
        ids = acknowledged(poster, 20)
    ids += rest(poster)

    lines, sealed = exported(environment)
    assert list(verify.verify(iter(lines))) == []
    assert len(sealed) == len(set(sealed))
    assert set(sealed) >= set(ids)
    assert exported(environment)[0] == lines


def test_sealer_killed_in_the_middle_leaves_a_tree_that_goes_on(environment):
    with worker(environment, "post") as poster:
        ids = acknowledged(poster, 5)
        for _ in range(3):
            with worker(environment, "seal") as sealer:
                acknowledged(sealer, 1)
                ids += acknowledged(poster, 20)
                acknowledged(sealer, 1)
    ids += rest(poster)

    lines, sealed = exported(environment)
    assert list(verify.verify(iter(lines))) == []
    assert len(sealed) == len(set(sealed))
    assert set(sealed) >= set(ids)


def test_two_sealers_at_once_number_without_gap_or_double(environment):
    with (
        worker(environment, "post") as poster,
        worker(environment, "seal") as first,
        worker(environment, "seal") as second,
    ):
        acknowledged(first, 1)
        acknowledged(second, 1)
        ids = acknowledged(poster, 150)
    ids += rest(poster)

    lines, sealed = exported(environment)
    assert list(verify.verify(iter(lines))) == []
    assert len(sealed) == len(set(sealed))
    assert set(sealed) >= set(ids)
