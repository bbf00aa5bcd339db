"""What the journal costs: `python bench/bench_journal.py [--runs 5] [--pairs 6]`.

For SQLite, and for PostgreSQL when DATABASE_URL names a server, on a new database each:

- entry: transactions a second that insert one plain row, and that post one entry beside it.
- sealer: posting a second with the sealer stopped and running, as the worker runs it (every second).

Both sides alternate in slices of at most a second, so that a busy machine weighs on them alike; the
table holds medians of the runs, and the median of the ratios within a run. Last, the verifier over a
large export. Exit status 1 when posting beside the sealer keeps less than 90 %.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import report

KEPT = 0.90


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pairs", type=int, default=6, help="pairs of one-second slices in a run")
    parser.add_argument("--lines", type=int, default=1_000_000, help="entries for the verifier")
    parser.add_argument("--one", choices=["sqlite", "postgresql"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return measure(options)
    worst = 0
    for vendor in ("sqlite", "postgresql"):
        if vendor == "postgresql" and not os.environ.get("DATABASE_URL"):
            print("postgresql   not measured: DATABASE_URL is not set")
            continue
        worst |= in_own_database(vendor, sys.argv[1:])
    verifier(options.lines)
    return worst


def in_own_database(vendor: str, arguments: list[str]) -> int:
    """Measure in a process with settings of its own, on a database that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SCHAKEL_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": os.environ.get(
                "DJANGO_SETTINGS_MODULE", "schakel.web.settings"
            ),
        }
        url = environment.pop("DATABASE_URL", "")
        command = [sys.executable, __file__, "--one", vendor, *arguments]
        if vendor == "sqlite":
            return subprocess.run(command, env=environment, check=False).returncode
        import psycopg

        name = f"schakel_bench_{os.getpid()}"
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            try:
                environment["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{name}"
                return subprocess.run(command, env=environment, check=False).returncode
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measure(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from schakel.journal import services

    call_command("migrate", verbosity=0, skip_checks=True)
    with connection.cursor() as cursor:
        kind = "INTEGER" if connection.vendor == "sqlite" else "BIGSERIAL"
        cursor.execute(f"CREATE TABLE bench_plain (id {kind} PRIMARY KEY, facts TEXT NOT NULL)")

    def plain() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_plain (facts) VALUES (%s)", ["{}"])

    def with_entry() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO bench_plain (facts) VALUES (%s)", ["{}"])
            post()

    def entry_alone() -> None:
        with transaction.atomic():
            post()

    def post() -> None:
        services.post(
            verb="round.decide",
            dossier=None,
            office="Gemeente, gebiedsmanager",
            ground="verordening-3",
            reason="De bewoners kozen deze plannen; het geld is op.",
            facts={"winners": ["a", "b", "c"], "cost": 1_980_000},
        )

    results: dict[str, list[float]] = {name: [] for name in ("plain", "entry", "off", "on")}
    sealer = subprocess.Popen(
        [sys.executable, "-c", SEALER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ,
    )
    assert sealer.stdin is not None and sealer.stdout is not None
    for _ in range(options.runs):
        counts = dict.fromkeys(results, 0.0)
        for pair in range(options.pairs):
            # There and back again: a load that grows or falls weighs on both sides alike.
            for name in ("plain", "entry") if pair % 2 else ("entry", "plain"):
                counts[name] += rate(plain if name == "plain" else with_entry, 0.5)
            for name in ("off", "on") if pair % 2 else ("on", "off"):
                services.seal()
                if name == "on":
                    sealer.stdin.write(b"go\n")
                    sealer.stdin.flush()
                counts[name] += rate(entry_alone, 1)
                if name == "on":
                    sealer.stdin.write(b"rest\n")
                    sealer.stdin.flush()
                    sealer.stdout.readline()
        for name, total in counts.items():
            results[name].append(total / options.pairs)
    sealer.kill()
    sealer.wait()
    services.seal()

    def ratio(part: str, whole: str) -> float:
        pairs = zip(results[part], results[whole], strict=True)
        return statistics.median(one / other for one, other in pairs)

    middle = {name: statistics.median(rates) for name, rates in results.items()}
    kept = ratio("on", "off")
    vendor = f"{options.one:<12}"
    extra = 1000 / middle["entry"] - 1000 / middle["plain"]
    print(
        f"{vendor} plain row {middle['plain']:7.0f}/s   row + entry {middle['entry']:7.0f}/s "
        f"  ratio {ratio('entry', 'plain'):.2f}   an entry adds {extra:.2f} ms"
    )
    spread = ", ".join(
        f"{on / off:.2f}" for on, off in zip(results["on"], results["off"], strict=True)
    )
    print(
        f"{vendor} sealer off {middle['off']:6.0f}/s   sealer on {middle['on']:9.0f}/s "
        f"  ratio {kept:.2f}   (runs: {spread}; at least {KEPT:.2f})"
    )
    report.row(f"{options.one}: posting", results["off"], "a second")
    report.row(
        f"{options.one}: kept beside the sealer",
        [on / off for on, off in zip(results["on"], results["off"], strict=True)],
        "x",
        target=f"at least {KEPT:g}",
        holds=kept >= KEPT,
    )
    started = time.perf_counter()
    backlog = 5_000
    with transaction.atomic():
        for _ in range(backlog):
            post()
    posted = time.perf_counter()
    services.seal()
    print(
        f"{vendor} {backlog} entries in one transaction {posted - started:.2f} s, "
        f"sealed in {time.perf_counter() - posted:.2f} s"
    )
    return int(kept < KEPT)


# Twice in each second of posting, so that nearly all its entries are sealed within it; the worker does
# so once.
SEALER = """
import sys, time, django
django.setup()
from schakel.journal import services
for line in sys.stdin:
    if line == "go\\n":
        for _ in range(2):
            time.sleep(0.45)
            services.seal_recent()
    else:
        print("rests", flush=True)
"""


def rate(act: Callable[[], None], seconds: float) -> float:
    """Acts a second."""
    count = 0
    started = time.perf_counter()
    while (now := time.perf_counter()) - started < seconds:
        act()
        count += 1
    return count / (now - started)


def verifier(lines: int) -> None:
    """The stand-alone verifier over a large export, in a process of its own."""
    from schakel.journal import verify

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "logboek.jsonl"
        write_export(path, lines)
        started = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-I", "-S", verify.__file__, str(path)])
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - started
        assert status == 0
        memory = usage.ru_maxrss // 1024
        size = path.stat().st_size / 1e6
        busy = usage.ru_utime + usage.ru_stime
        print(
            f"verifier     {lines} entries ({size:.0f} MB) in {took:.1f} s, of which {busy:.1f} s "
            f"computing; at most {memory} MB of memory"
        )
        report.row(
            f"verifier: {lines:,} entries", [took], "s", note=f"at most {memory} MB of memory"
        )


def write_export(path: Path, lines: int) -> None:
    from hashlib import sha256

    from schakel.journal import merkle, verify

    tree = merkle.Frontier()
    with path.open("wb") as file:
        file.write(verify.HEADER)
        for number in range(lines):
            entry = {
                "at": "2026-01-01T00:00:00.000000Z",
                "digest": sha256(str(number).encode()).hexdigest(),
                "dossier": None,
                "ground": "verordening-3",
                "id": number + 1,
                "office": "Gemeente, gebiedsmanager",
                "reason": "De bewoners kozen deze plannen; het geld is op.",
                "verb": "round.decide",
            }
            leaf = merkle.leaf_hash(verify.canonical(entry).encode())
            tree.add(leaf)
            file.write(verify.entry_line(entry, leaf.hex(), number))
        file.write(verify.head_line(tree.size, tree.root().hex()))


if __name__ == "__main__":
    sys.exit(main())
