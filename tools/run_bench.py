"""Run every measurement in bench/: each file is a program that fails when its bound is broken.

Each gets a PostgreSQL database of its own in DATABASE_URL, which is dropped afterwards.
"""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from databases import ROOT, Lacking, postgresql


def measure(program: Path, url: str) -> bool:
    server = url.rpartition("/")[0].replace("postgres://", "postgresql://", 1)
    name = f"schakel_bench_{program.stem}_{os.getpid()}"
    print(f"\n=== {program.stem}", flush=True)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            own = f"{url.rpartition('/')[0]}/{name}"
            return not subprocess.run(
                [sys.executable, program],
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": own},
                check=False,
            ).returncode
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def main() -> int:
    programs = sorted((ROOT / "bench").glob("bench_*.py"))
    try:
        with postgresql() as url:
            failed = [program.stem for program in programs if not measure(program, url)]
    except Lacking as lacking:
        print(f"make bench: this machine lacks {lacking}", file=sys.stderr)
        return 2
    if failed or not programs:
        print(f"bench: failed: {', '.join(failed) or 'nothing to measure'}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
