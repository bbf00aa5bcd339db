"""Verbs on processes: start, move, decide, and the clocks."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas import queries as areas
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.dossiers.models import Dossier
from schakel.norms import queries as norms
from schakel.processes.exceptions import NotInThisPhase, NotInThisState
from schakel.processes.kinds import kinds
from schakel.processes.models import (
    AllowedTransition,
    Clock,
    Decision,
    Phase,
    Process,
    TransitionLog,
)


def install_allowed() -> None:
    """Make the rows that the trigger reads equal to what the rooms declare."""
    declared = {(kind.name, source, target) for kind in kinds for source, target in kind.allowed}
    present = set(AllowedTransition.objects.values_list("kind", "source", "target"))
    AllowedTransition.objects.bulk_create(
        AllowedTransition(kind=kind, source=source, target=target)
        for kind, source, target in sorted(declared - present)
    )
    for kind, source, target in present - declared:
        AllowedTransition.objects.filter(kind=kind, source=source, target=target).delete()


@transaction.atomic
def start(
    actor: Actor, dossier: Dossier, kind_name: str, *, phases: dict[str, tuple[datetime, datetime]]
) -> Process:
    """Start a dossier's process in its first state, with the phases and their times."""
    kind = kinds.get(kind_name)
    if kind is None or set(phases) - set(kind.phases):
        raise InputRefused(_("Het proces %(kind)s kent deze fasen niet.") % {"kind": kind_name})
    if any(closes <= opens for opens, closes in phases.values()):
        raise InputRefused(_("Een fase moet later eindigen dan beginnen. Kijk de data na."))
    process = Process.objects.create(dossier=dossier, kind=kind.name, state=kind.initial)
    Phase.objects.bulk_create(
        Phase(process=process, name=name, opens=opens, closes=closes)
        for name, (opens, closes) in phases.items()
    )
    entry = dossiers.record(
        actor,
        dossier,
        f"{kind.name}.start",
        facts={
            "title": dossier.title,
            "phases": {n: [o.isoformat(), c.isoformat()] for n, (o, c) in phases.items()},
        },
    )
    TransitionLog.objects.create(
        process=process, verb="start", source="", target=kind.initial, at=clock.now(), entry=entry
    )
    return process


def lock(process: Process) -> Process:
    """The process, locked until the transaction ends and read afresh."""
    return (
        Process.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=process.pk)
    )


def in_phase(process: Process, name: str, moment: datetime | None = None) -> bool:
    moment = moment or clock.now()
    return process.phases.filter(name=name, opens__lte=moment, closes__gt=moment).exists()


@transaction.atomic
def move(
    actor: Actor,
    process: Process,
    verb: str,
    *,
    facts: dict[str, Any] | None = None,
    reason: str = "",
    ground: str = "",
) -> Process:
    """Do a verb: check who, from which state, in which phase; change the state, log it, journal it.

    Raises NotAllowed, NotInThisState or NotInThisPhase, each saying what would make it possible.
    """
    process = lock(process)
    transition = process.declaration.transition(verb)
    if transition is None or not transition.may.test(actor, process):
        raise NotAllowed(
            _("Dit mag u niet doen in de rol die u nu hebt. Wissel van rol of vraag de eigenaar.")
        )
    if process.state not in transition.sources:
        raise NotInThisState(
            _("Dit kan nu niet: de stand is ‘%(state)s’.") % {"state": process.state_label}
        )
    if transition.phase and not in_phase(process, transition.phase):
        label = process.declaration.phases[transition.phase]
        raise NotInThisPhase(
            _("Dit kan alleen in de fase ‘%(phase)s’. Die is nu niet open.") % {"phase": label}
        )
    source, process.state = process.state, transition.target
    process.save(update_fields=["state"])
    entry = dossiers.record(
        actor,
        process.dossier,
        f"{process.kind}.{verb}",
        facts={"from": source, "to": transition.target, **(facts or {})},
        reason=reason,
        ground=ground,
    )
    TransitionLog.objects.create(
        process=process,
        verb=verb,
        source=source,
        target=transition.target,
        at=clock.now(),
        entry=entry,
    )
    return process


