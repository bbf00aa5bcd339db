"""One command keeps everything, one puts it back: on both databases, and from one to the other."""

import base64
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction

from schakel.base import backup, triggers
from schakel.base.actor import Actor
from schakel.base.backup import tables
from schakel.base.exceptions import InputRefused
from schakel.dossiers import services as dossiers
from schakel.journal import queries as journal
from schakel.journal import services as sealing
from schakel.journal import verify
from schakel.people.models import Person
from tests.conftest import ROOT
from tests.operating.backups import (
    kept,
    of_files,
    rows_of,
    run,
    wipe,
    wipe_files,
)

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="goes to PostgreSQL")


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
    if len(calls) == 2:
        with other() as writer:
            writer.execute("UPDATE people_party SET name = 'Tijdens'")
            writer.execute("DELETE FROM base_progress")
    return real(model)

tables.lines = lines
out = io.BytesIO()
backup.write(out)
tables.lines = real
text = gzip.decompress(out.getvalue()).decode()
from schakel.base.models import Progress
from schakel.people.models import Party
print(Party.objects.filter(name="Tijdens").exists(), Progress.objects.count(), "Tijdens" in text,
      "bestand.pb" in text)
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
