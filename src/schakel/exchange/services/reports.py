"""Verbs on reports: say that a line is not in order, and what an office does about it."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.services import record
from schakel.exchange import queries
from schakel.exchange.models import OPEN, Line, LineReport
from schakel.exchange.permissions import may_moderate
from schakel.exchange.services.lines import reasoned, stop


@transaction.atomic
def report(actor: Actor, line: Line, *, reason: str) -> LineReport:
    """Tell the municipality that this is not in order; without an account too. A person reads it.

    Raises NotAllowed for a line that the actor does not see, InputRefused without words.
    """
    if not queries.seen(actor).filter(pk=line.pk).exists():
        raise NotAllowed(_("Dit kunt u niet melden."))
    if not reason.strip():
        raise InputRefused(_("Schrijf wat er niet goed is."))
    made, _created = LineReport.objects.get_or_create(
        line=line,
        by=actor.person,
        handled=None,
        defaults={"reason": reason.strip()[:500], "at": clock.now()},
    )
    return made


@transaction.atomic
def remove(actor: Actor, line: Line, *, reason: str) -> Line:
    """Take a line away, with the reason that who made it reads. Raises NotAllowed, InputRefused."""
    if not may_moderate.test(actor, line):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    line = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if line.status not in OPEN:
        raise InputRefused(_("Dit staat niet meer open. Praat met wie het betreft."))
    line = stop(actor, line, reasoned(reason, _("Schrijf waarom u dit weghaalt.")))
    record(actor, line.dossier, "line.remove", facts={"line": line.short_id}, reason=line.reason)
    _handled(line)
    return line


@transaction.atomic
def dismiss(actor: Actor, line: Line) -> None:
    """Leave it as it is: the reports were read."""
    if not may_moderate.test(actor, line):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    _handled(line)


def _handled(line: Line) -> None:
    LineReport.objects.filter(line=line, handled=None).update(handled=clock.now())
