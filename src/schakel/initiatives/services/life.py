"""Verbs on the life of an initiative: where it stands, its steps, and a day to look again."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.services import record
from schakel.initiatives.models import Again, Initiative, Milestone
from schakel.initiatives.permissions import may_change, may_say_again
from schakel.initiatives.services.moving import move
from schakel.journal import privacy

# What who runs it says of where it stands; the other verbs have a form of their own.
STEPS = ("think", "begin", "grow", "settle", "rest", "end", "revive")


@transaction.atomic
def say(actor: Actor, initiative: Initiative, verb: str, *, reason: str = "") -> Initiative:
    """Say where the initiative stands now. No step has to come before another. Raises NotAllowed."""
    if verb not in STEPS:
        raise InputRefused(_("Kies waar uw initiatief nu staat."))
    if refusal := privacy.refusal(reason):
        raise InputRefused(refusal)
    if verb == "end" and not reason.strip():
        raise InputRefused(_("Schrijf wat u samen bereikt hebt. Stoppen is ook een goed einde."))
    return move(actor, initiative, verb, reason=reason.strip())


@transaction.atomic
def add_milestone(
    actor: Actor, initiative: Initiative, title: str, due: date | None = None
) -> Milestone:
    """Put a step on the way. Raises NotAllowed, InputRefused."""
    _may_change(actor, initiative)
    if not title.strip():
        raise InputRefused(_("Schrijf welke stap u zet."))
    if refusal := privacy.refusal(title):
        raise InputRefused(refusal)
    return Milestone.objects.create(initiative=initiative, title=title.strip()[:200], due=due)


@transaction.atomic
def reach_milestone(actor: Actor, milestone: Milestone, *, done: bool = True) -> Milestone:
    """Say that a step is done, or that it is not after all."""
    _may_change(actor, milestone.initiative)
    milestone.done = clock.today() if done else None
    milestone.save(update_fields=["done"])
    return milestone


@transaction.atomic
def drop_milestone(actor: Actor, milestone: Milestone) -> None:
    _may_change(actor, milestone.initiative)
    milestone.delete()


def _may_change(actor: Actor, initiative: Initiative) -> None:
    if not may_change.test(actor, initiative):
        raise NotAllowed(_("Alleen wie dit initiatief doet, kan dit wijzigen."))


@dataclass(frozen=True)
class TooEarly:
    """Why it is too early, what would help, and the day on which the office looks again."""

    because: str
    day: date
    helps: str = ""


@transaction.atomic
def say_again(actor: Actor, initiative: Initiative, early: TooEarly) -> Again:
    """It is too early for this: say why and when the office looks again. It never closes anything.

    Raises NotAllowed, InputRefused.
    """
    if not may_say_again.test(actor, initiative.dossier):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    if not early.because.strip():
        raise InputRefused(_("Schrijf waarom het nu nog te vroeg is."))
    if early.day <= clock.today():
        raise InputRefused(_("Kies een dag in de toekomst om opnieuw te kijken."))
    for text in (early.because, early.helps):
        if refusal := privacy.refusal(text):
            raise InputRefused(refusal)
    if initiative.again.filter(looked=None).exists():
        raise InputRefused(_("Er staat al een dag om opnieuw te kijken."))
    made = Again.objects.create(
        initiative=initiative,
        because=early.because.strip(),
        helps=early.helps.strip(),
        day=early.day,
        office=actor.office,
        at=clock.now(),
    )
    record(
        actor,
        initiative.dossier,
        "initiative.again",
        facts={"day": early.day.isoformat()},
        reason=made.because,
    )
    return made


@transaction.atomic
def look_again(actor: Actor, again: Again, *, found: str) -> Again:
    """Look again on the day that was said, and write what was found. Raises NotAllowed, InputRefused."""
    if not may_say_again.test(actor, again.initiative.dossier):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    if not found.strip():
        raise InputRefused(_("Schrijf wat er nu wel kan."))
    if refusal := privacy.refusal(found):
        raise InputRefused(refusal)
    if again.looked is not None:
        raise InputRefused(_("Hier is al opnieuw naar gekeken."))
    again.looked, again.found = clock.now(), found.strip()
    again.save(update_fields=["looked", "found"])
    record(actor, again.initiative.dossier, "initiative.look", facts={}, reason=again.found)
    return again
