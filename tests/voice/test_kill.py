"""SIGKILL of the whole server in the middle of a thousand votes: nothing acknowledged is lost."""

import http.client
import json
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.voice.conftest import Installation

VOTES = 1_000
PROCESSES = 8
THREADS = 8


@contextmanager
def serving(installation: Installation) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """The site on a free port, as a group of processes that can be killed at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = installation.start(
        "-m", "gunicorn", "tests.voice.server:application", "--bind", f"127.0.0.1:{port}",
        "--workers", "3", "--worker-class", "gthread", "--threads", "4", "--no-control-socket",
        start_new_session=True,
    )  # fmt: skip
    try:
        _wait_until_up(port, server)
        yield port, server
    finally:
        _kill(server)


def _wait_until_up(port: int, server: "subprocess.Popen[str]") -> None:
    pause = threading.Event()
    for _ in range(1_200):
        assert server.poll() is None, "the server stopped"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/livez")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pause.wait(0.05)
    pytest.fail("the server did not come up within a minute")


def _kill(server: "subprocess.Popen[str]") -> None:
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    server.wait()


class Voters:
    """Processes that vote; what was acknowledged, known the moment it was."""

    def __init__(
        self, installation: Installation, port: int, path: str, votes: dict[str, list[str]]
    ) -> None:
        self.acknowledged: set[str] = set()
        self._changed = threading.Condition()
        self._listening = []
        each = list(votes.items())
        for number in range(PROCESSES):
            process = installation.start("-m", "tests.voice.voters")
            assert process.stdin
            share = each[number::PROCESSES]
            json.dump(
                {"port": port, "path": path, "votes": share, "threads": THREADS}, process.stdin
            )
            process.stdin.close()
            thread = threading.Thread(target=self._listen, args=[process])
            thread.start()
            self._listening.append(thread)

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout
        for line in process.stdout:
            code, status = line.split()
            with self._changed:
                if status == "302":
                    self.acknowledged.add(code)
                self._changed.notify()
        process.wait()

    def wait_for(self, number: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= number, timeout=120)

    def finish(self) -> set[str]:
        for thread in self._listening:
            thread.join()
        return self.acknowledged


def test_killed_server_loses_no_acknowledged_vote_and_leaves_no_half_one(installation):
    made = installation.do("make", codes_wanted=VOTES)
    box, path = made["box"], f"/stemmen/{made['address']}/klaar/"
    votes = {code: [["a"], ["b"], ["a", "c"]][n % 3] for n, code in enumerate(made["codes"])}

    with serving(installation) as (port, server):
        mixing = installation.act("mix", times=10_000, pause=0.3)
        voters = Voters(installation, port, path, votes)
        voters.wait_for(VOTES // 4)
        _kill(server)
        mixing.kill()
        mixing.wait()
        acknowledged = voters.finish()

    assert VOTES // 4 <= len(acknowledged) < VOTES
    assert installation.do("check_database") == "ok"
    found = installation.do("inside", box=box, codes_given=made["codes"])
    each = found["each"]
    assert {code: each[code] for code in acknowledged} == {
        code: [True, votes[code]] for code in acknowledged
    }
    assert all(each[code] in ([True, votes[code]], [False, None]) for code in votes)
    stored = sum(used for used, _ in each.values())
    assert found["used"] == found["ballots"] == stored >= len(acknowledged)

    rest = {code: choices for code, choices in votes.items() if not each[code][0]}
    with serving(installation) as (port, _):
        again = Voters(installation, port, path, rest).finish()

    assert again == set(rest)
    assert installation.do("close", box=box)["count"] == VOTES
    assert installation.do("result", box=box) == {
        "ballots": [[["a"], 334], [["a", "c"], 333], [["b"], 333]],
        "used": VOTES,
        "count": VOTES,
    }
