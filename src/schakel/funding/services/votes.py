"""Verbs on the vote of a round: open, close, withdraw, count."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock, formats
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.funding import counting, wording
from schakel.funding.models import Outcome, ProjectResult, Round
from schakel.funding.services.plans import as_fact
from schakel.funding.services.rounds import terms
from schakel.processes import services as processes
from schakel.processes.exceptions import NotInThisPhase, NotInThisState
from schakel.processes.models import Process
from schakel.voice import services as voice
from schakel.voice.services import OptionSpec


@transaction.atomic
def open_voting(actor: Actor, round: Round) -> Round:
    """Freeze terms and plans, and open the ballot box. Raises as processes.move does."""
    # Locked first: a plan that changes now would differ from the one in the box.
    process = processes.lock(round.dossier.process)
    projects = list(round.projects.all())
    if not projects:
        raise InputRefused(_("Er zijn nog geen plannen. Zet eerst plannen in de ronde."))
    processes.move(
        actor,
        process,
        "open",
        facts={**terms(round), "plans": [as_fact(project) for project in projects]},
    )
    voice.open_box(
        actor,
        round.dossier,
        ballot_type=round.ballot_type,
        max_choices=round.max_choices,
        body=round.decides if round.standing == Round.Standing.RIGHT else wording.RESIDENTS,
        standing=round.standing,
        options=[
            OptionSpec(
                key=project.key,
                title=project.title,
                summary=project.description,
                cost_cents=project.cost_cents,
            )
            for project in projects
        ],
    )
    return _fresh(round)


@transaction.atomic
def close_voting(actor: Actor, round: Round) -> Round:
    """Close the box after the last moment of voting. Raises NotInThisPhase before it."""
    process = processes.lock(round.dossier.process)
    closes = process.phases.get(name="vote").closes
    if clock.now() < closes:
        raise NotInThisPhase(
            _("Stemmen kan tot %(moment)s. Daarna kunt u het stemmen sluiten.")
            % {"moment": formats.moment(closes)}
        )
    processes.move(actor, process, "close")
    voice.close_box(actor, round.dossier.ballot_box)
    return _fresh(round)


@transaction.atomic
def withdraw(actor: Actor, round: Round, *, reason: str) -> Round:
    """Stop a round before voting opens, with the reason; its money goes back to the pot."""
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom de ronde niet doorgaat. Iedereen kan dit lezen."))
    processes.move(actor, round.dossier.process, "withdraw", reason=reason.strip())
    return _fresh(round)


def count(actor: Actor, round: Round) -> Outcome:
    """Compute the outcome once, by the declared rule, and keep it with why. Counting twice gives the first.

    The computation is outside any transaction of its own: the box is closed and cannot change.
    Raises NotInThisState before closing, and counting.Unsound when the checker rejects the outcome.
    """
    found = Outcome.objects.filter(round=round).first()
    if found is not None:
        return found
    process = Process.objects.get(dossier=round.dossier)
    if process.state != "counting":
        raise NotInThisState(
            _("Tellen kan nu niet: de stand is ‘%(state)s’.") % {"state": process.state_label}
        )
    counted = counting.run(round)
    with transaction.atomic():
        process = processes.lock(process)
        found = Outcome.objects.filter(round=round).first()
        if found is not None:
            return found
        processes.move(
            actor,
            process,
            "count",
            facts={
                "variant": counted.outcome.variant,
                "winners": list(counted.outcome.winners),
                "voters": counted.outcome.voters,
                "spent_cents": counted.spent_cents,
                "box_head": counted.box_head,
            },
        )
        outcome = Outcome.objects.create(
            round=round,
            data=counted.outcome.as_json(),
            comparison=counted.comparison.as_json(),
            voters=counted.outcome.voters,
            covered=counted.covered,
            comparison_covered=counted.comparison_covered,
            asked_cents=counted.asked_cents,
            spent_cents=counted.spent_cents,
            comparison_spent_cents=counting.cents(counted.comparison.cost),
            winner_count=len(counted.outcome.winners),
            share_cents=-(-counted.outcome.share * 100 // 1),
            tie=counted.tie,
            box_head=counted.box_head,
            file_bytes=counted.file_bytes,
            computed=clock.now(),
        )
        ProjectResult.objects.bulk_create(
            ProjectResult(
                outcome=outcome,
                project=line.project,
                rank=rank,
                votes=line.votes,
                chosen_in=line.chosen_in,
                comparison_won=line.comparison_won,
                money_cents=line.money_cents,
                lacked_cents=line.lacked_cents,
                explanation=counting.packed(line.explanation),
            )
            for rank, line in enumerate(counted.lines, 1)
        )
    return outcome


def _fresh(round: Round) -> Round:
    return Round.objects.select_related("dossier__process", "pot__municipality").get(pk=round.pk)
