"""What happens by itself: voting opens and closes on time, and the count follows."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed, SchakelError
from schakel.base.models import Progress
from schakel.funding import importing, services
from schakel.funding.models import Round
from schakel.people import queries as people
from schakel.people.models import Person

logger = logging.getLogger(__name__)

# A count that was not finished after this long is given to a worker again; counting twice is safe.
_COUNT_AGAIN = timedelta(minutes=10)


def start_count(round: Round) -> None:
    """Let a worker count a closed round, unless one was asked a moment ago."""
    if not _being_counted(round):
        count_round.enqueue(str(round.pk))


@task()
def count_round(dossier: str) -> None:
    """Count a closed round and record what follows from it."""
    services.count_and_conclude(Actor.system(), _rounds().get(pk=uuid.UUID(dossier)))


def start_import(actor: Actor, name: str, content: bytes, options: dict[str, str]) -> Progress:
    """Keep an uploaded file aside and let a worker make a round of it."""
    if actor.party is None or actor.person is None:
        raise NotAllowed(_("Alleen een medewerker van een gemeente kan een bestand inlezen."))
    progress = Progress.objects.create(title=name[:200], party=actor.party.pk, done=1, total=2)
    kept = _kept(progress)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    import_file.enqueue(
        str(progress.pk),
        str(actor.person.pk),
        actor.role,
        str(actor.party.pk),
        actor.area.pk if actor.area else None,
        options | {"language": get_language() or "nl"},
    )
    return progress


@task()
def import_file(
    progress: str, person: str, role: str, party: str, area: int | None, options: dict[str, str]
) -> None:
    """Make a decided round of a file that was kept aside; the progress row says how it went."""
    row = Progress.objects.get(pk=uuid.UUID(progress))
    held = people.memberships_on(Person.objects.get(pk=uuid.UUID(person)), clock.today())
    membership = held.filter(party=uuid.UUID(party), role=role, area=area).first()
    kept = _kept(row)
    translation.activate(options["language"])
    try:
        if membership is None:
            raise NotAllowed(_("U hebt deze rol niet meer. Vraag een collega."))
        with kept.open("rb") as source:
            file = importing.read(source, row.title, options["language"])
        chosen = importing.Options(
            title=options["title"], area=options["area"], rule=options["rule"]
        )
        round = importing.store(people.actor_for(membership), file, chosen)
        row.url = round.get_absolute_url()
    except SchakelError as error:
        row.failure = str(error)
    except Exception:
        row.failure = _("Er ging iets mis bij ons. Er is niets bewaard. Probeer het later opnieuw.")
        raise
    finally:
        translation.deactivate()
        kept.unlink(missing_ok=True)
        row.done, row.finished = 2, True
        row.save()


def _kept(progress: Progress) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / f"{progress.pk}.pb"


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
        start_count(round)


def _being_counted(round: Round) -> bool:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(
        task_path=count_round.module_path,
        args_kwargs__args__0=str(round.pk),
        # The queue has a clock of its own.
        enqueued_at__gt=timezone.now() - _COUNT_AGAIN,
    ).exists()


def _try(verb: Callable[[Actor, Round], object], round: Round) -> None:
    try:
        verb(Actor.system(), round)
    except SchakelError:
        # One round that cannot go on must not hold up the others.
        logger.exception("round %s did not advance", round.pk)


def _rounds() -> QuerySet[Round]:
    return Round.objects.select_related("dossier__process", "pot__municipality")
