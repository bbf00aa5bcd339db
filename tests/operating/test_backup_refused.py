"""What a backup and a restore refuse: in one sentence, with nothing changed."""

import gzip
import io
import json
from hashlib import sha256

import pytest
from django.db import connection, transaction

from schakel.base import backup, triggers
from schakel.base.actor import Actor
from schakel.base.backup import tables, writing
from schakel.base.exceptions import InputRefused
from schakel.dossiers import services as dossiers
from schakel.journal import services as sealing
from tests.operating.backups import (
    changed,
    kept,
    of_files,
)

pytestmark = pytest.mark.django_db(transaction=True)


def flipped(lines):
    at = next(i for i, line in enumerate(lines) if b"people_person" in line) + 1
    return [*lines[:at], lines[at].replace(b"voorbeeld", b"vreemdeld"), *lines[at + 1 :]]


def without_end(lines):
    return lines[:-2]


def dropped_row(lines):
    at = next(i for i, line in enumerate(lines) if b"people_person" in line) + 1
    return lines[:at] + lines[at + 1 :]


def escaping(lines):
    """A file that wants to be written outside the folder, with digests that fit."""
    body = lines[:-2]
    at = next(i for i, line in enumerate(body) if line.startswith(b'{"file"'))
    body[at] = b'{"file":"../../weg.txt"}'
    end = sha256(b"".join(line + b"\n" for line in body)).hexdigest()
    return [*body, tables.line({"end": end}), b""]


@pytest.mark.parametrize("change", [flipped, without_end, dropped_row, escaping])
def test_a_damaged_backup_is_refused_and_changes_nothing(town, media, change):
    file, before, files = kept(), backup.digests(), of_files(media)
    with pytest.raises(InputRefused, match="damaged or cut off at line"):
        backup.restore(io.BytesIO(changed(file, change)), replace=True)
    assert backup.digests() == before
    assert of_files(media) == files
    assert not media.with_name("files.restoring").exists()
    assert len(triggers.installed(connection)) >= len(triggers.declared(connection.vendor))


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_half_a_file_is_refused(town, media, part):
    file, before = kept(), backup.digests()
    with pytest.raises(InputRefused, match="damaged or cut off"):
        backup.restore(io.BytesIO(file[: int(len(file) * part)]), replace=True)
    assert backup.digests() == before


@pytest.mark.parametrize(
    "content", [b"", b"geen backup", gzip.compress(b'{"iets":1}\n')], ids=["empty", "text", "gzip"]
)
def test_another_file_is_named_as_such(db, media, content):
    with pytest.raises(InputRefused, match="not a backup of Schakel"):
        backup.restore(io.BytesIO(content), replace=True)


def test_a_backup_of_other_tables_is_refused_with_its_version(town, media):
    def older(lines):
        head = json.loads(lines[0])
        head["version"], head["migrations"]["people"] = "0.0.9", []
        return [tables.line(head), *lines[1:]]

    with pytest.raises(InputRefused, match=r"Schakel 0\.0\.9 with other tables"):
        backup.restore(io.BytesIO(changed(kept(), older)), replace=True)


def test_rows_that_do_not_fit_together_are_refused(town, media):
    """A membership of nobody, in a file whose digests are right."""

    def orphan(lines):
        at = next(i for i, line in enumerate(lines) if b'"table":"people_person"' in line)
        end = next(i for i in range(at, len(lines)) if lines[i].startswith(b'{"rows"'))
        body = [*lines[: at + 1], tables.line({"rows": 0, "sha256": sha256().hexdigest()})]
        body += lines[end + 1 : -2]
        whole = sha256(b"".join(line + b"\n" for line in body)).hexdigest()
        return [*body, tables.line({"end": whole}), b""]

    before = backup.digests()
    with pytest.raises(InputRefused, match="does not fit together"):
        backup.restore(io.BytesIO(changed(kept(), orphan)), replace=True)
    assert backup.digests() == before


def test_a_backup_that_stops_halfway_leaves_no_file(town, media, schakel, tmp_path, monkeypatch):
    def stops(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_file", stops)
    done = schakel("backup", tmp_path / "b.backup")
    assert done.code == 2 and "No space left on device" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["files"]


def test_an_earlier_backup_is_never_overwritten(town, media, schakel, tmp_path):
    (tmp_path / "c.backup").write_text("van gisteren")
    done = schakel("backup", tmp_path / "c.backup")
    assert done.code == 2 and "is there already" in done.err
    assert (tmp_path / "c.backup").read_text() == "van gisteren"


def test_another_secret_key_is_said(town, media, schakel, tmp_path, settings):
    schakel("backup", tmp_path / "d.backup")
    settings.SECRET_KEY = "een andere sleutel"
    done = schakel("restore", "--replace", tmp_path / "d.backup")
    assert "another secret key" in done.out
    settings.SECRET_KEY_FALLBACKS = []


def test_a_journal_that_goes_back_is_said(town, media, schakel, tmp_path):
    schakel("backup", tmp_path / "e.backup")
    with transaction.atomic():
        dossiers.record(Actor.system(), town.open.dossier, "test", facts={})
    sealing.seal()
    done = schakel("restore", "--replace", tmp_path / "e.backup")
    assert done.code == 0 and "The journal was at" in done.out
