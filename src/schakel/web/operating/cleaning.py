"""Retention: once a day, each kind of data that is over its term goes."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from schakel.base import clock
from schakel.base.plugs import Kept, retention
from schakel.norms import queries as norms

logger = logging.getLogger(__name__)


def clean() -> dict[str, int]:
    """Clean every kind that cleans itself; one that fails does not keep the others."""
    done, failed = {}, []
    for name, kept in retention.items():
        if kept.clean is None:
            continue
        try:
            done[name] = kept.clean(before(kept))
        except Exception:
            logger.exception("%s could not be cleaned", name)
            failed.append(name)
    if failed:
        raise RuntimeError(f"not cleaned: {', '.join(failed)}")
    return done


def before(kept: Kept) -> datetime:
    """The moment before which data of this kind is over."""
    return timezone.now() - (term(kept.norm) if kept.norm else timedelta())


def term(key: str) -> timedelta:
    """A term of the norms as a stretch of time; a month is a twelfth of a year."""
    found = norms.verified(key, clock.today())
    amount = float(found.value)
    return timedelta(days=amount * 365.25 / 12 if found.unit == "months" else amount)


def term_in_words(key: str) -> str:
    return norms.verified(key, clock.today()).written


def clean_tasks(before: datetime) -> int:
    """Throw away tasks that were finished before this moment."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]
