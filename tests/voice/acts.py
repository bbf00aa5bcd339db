"""What a process of its own does in a test: `python -m tests.voice.acts ACT < given.json > said.json`."""

import json
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from schakel.base.exceptions import SchakelError, TooManyAttempts  # noqa: E402
from schakel.voice import attempts, codes, queries, services  # noqa: E402
from schakel.voice.models import Ballot, BallotBox, Voter  # noqa: E402
from tests.factories import voice as factory  # noqa: E402

# Cheap here, so that processes are at the database at the same time, and not at the hash.
codes._SCRYPT_N = 2


def migrate() -> bool:
    """From here, because the kind of process of these tests has its rows in the database too."""
    call_command("migrate", verbosity=0)
    return True


def make(codes_wanted: int, **how: Any) -> dict[str, Any]:
    box = factory.make_box(**how)
    issued = services.issue_codes(factory.SYSTEM, box, codes_wanted)
    return {
        "box": box.pk,
        "address": box.dossier.address,
        "codes": [one.code for one in issued],
    }


def cast(box: int, votes: list[tuple[str, list[str]]], threads: int = 1) -> dict[str, str]:
    """Cast these votes, spread over threads; what was acknowledged, and the refusals."""
    found = BallotBox.objects.get(pk=box)
    said: dict[str, str] = {}

    def some(share: list[tuple[str, list[str]]]) -> None:
        for code, choices in share:
            try:
                services.cast(factory.SYSTEM, found, code, choices)
                said[code] = "counts"
            except SchakelError as refusal:
                said[code] = str(refusal)
        connections.close_all()

    running = [threading.Thread(target=some, args=[votes[n::threads]]) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return said


def guess(box: int, address: str, times: int) -> dict[str, int]:
    """Try wrong codes; how often each answer came."""
    found = BallotBox.objects.get(pk=box)
    said = {"wrong": 0, "too many": 0}
    for _ in range(times):
        try:
            attempts.check_code(factory.SYSTEM, found, codes.draw(), address=address)
        except TooManyAttempts:
            said["too many"] += 1
        except SchakelError:
            said["wrong"] += 1
    return said


def mix(times: int, pause: float = 0) -> int:
    between = threading.Event()
    return sum(services.mix_open_boxes() + between.wait(pause) for _ in range(times))


def close(box: int, after: int = 0) -> dict[str, Any]:
    """Close a box, as soon as there are this many ballots in it."""
    while Ballot.objects.filter(box=box).count() < after:
        pass
    closed = factory.close(BallotBox.objects.select_related("dossier__process").get(pk=box))
    return {"head": closed.head, "count": closed.count, "log": _log_size()}


def _log_size() -> int:
    """How many bytes of last writes SQLite still keeps beside the database."""
    if connection.vendor != "sqlite":
        return 0
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    return log.stat().st_size if log.exists() else 0


def result(box: int) -> dict[str, Any]:
    """What a closed box says."""
    found = BallotBox.objects.get(pk=box)
    turnout = queries.turnout(found)
    return {
        "ballots": [[list(choices), times] for choices, times in queries.ballots(found)],
        "used": turnout.used,
        "count": turnout.ballots,
    }


def inside(box: int, codes_given: list[str]) -> dict[str, Any]:
    """What the tables of an open box hold of each code. Only somebody with the codes can ask this."""
    found = BallotBox.objects.get(pk=box)
    rows = dict(Ballot.objects.filter(box=found).values_list("locator", "choices"))
    used = dict(Voter.objects.filter(box=found).values_list("code_hash", "used"))
    each = {}
    for code in codes_given:
        read = codes.read(code) or ""
        each[code] = [
            used[codes.electorate_hashes(read, found)[0]],
            rows.get(codes.locator(read, found.salt)),
        ]
    return {"each": each, "used": sum(used.values()), "ballots": len(rows)}


def check_database() -> str:
    """What the database itself says about being whole."""
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return str(cursor.fetchone()[0])


if __name__ == "__main__":
    random.seed()
    act: Callable[..., Any] = globals()[sys.argv[1]]
    json.dump(act(**json.load(sys.stdin)), sys.stdout)
