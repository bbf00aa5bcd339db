"""Returning work: run when due, once by one worker, again after a failure."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schakel.base import jobs
from schakel.base.models import DueJob
from schakel.base.plugs import Job, Plug

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch):
    """A registry with nothing in it but what the test adds."""
    plug = Plug("jobs")
    monkeypatch.setattr(jobs, "jobs", plug)
    return plug


def test_a_job_runs_when_due_and_not_before(only):
    ran = []
    only.register("count", Job(every=timedelta(minutes=5), run=lambda: ran.append(1)))
    now = timezone.now()
    assert jobs.run_due(now) == ["count"]
    assert jobs.run_due(now + timedelta(minutes=4)) == []
    assert jobs.run_due(now + timedelta(minutes=5)) == ["count"]
    assert len(ran) == 2


def test_a_failing_job_stops_no_other_and_is_tried_again(only, caplog):
    ran = []

    def fail():
        raise RuntimeError("no paper")

    only.register("broken", Job(every=timedelta(seconds=1), run=fail))
    only.register("sound", Job(every=timedelta(seconds=1), run=lambda: ran.append(1)))
    now = timezone.now()
    jobs.run_due(now)
    assert ran == [1]
    assert DueJob.objects.get(name="broken").failure == "RuntimeError: no paper"
    assert "broken" in jobs.run_due(now + timedelta(seconds=1))


def test_the_worker_that_comes_second_leaves_the_job_alone(only):
    ran = []
    job = Job(every=timedelta(minutes=1), run=lambda: ran.append(1))
    only.register("once", job)
    now = timezone.now()
    assert jobs._take("once", job, now)
    assert not jobs._take("once", job, now)
