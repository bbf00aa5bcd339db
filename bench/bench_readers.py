"""Twenty readers who wait a second between pages: how long does a page take, and how many fit?

A municipality of 1,000 rounds on PostgreSQL, served as `schakel serve` serves it with two web
processes, read over HTTP from a second process on the same machine. Prints the 50th and 95th
percentile of each page and fails when a list's 95th is above its bound. Then one reader without
pauses, for pages a second.

    DATABASE_URL=postgres://... python bench/bench_readers.py [--seconds 30]
"""

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
READERS, PAUSE, BOUND_MS, ROUNDS, PORT = 20, 1.0, 100, 1_000, 8_471


def fill() -> dict[str, str]:
    """1,000 rounds in preparation and one that is decided; the addresses to read."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from schakel.areas.queries import by_code
    from schakel.funding import services as funding
    from schakel.funding.models import Round
    from tests import world

    if by_code("GM9990"):
        town_round = Round.objects.filter(dossier__title="Besloten").first()
    else:
        town = world.build()
        pot = funding.create_pot(
            town.actors["official"],
            name="Grote pot",
            municipality=town.municipality,
            year=timezone.localdate().year,
            amount_cents=ROUNDS * 100_000,
            source="Besluit",
        )
        for number in range(ROUNDS):
            opens = timezone.now() + timedelta(days=30, minutes=number)
            funding.create_round(
                town.actors["official"],
                pot=pot,
                title=f"Ronde {number}",
                purpose="Bewoners verdelen geld.",
                area=town.area,
                budget_cents=100_000,
                regulation="Regeling",
                decides="bewoners",
                vote=(opens, opens + timedelta(days=10)),
                result_by=opens + timedelta(days=20),
            )
        town_round = town.decided
    return {
        "list of rounds": "/geld/",
        "decisions": "/besluiten/",
        "front": "/",
        "result": town_round.dossier.get_absolute_url(),
        "neighbourhood": town_round.dossier.area.get_absolute_url(),
    }


def read(path: str) -> float:
    """Milliseconds for one page over a connection of its own, as a phone makes it."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return (time.perf_counter() - began) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    seconds = parser.parse_args().seconds
    if "DATABASE_URL" not in os.environ:
        print("readers: set DATABASE_URL to an empty PostgreSQL database", file=sys.stderr)
        return 2
    os.environ.setdefault("SCHAKEL_DATA_DIR", tempfile.mkdtemp())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
    pages = fill()
    server = subprocess.Popen(
        [sys.executable, "-m", "schakel.commands.main", "serve", "--port", str(PORT)], cwd=ROOT
    )
    try:
        for _ in range(100):
            try:
                read("/livez")
                break
            except OSError:
                time.sleep(0.2)
        times: dict[str, list[float]] = defaultdict(list)
        until = time.monotonic() + seconds

        def reader(seed: int) -> None:
            choose = random.Random(seed)
            time.sleep(choose.random() * PAUSE)
            while time.monotonic() < until:
                name = choose.choice(list(pages))
                times[name].append(read(pages[name]))
                time.sleep(PAUSE)

        threads = [threading.Thread(target=reader, args=(seed,)) for seed in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"{READERS} readers, {PAUSE:g} s between pages, {ROUNDS:,} rounds")
        print(f"{'page':18} {'pages':>6} {'p50 ms':>8} {'p95 ms':>8}")
        slow = []
        for name in pages:
            ordered = sorted(times[name])
            high = ordered[int(len(ordered) * 0.95)]
            print(f"{name:18} {len(ordered):6} {statistics.median(ordered):8.1f} {high:8.1f}")
            if name == "list of rounds" and high > BOUND_MS:
                slow.append(name)
        began, done = time.monotonic(), 0
        while time.monotonic() - began < 5:
            read(pages["list of rounds"])
            done += 1
        print(f"one reader without pauses: {done / 5:.0f} list pages a second")
        return 1 if slow else 0
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