@transaction.atomic
def decide(
    actor: Actor,
    process: Process,
    *,
    body: str,
    standing: str,
    outcome: str,
    plain_text: str,
    legal_text: str,
    legal_ground: str = "",
    english_summary: str = "",
    objection_norm: str = "",
    facts: dict[str, Any] | None = None,
) -> Decision:
    """Record a decision in two texts, plain and legal. A plain no needs its legal ground.

    `objection_norm` names the norm of the objection term; an unverified norm is refused.
    """
    if not plain_text.strip() or not legal_text.strip():
        raise InputRefused(
            _("Een besluit heeft twee teksten: een gewone en een juridische. Vul beide in.")
        )
    if outcome == Decision.Outcome.NO and not legal_ground.strip():
        raise InputRefused(
            _("Een nee heeft een wettelijke grond nodig. Noem de regel die daarbij hoort.")
        )
    until = None
    if objection_norm:
        until = _due(process, clock.today(), objection_norm)[0]
    entry = dossiers.record(
        actor,
        process.dossier,
        f"{process.kind}.decision",
        facts={
            "body": body,
            "standing": standing,
            "outcome": outcome,
            "plain_text": plain_text,
            "legal_text": legal_text,
            **(facts or {}),
        },
        reason=plain_text,
        ground=legal_ground,
    )
    return Decision.objects.create(
        process=process,
        body=body,
        by=actor.party or process.dossier.owner,
        standing=standing,
        outcome=outcome,
        legal_ground=legal_ground,
        plain_text=plain_text,
        legal_text=legal_text,
        english_summary=english_summary,
        decided=clock.now(),
        objection_until=until,
        entry=entry,
    )


def _due(process: Process, start: date, norm_key: str) -> tuple[date, str]:
    norm = norms.verified(norm_key, start, areas.place(process.dossier.area))
    days = {"days": 1, "weeks": 7}.get(norm.unit)
    if days is None:
        raise InputRefused(
            _("De norm %(key)s is geen termijn in dagen of weken.") % {"key": norm_key}
        )
    return start + timedelta(days=int(norm.value) * days), norm.source


@transaction.atomic
def start_clock(
    actor: Actor, process: Process, norm_key: str, *, started: date | None = None
) -> Clock:
    """Let a term run from a day on. Refused when the norm is missing or not verified."""
    begin = started or clock.today()
    due, source = _due(process, begin, norm_key)
    dossiers.record(
        actor, process.dossier, "clock.start", facts={"norm": norm_key, "due": due.isoformat()}
    )
    return Clock.objects.create(
        process=process, norm_key=norm_key, norm_source=source, started=begin, due=due
    )


@transaction.atomic
def suspend_clock(actor: Actor, running: Clock, *, because: str) -> Clock:
    """Stand the clock still, with the reason; what remains stays as it is."""
    running = Clock.objects.select_for_update().get(pk=running.pk)
    if running.suspended or running.stopped:
        raise InputRefused(_("Deze klok staat al stil."))
    if not because.strip():
        raise InputRefused(_("Schrijf waarop u wacht. Daarom staat de klok stil."))
    running.suspended, running.suspended_because = clock.today(), because.strip()
    running.save()
    dossiers.record(
        actor,
        running.process.dossier,
        "clock.suspend",
        facts={"norm": running.norm_key},
        reason=because,
    )
    return running


@transaction.atomic
def resume_clock(actor: Actor, waiting: Clock) -> Clock:
    """Let a suspended clock run on: the due date moves by the days it stood still."""
    waiting = Clock.objects.select_for_update().get(pk=waiting.pk)
    if waiting.suspended is None:
        raise InputRefused(_("Deze klok loopt al."))
    waiting.due += clock.today() - waiting.suspended
    waiting.suspended, waiting.suspended_because = None, ""
    waiting.save()
    dossiers.record(
        actor,
        waiting.process.dossier,
        "clock.resume",
        facts={"norm": waiting.norm_key, "due": waiting.due.isoformat()},
    )
    return waiting
