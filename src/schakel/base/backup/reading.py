"""Putting a backup back: all of it or nothing, and only where it does not overwrite by surprise."""

import base64
import binascii
import gzip
import json
import shutil
import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction

from schakel import __version__
from schakel.base import triggers
from schakel.base.backup import tables
from schakel.base.backup.writing import FORMAT
from schakel.base.exceptions import InputRefused

_LONGEST_LINE = 256 * 1024 * 1024
_BATCH = 500


@dataclass(frozen=True)
class Restored:
    rows: int
    files: int
    at: str
    same_key: bool


def restore(source: IO[bytes], *, replace: bool = False) -> Restored:
    """Put back what `write` wrote, into the tables of this same version.

    Raises InputRefused, with nothing changed, for a file that is damaged, cut off or of another
    version, and for a database that holds data, unless `replace`.
    """
    reader = _Reader(source)
    head = reader.head()
    full = [model for model in tables.kept() if not tables.is_shipped(model) and _has_rows(model)]
    media = Path(settings.MEDIA_ROOT)
    if not replace and (full or (media.is_dir() and any(media.iterdir()))):
        what = full[0]._meta.db_table if full else str(media)
        raise InputRefused(
            f"this installation holds data already ({what}). Restore into an empty one, or give "
            "--replace to throw away what is there."
        )
    staged = media.with_name(f"{media.name}.restoring")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        with transaction.atomic():
            _drop_triggers()
            _empty()
            rows = sum(_table(reader, model) for model in tables.kept())
            files = _files(reader, staged)
            _check(reader)
            triggers.install(connection)
            _number_on()
        _swap(staged, media)
    except IntegrityError as error:
        raise InputRefused(
            f"the backup does not fit together ({str(error).splitlines()[0]}). Nothing was changed."
        ) from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    same_key = head["key"] in {tables.key_fingerprint(key) for key in known}
    return Restored(rows, files, head["at"], same_key)


class _Reader:
    """The lines of a backup, each checked against what was announced."""

    def __init__(self, source: IO[bytes]) -> None:
        self._packed = gzip.GzipFile(fileobj=source, mode="rb")
        self._hashed, self._number = sha256(), 0
        self.expected: dict[str, str] = {}

    def head(self) -> dict[str, Any]:
        try:
            head = self.object("backup")
        except InputRefused:
            raise InputRefused("this is not a backup of Schakel.") from None
        if head["backup"] != FORMAT:
            raise InputRefused(f"this version of Schakel reads {FORMAT}, not {head['backup']}.")
        if head["migrations"] != tables.migrations():
            raise InputRefused(
                f"the backup is of Schakel {head['version']} with other tables than this version "
                f"({__version__}). Restore it with the version that made it, then upgrade."
            )
        return head

    def next(self) -> Any:
        try:
            text = self._packed.readline(_LONGEST_LINE)
        except (OSError, EOFError, zlib.error):
            text = b""
        self._number += 1
        if not text.endswith(b"\n"):
            raise self.damaged()
        self._before = self._hashed.hexdigest()
        self._hashed.update(text)
        self.text = text
        try:
            return json.loads(text)
        except ValueError:
            raise self.damaged() from None

    def object(self, key: str) -> dict[str, Any]:
        found = self.next()
        if not isinstance(found, dict) or key not in found:
            raise self.damaged()
        return found

    def ends(self, found: dict[str, Any]) -> bool:
        return found.get("end") == self._before

    def damaged(self) -> InputRefused:
        return InputRefused(
            f"the backup is damaged or cut off at line {self._number}. Nothing was changed; "
            "use another backup."
        )


def _has_rows(model: tables.Model) -> bool:
    return bool(model._base_manager.exists())


def _drop_triggers() -> None:
    """They refuse what a restore does, and come back before it ends: other users see neither."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name, (table, _) in triggers.installed(connection).items():
            on = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {quote(name)}{on}")


def _empty() -> None:
    present = set(connection.introspection.table_names())
    passing = {apps.get_model(label)._meta.db_table for label in tables.PASSING}
    names = {model._meta.db_table for model in tables.kept()} | passing
    with connection.cursor() as cursor:
        for name in sorted(names & present):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def _table(reader: _Reader, model: tables.Model) -> int:
    fields, name = tables.columns(model), model._meta.db_table
    head = reader.object("table")
    if head != {"table": name, "columns": [field.column for field in fields]}:
        raise reader.damaged()
    quote = connection.ops.quote_name
    statement = "INSERT INTO {} ({}) VALUES ({})".format(
        quote(name), ", ".join(quote(f.column) for f in fields), ", ".join(["%s"] * len(fields))
    )
    hashed, rows, batch = sha256(), 0, []
    with connection.cursor() as cursor:
        while isinstance(row := reader.next(), list):
            hashed.update(reader.text)
            batch.append(_values(reader, fields, row))
            rows += 1
            if len(batch) == _BATCH:
                cursor.executemany(statement, batch)
                batch = []
        if batch:
            cursor.executemany(statement, batch)
    if row != {"rows": rows, "sha256": hashed.hexdigest()}:
        raise reader.damaged()
    reader.expected[name] = hashed.hexdigest()
    return rows


def _values(reader: _Reader, fields: list[Any], row: list[Any]) -> list[Any]:
    try:
        return [
            tables.stored(field, tables.read(value), connection)
            for field, value in zip(fields, row, strict=True)
        ]
    except (ValueError, TypeError):
        raise reader.damaged() from None


def _files(reader: _Reader, staged: Path) -> int:
    """Every file into a folder of its own, until all of it is known to be whole."""
    count = 0
    staged.mkdir(parents=True)
    while "file" in (found := reader.next()):
        name = PurePosixPath(found["file"])
        if name.is_absolute() or ".." in name.parts or "\\" in found["file"]:
            raise reader.damaged()
        target = staged.joinpath(*name.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        hashed, size = sha256(), 0
        with target.open("xb") as file:
            while "part" in (line := reader.next()):
                try:
                    part = base64.b64decode(line["part"], validate=True)
                except (binascii.Error, TypeError):
                    raise reader.damaged() from None
                hashed.update(part)
                size += len(part)
                file.write(part)
        if line != {"size": size, "sha256": hashed.hexdigest()}:
            raise reader.damaged()
        count += 1
    if not reader.ends(found):
        raise reader.damaged()
    return count


def _check(reader: _Reader) -> None:
    """References hold, and what the database now gives back is what the backup holds."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        connection.check_constraints()
    for model in tables.kept():
        name = model._meta.db_table
        if tables.digest(model) != reader.expected[name]:
            raise InputRefused(
                f"the rows of {name} came back otherwise than they were kept. Nothing was changed."
            )


def _number_on() -> None:
    """New rows get numbers after those that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables.kept()):
            cursor.execute(statement)


def _swap(staged: Path, media: Path) -> None:
    """The files take their place once the rows are in; what was there goes last."""
    old = media.with_name(f"{media.name}.replaced")
    shutil.rmtree(old, ignore_errors=True)
    if media.exists():
        media.rename(old)
    staged.rename(media)
    shutil.rmtree(old, ignore_errors=True)
