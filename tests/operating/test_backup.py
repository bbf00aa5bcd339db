"""One command keeps everything, one puts it back: on both databases, and from one to the other."""

import base64
import gzip
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from schakel.base import backup, triggers
from schakel.base.actor import Actor
from schakel.base.backup import tables, writing
from schakel.base.exceptions import InputRefused
from schakel.dossiers import services as dossiers
from schakel.journal import queries as journal
from schakel.journal import services as sealing
from schakel.journal import verify
from schakel.people.models import Person
from tests import world
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="goes to PostgreSQL")


@pytest.fixture
def media(settings, tmp_path):
    """Uploaded files: an empty one, one in a folder, one larger than a part."""
    root = tmp_path / "files"
    (root / "2026" / "11").mkdir(parents=True)
    (root / "leeg.txt").write_bytes(b"")
    (root / "2026" / "11" / "brief é.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    (root / "groot.bin").write_bytes(os.urandom(500_000))
    settings.MEDIA_ROOT = root
    return root


@pytest.fixture
def town(db, media):
    built = world.build()
    sealing.seal()
    return built


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


def test_what_was_wiped_comes_back_to_the_last_bit(town, media, schakel, tmp_path):
    before, files = backup.digests(), of_files(media)
    exported = b"".join(journal.export())
    made = schakel("backup", tmp_path / "a.backup")
    assert made.code == 0 and "secret key is not in this file" in made.err
    assert (tmp_path / "a.backup").stat().st_mode & 0o077 == 0

    wipe()
    wipe_files(media)
    assert backup.digests() != before
    done = schakel("restore", tmp_path / "a.backup")

    assert done.code == 0, done.err
    assert backup.digests() == before
    assert of_files(media) == files
    assert b"".join(journal.export()) == exported
    (tmp_path / "journal.jsonl").write_bytes(exported)
    assert verify.run(str(tmp_path / "journal.jsonl"), None) == 0


def test_after_a_restore_the_database_refuses_as_before_and_work_goes_on(town, media):
    file = kept()
    backup.restore(io.BytesIO(file), replace=True)
    wanted = triggers.declared(connection.vendor)
    present = triggers.installed(connection)
    assert {name: present[name][1] for name in wanted} == {
        name: trigger.fingerprint for name, trigger in wanted.items()
    }
    # New rows get numbers of their own.
    with transaction.atomic():
        dossiers.record(Actor.system(), town.open.dossier, "test", facts={})
    sealing.seal()
    assert backup.digests()["journal_entry"] != ""


def test_sessions_do_not_come_back(town, client):
    client.force_login(town.persons["official"])
    backup.restore(io.BytesIO(kept()), replace=True)
    assert "U handelt als" not in client.get("/").content.decode()


def test_data_is_not_overwritten_unless_told(town, media):
    file, before = kept(), backup.digests()
    Person.objects.filter(pk=town.persons["resident"].pk).update(name="Later veranderd")
    with pytest.raises(InputRefused, match="holds data already"):
        backup.restore(io.BytesIO(file))
    assert Person.objects.filter(name="Later veranderd").exists()
    backup.restore(io.BytesIO(file), replace=True)
    assert backup.digests() == before


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


@pytest.mark.parametrize("content", [b"", b"geen backup", gzip.compress(b'{"iets":1}\n')])
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


WRITES_MEANWHILE = """
import io, gzip, json, sys
import django
django.setup()
from django.conf import settings
from django.db import connection
from schakel.base import backup
from schakel.base.backup import tables

def other():
    # Somebody who does not wait: a lock would be an error here.
    if connection.vendor == "sqlite":
        import sqlite3
        return sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=0, isolation_level=None)
    import psycopg
    one = connection.get_connection_params()
    return psycopg.connect(**{k: one[k] for k in ("host", "port", "user", "dbname")}, autocommit=True)

real, calls = tables.lines, []
def lines(model):
    calls.append(model)
    if len(calls) == 3:
        with other() as writer:
            writer.execute("UPDATE people_party SET name = 'Tijdens'")
            writer.execute("DELETE FROM people_membership")
    return real(model)

tables.lines = lines
out = io.BytesIO()
backup.write(out)
tables.lines = real
text = gzip.decompress(out.getvalue()).decode()
from schakel.people.models import Membership, Party
print(Party.objects.filter(name="Tijdens").exists(), Membership.objects.count(), "Tijdens" in text,
      text.partition('"people_membership"')[2].partition('"table"')[0].count('"official"') > 0)
"""


def test_writing_during_a_backup_neither_waits_nor_comes_along(town, media, tmp_path):
    folder = tmp_path / "elsewhere"
    database = ""
    if connection.vendor == "postgresql":
        base = os.environ["DATABASE_URL"].rpartition("/")[0]
        database = f"{base}/{connection.settings_dict['NAME']}"
    else:
        run(folder, "restore", "-", stdin=kept())
    told = run(folder, program=WRITES_MEANWHILE, database=database)
    assert told.split() == [b"True", b"0", b"False", b"True"]


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


def test_by_itself_on_a_machine_of_its_own(town, media, tmp_path):
    """Into a new SQLite installation by a pipe, and out of it again: the same bytes.

    When the suite runs on PostgreSQL this is the way from PostgreSQL to SQLite.
    """
    file = kept()
    folder = tmp_path / "elsewhere"
    run(folder, "restore", "-", stdin=file)
    again = run(folder, "backup", "-")
    assert rows_of(again) == rows_of(file)
    assert of_files(folder / "files") == of_files(media)


@postgresql
def test_a_trial_on_sqlite_moves_to_postgresql(town, media, tmp_path):
    before, files = backup.digests(), of_files(media)
    folder = tmp_path / "trial"
    run(folder, "restore", "-", stdin=kept())
    moved = run(folder, "backup", "-")
    wipe()
    wipe_files(media)
    backup.restore(io.BytesIO(moved))
    assert backup.digests() == before
    assert of_files(media) == files
    with transaction.atomic():
        dossiers.record(Actor.system(), None, "test", facts={})
    sealing.seal()


@pytest.mark.parametrize(
    "value",
    [None, "", "tekst 'met' \"alles\" \\", 0, -(2**62), 1.5, True, {"a": [1, None]}, [],
     b"\x00\xff", MOMENT, MOMENT.date(), MOMENT.time(), timedelta(-1, 5, 7), Decimal("1.500000"),
     UUID(int=7)],
    ids=repr,
)  # fmt: skip
def test_every_kind_of_value_is_read_as_it_was_spelled(value):
    spelled = json.loads(tables.line(tables._spell(value)))
    assert tables.read(spelled) == value


def test_a_value_that_is_no_spelling_is_refused():
    with pytest.raises(ValueError):
        tables.read({"pickle": base64.b64encode(b"x").decode()})


def test_neither_way_takes_memory_for_all_rows(db, media, tmp_path):
    """Ten times the rows, about the same memory."""
    import tracemalloc

    from schakel.base.models import Progress

    peaks = []
    for rows in (2_000, 20_000):
        Progress.objects.bulk_create(
            (Progress(title="t" * 150, total=n) for n in range(rows)), batch_size=500
        )
        tracemalloc.start()
        with (tmp_path / f"{rows}").open("wb") as out:
            backup.write(out)
        with (tmp_path / f"{rows}").open("rb") as source:
            backup.restore(source, replace=True)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    small, large = peaks
    assert large < 1.5 * small + 2_000_000, peaks


def test_a_restore_that_is_killed_leaves_an_empty_installation(town, media, tmp_path):
    import signal
    import sqlite3
    import time

    file = kept()
    folder = tmp_path / "elsewhere"
    environment = {
        **os.environ,
        "DATABASE_URL": "",
        "SCHAKEL_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "schakel.web.settings",
    }
    restoring = subprocess.Popen(
        [sys.executable, "-m", "schakel.commands.main", "restore", "-"],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE,
    )  # fmt: skip
    restoring.stdin.write(file[:-20])
    restoring.stdin.flush()
    # Its folder for files is made once all rows are in.
    until = time.monotonic() + 60
    while not (folder / "files.restoring").exists():
        assert restoring.poll() is None and time.monotonic() < until
        os.sched_yield()
    restoring.send_signal(signal.SIGKILL)
    restoring.wait()
    restoring.stdin.close()
    with sqlite3.connect(folder / "schakel.sqlite3") as left:
        assert left.execute("SELECT count(*) FROM people_person").fetchone() == (0,)
        assert left.execute("SELECT count(*) FROM journal_entry").fetchone() == (0,)
        ours = left.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
        assert ours == (len(triggers.declared("sqlite")),)
    assert not (folder / "files").exists()
    run(folder, "restore", "-", stdin=file)
    assert rows_of(run(folder, "backup", "-")) == rows_of(file)
