"""Taking in the key figures, boundaries and health monitor of the whole country, from files.

Prints the median of three runs, each from an empty database, on SQLite and on the PostgreSQL of
DATABASE_URL, with the figures and boundaries that came in; and how long a page's figures take to
read. Fails above a minute for the import or 20 ms for the read. Without the files it says so.

    DATABASE_URL=postgres://... python bench/bench_areas.py [--runs 3]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import report

ROOT = Path(__file__).resolve().parent.parent
BOUND_SECONDS, BOUND_READ_MS, READS = 60.0, 20.0, 200
FILES = (
    "cbs/gemeenten_kerncijfers_2022.csv",
    "cbs/wijken_kerncijfers_2022.csv",
    "cbs/gezondheidsmonitor_18plus_2020_wijk_buurt.csv.gz",
    "geo/gemeenten_2022.geojson",
    "geo/wijken_2022.geojson",
    "geo/buurten_ermelo_2021.geojson",
)
READ = f"""
import statistics, time
from django.db import connection
from schakel.areas import queries
from schakel.areas.models import Boundary, Figures
from schakel.areas.queries import figures
keys = ["population", "share_65_plus", "owner_occupied", "lonely", "volunteer"]
areas = list(queries.current().filter(kind="wijk").select_related("parent__parent")[::15])
took = []
for area in areas[:{READS}]:
    began = time.perf_counter()
    figures.compare(area, keys)
    took.append((time.perf_counter() - began) * 1000)
count = sum(len(row) for row in Figures.objects.values_list("values", flat=True).iterator())
print(count, Boundary.objects.count(), statistics.median(took))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    folder = Path(os.environ.get("SCHAKEL_DATA") or ROOT.parent / "shared" / "data")
    paths = [folder / name for name in FILES]
    if not all(path.is_file() for path in paths):
        print(f"no real data in {folder}: nothing measured")
        return 0
    failed = False
    for vendor in ("sqlite", "postgresql"):
        if vendor == "postgresql" and not os.environ.get("DATABASE_URL"):
            print("postgresql: no DATABASE_URL, not measured")
            continue
        seconds, told = [], ""
        for _run in range(runs):
            took, told = measure(vendor, paths)
            seconds.append(took)
        figures, boundaries, read = told.split()
        median = statistics.median(seconds)
        print(
            f"{vendor}: import {median:.1f} s (median of {runs}; {min(seconds):.1f}-{max(seconds):.1f}), "
            f"{int(figures):,} figures, {int(boundaries):,} boundaries; "
            f"figures of a page {float(read):.2f} ms (median of {READS})"
        )
        late, slow = median > BOUND_SECONDS, float(read) > BOUND_READ_MS
        failed |= late or slow
        bound = f"under {BOUND_SECONDS:g} s"
        report.row(f"{vendor}: the country", seconds, "s", target=bound, holds=not late)
        bound = f"under {BOUND_READ_MS:g} ms"
        report.row(
            f"{vendor}: figures of a page, median of {READS}",
            [float(read)],
            "ms",
            target=bound,
            holds=not slow,
        )
    return int(failed)


def measure(vendor: str, paths: list[Path]) -> tuple[float, str]:
    """The seconds of one import into an empty database, and what a read then says."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "SCHAKEL_DATA_DIR": data}
        if vendor == "sqlite":
            environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "schakel.commands.main"]
        run = {"env": environment, "check": True, "capture_output": True, "text": True}
        if vendor == "postgresql":
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
        subprocess.run([*command, "migrate", "-v0"], **run)
        began = time.perf_counter()
        subprocess.run([*command, "areas", "import", *map(str, paths)], **run)
        took = time.perf_counter() - began
        return took, subprocess.run([*command, "shell", "-v0", "-c", READ], **run).stdout


if __name__ == "__main__":
    sys.exit(main())
