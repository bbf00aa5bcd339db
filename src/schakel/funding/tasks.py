"""What happens by itself: voting opens and closes on time, and the count follows."""

import logging
import uuid
from datetime import timedelta

from django.db.models import QuerySet
from django_tasks import task

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import SchakelError
from schakel.funding import services
from schakel.funding.models import Round

logger = logging.getLogger(__name__)

# A count that was not finished after this long is given to a worker again; counting twice is safe.
_COUNT_AGAIN = timedelta(minutes=10)


@task()
def count_round(dossier: str) -> None:
    """Count a closed round and record what follows from it."""
    round = _rounds().get(pk=uuid.UUID(dossier))
    services.count(Actor.system(), round)
    if round.dossier.process.state == "counting":
        services.conclude(Actor.system(), round)


def advance() -> None:
    """Open, close and have counted each round whose moment has come."""
    now = clock.now()
    phase = {"dossier__process__phases__name": "vote"}
    opening = _rounds().filter(
        **phase,
        dossier__process__state="prepare",
        dossier__process__phases__opens__lte=now,
        dossier__process__phases__closes__gt=now,
        projects__isnull=False,
    )
    closing = _rounds().filter(
        **phase, dossier__process__state="voting", dossier__process__phases__closes__lte=now
    )
    for round in opening.distinct():
        _try(services.open_voting, round)
    for round in closing:
        _try(services.close_voting, round)
    for round in _rounds().filter(dossier__process__state="counting"):
        if not _being_counted(round):
            count_round.enqueue(str(round.pk))


def _being_counted(round: Round) -> bool:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(
        task_path=count_round.module_path,
        args_kwargs__args__0=str(round.pk),
        enqueued_at__gt=clock.now() - _COUNT_AGAIN,
    ).exists()


def _try(verb: object, round: Round) -> None:
    try:
        verb(Actor.system(), round)  # type: ignore[operator]
    except SchakelError:
        # One round that cannot go on must not hold up the others.
        logger.exception("round %s did not advance", round.pk)


def _rounds() -> QuerySet[Round]:
    return Round.objects.select_related("dossier__process", "pot__municipality")
