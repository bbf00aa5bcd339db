"""What the tests of backups share: an installation with rows and files, and ways to look at it."""

import gzip
import io
import os
import subprocess
import sys
from hashlib import sha256

from django.core.management import call_command
from django.db import connection, transaction

from schakel.base import backup, triggers
from tests.conftest import ROOT


def kept() -> bytes:
    out = io.BytesIO()
    backup.write(out)
    return out.getvalue()


def of_files(root) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def wipe() -> None:
    """An empty installation, as a new machine has it after `migrate`."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name, (table, _) in triggers.installed(connection).items():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
    call_command("flush", interactive=False, verbosity=0)
    triggers.install(connection)


def wipe_files(root) -> None:
    for path in sorted(root.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


def changed(file: bytes, change) -> bytes:
    """The backup with its lines changed, and packed again."""
    return gzip.compress(b"\n".join(change(gzip.decompress(file).split(b"\n"))))


def run(folder, *arguments: object, database: str = "", stdin: bytes = b"", program: str = ""):
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "SCHAKEL_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "schakel.web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", program]
        if program
        else [sys.executable, "-m", "schakel.commands.main", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        input=stdin,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def rows_of(file: bytes) -> list[bytes]:
    """All but the first and last line, which name the moment and the key."""
    return gzip.decompress(file).split(b"\n")[1:-2]
