"""Reading a table in is long work: the file is kept aside, and a worker takes it up."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_tasks import task

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import NotAllowed, SchakelError
from schakel.base.models import Progress
from schakel.base.sheets import Stored, sheets
from schakel.people import queries as people
from schakel.people.models import Person
from schakel.sheets import services

# Fifty thousand lines take minutes at most; what is under way after this was broken off.
LONGEST = timedelta(hours=2)


def start(actor: Actor, key: str, file: Any) -> Progress:
    """Keep an uploaded table aside and let a worker read it in."""
    if actor.party is None or actor.person is None:
        raise NotAllowed(_("Alleen namens een groep of organisatie leest u een tabel in."))
    progress = Progress.objects.create(title=(file.name or key)[:200], party=actor.party.pk)
    kept = _kept(progress)
    kept.parent.mkdir(parents=True, exist_ok=True)
    lines = 0
    with kept.open("wb") as out:
        for chunk in file.chunks():
            lines += chunk.count(b"\n")
            out.write(chunk)
    progress.total = max(lines, 1)
    progress.save(update_fields=["total"])
    read_in.enqueue(
        str(progress.pk),
        key,
        str(actor.person.pk),
        actor.role,
        str(actor.party.pk),
        actor.area.pk if actor.area else None,
        get_language() or "nl",
    )
    return progress


@task()
def read_in(
    progress: str, key: str, person: str, role: str, party: str, area: int | None, language: str
) -> None:
    """Read in a table that was kept aside; the progress row says how far it is and how it ended."""
    row = Progress.objects.get(pk=uuid.UUID(progress))
    held = people.memberships_on(Person.objects.get(pk=uuid.UUID(person)), clock.today())
    membership = held.filter(party=uuid.UUID(party), role=role, area=area).first()
    kept = _kept(row)
    translation.activate(language)
    stopped = _stopped()
    try:
        sheet = sheets.get(key)
        home = people.home_of(membership.party) if membership else None
        if membership is None or sheet is None or home is None:
            raise NotAllowed(_("U hebt deze rol niet meer. Vraag een collega."))
        services.read_in(
            people.actor_for(membership), home, sheet, kept, _told(row), ended=_ended(row)
        )
    except services.SheetRefused as refused:
        row.failure = "\n".join([str(refused), *refused.lines])
    except SchakelError as error:
        # The file has a name of ours on disk; they know it by theirs.
        row.failure = str(error).replace(kept.name, row.title)
    except Exception:
        row.failure = _("Er ging iets mis bij ons. Er is niets bewaard. Probeer het later opnieuw.")
        raise
    finally:
        translation.deactivate()
        kept.unlink(missing_ok=True)
        if not Progress.objects.filter(pk=row.pk, finished=True).exists():
            # Also when somebody stops the worker: what was kept has said so with the rows.
            row.failure, row.note = row.failure or stopped, ""
            row.done, row.finished = row.total, True
            row.save()


def sweep() -> int:
    """What an ended or broken-off reading left behind: its row says so, its file is thrown away.

    A machine that stops in the middle has kept nothing, since all of it is one transaction.
    """
    folder, long_ago = Path(settings.MEDIA_ROOT) / "imports", clock.now() - LONGEST
    swept = 0
    for kept in folder.glob("*.csv") if folder.exists() else ():
        row = Progress.objects.filter(pk=uuid.UUID(kept.stem)).first()
        if row is not None and row.started > long_ago:
            continue
        if row is not None and not row.finished:
            row.failure = _stopped()
            row.finished = True
            row.save(update_fields=["failure", "finished"])
        kept.unlink(missing_ok=True)
        swept += 1
    return swept


def said(stored: Stored) -> str:
    """How it ended, in words."""
    words = ngettext(
        "%(number)s regel is ingelezen.", "%(number)s regels zijn ingelezen.", stored.added
    ) % {"number": stored.added}
    if stored.known:
        words += " " + ngettext(
            "%(number)s stond er al.", "%(number)s stonden er al.", stored.known
        ) % {"number": stored.known}
    return words


def _told(row: Progress) -> Callable[[int], None]:
    def told(line: int) -> None:
        Progress.objects.filter(pk=row.pk).update(done=min(line, row.total))

    return told


def _stopped() -> str:
    return _("Dit is onderweg gestopt. Er is niets bewaard. Lees het opnieuw in.")


def _ended(row: Progress) -> Callable[[Stored], None]:
    def ended(stored: Stored) -> None:
        # With the rows themselves: whoever waits never reads that nothing was kept when it was.
        row.note = said(stored)
        row.done, row.finished = row.total, True
        row.save()

    return ended


def _kept(progress: Progress) -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / f"{progress.pk}.csv"
