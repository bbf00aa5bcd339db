"""Writing a backup while the site runs: everything as it was at one moment."""

import base64
import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from schakel import __version__
from schakel.base.backup import tables

FORMAT = "schakel-backup-1"
_PART = 192 * 1024


def write(out: IO[bytes]) -> dict[str, int]:
    """Write all rows and files to `out`; returns how many of each.

    Rows are those of one moment, whatever is written meanwhile. Files come after them: one that
    was added meanwhile comes along without its row, one that was removed meanwhile does not come.
    """
    hashed, counted = sha256(), {"rows": 0, "files": 0}
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, mtime=0) as packed:

        def put(value: Any) -> None:
            spelled = value if isinstance(value, bytes) else tables.line(value)
            hashed.update(spelled + b"\n")
            packed.write(spelled + b"\n")

        put(
            {
                "backup": FORMAT,
                "version": __version__,
                "at": timezone.now().isoformat(timespec="seconds"),
                "migrations": tables.migrations(),
                "key": tables.key_fingerprint(),
            }
        )
        with _one_moment():
            for model in tables.kept():
                put(
                    {
                        "table": model._meta.db_table,
                        "columns": [f.column for f in tables.columns(model)],
                    }
                )
                of_table, rows = sha256(), 0
                for row in tables.lines(model):
                    put(row)
                    of_table.update(row + b"\n")
                    rows += 1
                put({"rows": rows, "sha256": of_table.hexdigest()})
                counted["rows"] += rows
        for path in _files():
            counted["files"] += _file(path, put)
        put({"end": hashed.hexdigest()})
    return counted


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees the database as it is now, and keeps nobody from writing."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    sqlite: Any = connection if connection.vendor == "sqlite" else None
    was = getattr(connection, "transaction_mode", None)
    if sqlite:
        # Ours otherwise begins by taking the pen.
        sqlite.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            if not sqlite:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if sqlite:
            sqlite.transaction_mode = was


def _files() -> Iterator[Path]:
    for folder, names, files in os.walk(settings.MEDIA_ROOT):
        names.sort()
        yield from (Path(folder) / name for name in sorted(files))


def _file(path: Path, put: Any) -> int:
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return 0
    with source:
        put({"file": path.relative_to(settings.MEDIA_ROOT).as_posix()})
        of_file, size = sha256(), 0
        while part := source.read(_PART):
            put({"part": base64.b64encode(part).decode()})
            of_file.update(part)
            size += len(part)
        put({"size": size, "sha256": of_file.hexdigest()})
    return 1
