"""How far long work is, as a row: for the person who waits, and to go on where it stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from schakel.base.models import Progress


def begin(id: UUID, *, title: str, total: int) -> Progress:
    """The row of this work: new, or as far as it came. Work that has grown since is unfinished again."""
    row, _ = Progress.objects.get_or_create(id=id, defaults={"title": title, "total": total})
    if row.total != total:
        row.total, row.finished = total, row.done >= total
        row.save()
    return row


@contextmanager
def step(id: UUID, number: int) -> Iterator[bool]:
    """One step (from 0) and the counting of it, in one transaction: both happen or neither.

    Yields whether the step is due; it is not when another worker did it already.
    """
    with transaction.atomic():
        row = Progress.objects.select_for_update().get(pk=id)
        due = row.done == number
        yield due
        if due:
            row.done, row.failure = number + 1, ""
            row.finished = row.done >= row.total
            row.save()


def fail(id: UUID, failure: str) -> None:
    """Say that the work stopped, and why. It can be taken up again."""
    Progress.objects.filter(pk=id).update(failure=failure)


def of(id: UUID) -> Progress | None:
    return Progress.objects.filter(pk=id).first()


def clean(before: datetime) -> int:
    """Throw away what began before this moment; how many rows."""
    return Progress.objects.filter(started__lt=before).delete()[0]
