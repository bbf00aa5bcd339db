"""`/healthz` tells the truth about each part, and no more than its name."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from schakel.base.jobs import run_due
from schakel.base.models import DueJob
from schakel.base.plugs import jobs
from schakel.web.operating import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def working():
    """A worker that took every job a moment ago."""
    for name, job in jobs.items():
        DueJob.objects.update_or_create(name=name, defaults={"due": timezone.now() + job.every})


def ask(client) -> tuple[int, str]:
    answer = client.get("/healthz")
    return answer.status_code, answer.content.decode()


def test_all_is_well(client, working):
    assert ask(client) == (200, "ok\n")


def test_a_site_whose_worker_never_ran_is_not_well(client):
    assert ask(client) == (503, "not well: worker\n")


def test_after_the_first_run_of_the_worker_it_is(client):
    run_due()
    assert ask(client) == (200, "ok\n")


def test_a_worker_that_stopped_is_noticed_after_two_minutes(client, working):
    row = DueJob.objects.filter(name="journal.seal")
    row.update(due=timezone.now() - timedelta(seconds=100))
    assert ask(client)[0] == 200
    row.update(due=timezone.now() - timedelta(seconds=130))
    assert ask(client) == (503, "not well: worker\n")


def test_a_job_of_an_earlier_version_does_not_matter(client, working):
    DueJob.objects.create(name="van vroeger", due=timezone.now() - timedelta(days=30))
    assert ask(client)[0] == 200


def test_a_database_of_an_earlier_version_is_not_well(client, working, monkeypatch):
    monkeypatch.setattr(health, "_known_up_to_date", False)
    monkeypatch.setattr(
        health.MigrationExecutor, "migration_plan", lambda self, targets: [("one", False)]
    )
    assert ask(client) == (503, "not well: tables\n")


def test_a_disk_that_takes_nothing_is_not_well(client, working, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "weg"
    assert ask(client) == (503, "not well: disk\n")


def test_a_disk_that_is_nearly_full_is_not_well(client, working, monkeypatch):
    monkeypatch.setattr(health, "ROOM_BYTES", 10**18)
    assert ask(client) == (503, "not well: disk\n")


def test_a_database_that_is_away_is_said_without_a_word_of_its_error(client, monkeypatch):
    class Away:
        def cursor(self):
            raise DatabaseError("connection to db.intern.example failed for user schakel_app")

    monkeypatch.setattr(health, "connection", Away())
    assert ask(client) == (503, "not well: database\n")
    assert client.get("/livez").status_code == 200


def test_the_machine_itself_is_answered_without_https(client, settings, working):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/privacy/").status_code == 301
    assert client.get("/healthz").status_code == 200
    assert client.get("/livez").status_code == 200


def test_being_well_costs_little(client, working, django_assert_max_num_queries):
    client.get("/healthz")
    with django_assert_max_num_queries(4):
        client.get("/healthz")
