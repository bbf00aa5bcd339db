"""Returning work: sealing, clocks, digests. One row a job says when it is due; a worker takes it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from schakel.base.models import DueJob
from schakel.base.plugs import Job, jobs

logger = logging.getLogger(__name__)


def register(name: str, *, every: timedelta, run: Callable[[], object]) -> None:
    """Add a job that is run once every `every`, by whichever worker is first."""
    jobs.register(name, Job(every=every, run=run))


def run_due(now: datetime | None = None) -> list[str]:
    """Run each job that is due and return their names. A failing job is logged and tried again later."""
    now = now or timezone.now()
    known = {row.name: row.due for row in DueJob.objects.all()}
    ran = []
    for name, job in jobs.items():
        if name in known and known[name] > now:
            continue
        if not _take(name, job, now):
            continue
        failure = ""
        try:
            job.run()
        except Exception as error:
            logger.exception("job %s failed", name)
            failure = f"{type(error).__name__}: {error}"
        DueJob.objects.filter(name=name).update(finished=timezone.now(), failure=failure)
        ran.append(name)
    return ran


def _take(name: str, job: Job, now: datetime) -> bool:
    """Move the due time on; False when another worker was first."""
    with transaction.atomic():
        DueJob.objects.get_or_create(name=name, defaults={"due": now})
        return bool(DueJob.objects.filter(name=name, due__lte=now).update(due=now + job.every))
