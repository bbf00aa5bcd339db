"""Run the measurements in bench/ and write what they found into docs/benchmarks.md.

    python tools/run_bench.py [NAME ...]     as `make bench ARGS="allocation journal"`

Each bench/bench_NAME.py is a program that fails when its bound is broken. Without names all of them
run. Only the sections of what ran are written anew; each tells its own day and machine. A program
gets a PostgreSQL database of its own in DATABASE_URL, dropped afterwards, and in
SCHAKEL_BENCH_ROWS the file for its rows (`bench/report.py`).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from bench_document import Section, machine, rows_of, versions, written
from databases import ROOT, Lacking, postgresql

DOCUMENT = ROOT / "docs" / "benchmarks.md"
WITHOUT_DATABASE = ("allocation",)


def measure(name: str, url: str | None) -> Section:
    print(f"\n=== {name}", flush=True)
    program = ROOT / "bench" / f"bench_{name}.py"
    began, load = datetime.now(UTC), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows"
        rows.touch()
        environment = {**os.environ, "SCHAKEL_BENCH_ROWS": str(rows)}
        if url is None or name in WITHOUT_DATABASE:
            code, server = run(program, environment), ""
        else:
            code, server = with_database(program, environment, name, url)
        return Section(
            name=name,
            about=about(program),
            day=f"{began:%Y-%m-%d %H:%M} UTC",
            machine=f"{machine()}; load {load:.1f} at the start",
            versions=versions(server),
            rows=rows_of(rows.read_text(encoding="utf-8")),
            passed=code == 0,
        )


def run(program: Path, environment: dict[str, str]) -> int:
    command = [sys.executable, program]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def with_database(
    program: Path, environment: dict[str, str], name: str, url: str
) -> tuple[int, str]:
    """The program's exit status, and the version of the server."""
    server = url.rpartition("/")[0].replace("postgres://", "postgresql://", 1)
    database = f"schakel_bench_{name}_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')
        try:
            own = {"DATABASE_URL": f"{url.rpartition('/')[0]}/{database}"}
            code = run(program, environment | own)
        finally:
            connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
        row = connection.execute("SHOW server_version").fetchone()
    return code, row[0].split()[0] if row else ""


def about(program: Path) -> str:
    """The first paragraph of what the program says of itself."""
    return program.read_text(encoding="utf-8").split('"""')[1].split("\n\n")[0].replace("\n", " ")


def main() -> int:
    known = sorted(path.stem.removeprefix("bench_") for path in ROOT.glob("bench/bench_*.py"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(known)}")
    names = parser.parse_args().names or known
    if unknown := sorted(set(names) - set(known)):
        print(f"bench: no {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    failed = []
    try:
        with postgresql() if set(names) - set(WITHOUT_DATABASE) else nullcontext() as url:
            for name in names:
                section = measure(name, url)
                # At once: what was measured stays, whatever happens to the next.
                old = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
                DOCUMENT.write_text(written(old, section), encoding="utf-8")
                if not section.passed:
                    failed.append(name)
    except Lacking as lacking:
        print(f"make bench: this machine lacks {lacking}", file=sys.stderr)
        return 2
    if failed:
        print(f"bench: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
