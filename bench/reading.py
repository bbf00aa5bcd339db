"""A site that is served as `schakel serve` serves it, and readers on the same machine. Linux only."""

import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8_471
READERS, PAUSE = 20, 1.0


def prepare() -> None:
    """Django with an empty PostgreSQL database of its own; leaves with 2 when there is none."""
    sys.path.insert(0, str(ROOT))
    if "DATABASE_URL" not in os.environ:
        print("set DATABASE_URL to an empty PostgreSQL database", file=sys.stderr)
        raise SystemExit(2)
    os.environ.setdefault("SCHAKEL_DATA_DIR", tempfile.mkdtemp())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def analyse() -> None:
    """What PostgreSQL does by itself within a minute: know what is in the tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


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


@contextmanager
def served() -> Iterator[int]:
    """Two web processes and the workers beside them; gives the process id.

    A site that was just filled in one go first does what its workers do once: the search index of
    all of it, small counts decided. What readers meet is a site that runs.
    """
    subprocess.run(
        [sys.executable, "-m", "schakel.commands.main", "work", "--once"], cwd=ROOT, check=True
    )
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
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def crowd(pages: Mapping[str, list[str]], seconds: float) -> dict[str, list[float]]:
    """Times by name of page of readers who wait between pages; each chooses for itself."""
    times: dict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + seconds

    def reader(seed: int) -> None:
        choose = random.Random(seed)
        time.sleep(choose.random() * PAUSE)
        while time.monotonic() < until:
            name = choose.choice(list(pages))
            times[name].append(read(choose.choice(pages[name])))
            time.sleep(PAUSE)

    threads = [threading.Thread(target=reader, args=(seed,)) for seed in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def alone(path: str, seconds: float, server: int) -> tuple[float, float]:
    """One reader without pauses: pages a second, and milliseconds of processor the web spent on each.

    The second hardly depends on what else the machine does.
    """
    began, spent, done = time.monotonic(), _processor(server), 0
    while time.monotonic() - began < seconds:
        read(path)
        done += 1
    return done / (time.monotonic() - began), (_processor(server) - spent) / done


def high(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


def _processor(parent: int) -> float:
    """Milliseconds of processor that a process and all that it started have used."""
    used, children = {}, defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(folder.name))
        used[int(folder.name)] = int(fields[11]) + int(fields[12])
    total, family = 0, [parent]
    while family:
        one = family.pop()
        total += used.get(one, 0)
        family += children[one]
    return total * 1000 / os.sysconf("SC_CLK_TCK")
