"""Is the site well? Each part by itself, so that who keeps it running knows where to look."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.utils import timezone

from schakel.base.models import DueJob
from schakel.base.plugs import jobs

# A job that takes long holds up the others of its worker; two minutes late means that nobody works.
LATE = timedelta(minutes=2)
ROOM_BYTES = 100 * 1024 * 1024


def failing() -> list[str]:
    """The parts that are not well: `database`, `tables`, `worker`, `disk`; empty when all is well."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        # What else asks the database cannot know.
        return ["database", *([] if _disk() else ["disk"])]
    checks: dict[str, Callable[[], bool]] = {"tables": up_to_date, "worker": _worker, "disk": _disk}
    found = []
    for name, check in checks.items():
        try:
            well = check()
        except DatabaseError:
            well = False
        if not well:
            found.append(name)
    return found


_known_up_to_date = False


def up_to_date() -> bool:
    """Every migration of this version is in the database. Once true it stays true for this process."""
    global _known_up_to_date
    if not _known_up_to_date:
        executor = MigrationExecutor(connection)
        _known_up_to_date = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _known_up_to_date


def _worker() -> bool:
    """Some worker takes the returning jobs: each was taken before, and none is long overdue."""
    rows = DueJob.objects.filter(name__in=[name for name, _ in jobs.items()])
    first = rows.aggregate(first=Min("due"))["first"]
    return rows.count() == len(jobs.items()) and first is not None and first > timezone.now() - LATE


def _disk() -> bool:
    """The data folder takes a file, and has room for more."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
            file.write(b"well")
            file.flush()
        return shutil.disk_usage(settings.DATA_DIR).free > ROOM_BYTES
    except OSError:
        return False
