"""Find a PostgreSQL for the tests, or start one that ends with them."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
# One name for each working copy: two of them may test on one server at the same time.
NAME = f"schakel_{zlib.crc32(str(ROOT).encode()):08x}"


class Lacking(Exception):
    """Something that the tests need is not on this machine; says what and how to get it."""


def apt(*packages: str) -> bool:
    """Install Debian packages when we may; tells whether it did."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"installing {' '.join(packages)} with apt", flush=True)
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *arguments], env=quiet, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            return False
    return True


def _running() -> str | None:
    """A server at 127.0.0.1:5432 that lets us make databases without a password."""
    for user in dict.fromkeys((getpass.getuser(), "postgres")):
        try:
            with psycopg.connect(
                host="127.0.0.1", port=5432, user=user, dbname="postgres", connect_timeout=3
            ) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.OperationalError:
            continue
        if row and row[0]:
            return f"postgres://{user}@127.0.0.1:5432/{NAME}"
    return None


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def _own() -> Iterator[str]:
    programs = _programs()
    if programs is None and apt("postgresql"):
        programs = _programs()
    if programs is None:
        raise Lacking(
            "PostgreSQL: set DATABASE_URL, or install it (Debian: apt-get install postgresql)"
        )
    with tempfile.TemporaryDirectory(prefix="schakel-pg-") as folder:
        # PostgreSQL refuses to run as root.
        user = "postgres" if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, *arguments],
                user=user,
                cwd=folder,
                stdout=subprocess.DEVNULL,
                check=True,
            )

        run("initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", options, "start")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/{NAME}"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")


@contextmanager
def postgresql() -> Iterator[str]:
    """DATABASE_URL, else the server at 127.0.0.1:5432, else one of our own."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    elif running := _running():
        yield running
    else:
        with _own() as own:
            yield own


def chromium() -> str:
    """The path of Debian's Chromium; no test downloads a browser of its own."""
    names = ("chromium", "chromium-browser", "google-chrome")

    def look() -> str | None:
        given = os.environ.get("SCHAKEL_CHROMIUM")
        return given or next(filter(None, map(shutil.which, names)), None)

    found = look() or (look() if apt("chromium") else None)
    if not found or not Path(found).exists():
        raise Lacking("Chromium: set SCHAKEL_CHROMIUM, or install it (apt-get install chromium)")
    return found


if __name__ == "__main__":
    try:
        with postgresql() as url:
            print(url)
        print(chromium())
    except Lacking as lacking:
        sys.exit(f"this machine lacks {lacking}")
