"""Verbs that follow on the count: the residents' decision, or their advice and what follows it."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.funding import wording
from schakel.funding.exceptions import NotCounted
from schakel.funding.models import Outcome, Round
from schakel.funding.services.votes import count
from schakel.processes import services as processes
from schakel.processes.exceptions import NotInThisState
from schakel.processes.models import Decision, Process


@transaction.atomic
def advise(actor: Actor, round: Round) -> Decision:
    """Where residents advise: record their advice, which is the outcome. The decision follows."""
    outcome = _counted(round)
    if round.standing != Round.Standing.ADVICE:
        raise NotInThisState(_("Bewoners beslissen in deze ronde zelf. Er is geen advies."))
    process = processes.move(actor, round.dossier.process, "advise")
    texts = wording.decision(round, outcome)
    return processes.decide(
        actor,
        process,
        body=wording.RESIDENTS,
        standing=Decision.Standing.ADVICE,
        outcome=texts.outcome,
        legal_ground=round.regulation,
        plain_text=texts.plain,
        legal_text=texts.legal,
        english_summary=texts.english,
        facts={"winners": outcome.data["winners"]},
    )


@transaction.atomic
def decide(
    actor: Actor,
    round: Round,
    *,
    outcome: str = "",
    plain_text: str = "",
    legal_text: str = "",
    legal_ground: str = "",
    english_summary: str = "",
) -> Decision:
    """Record the decision on a round in two texts, with its standing.

    Where residents decide, the outcome is the decision and both texts follow from it: nothing may be
    given. After an advice, the body that decides gives its own outcome ("yes", "partly" or "no") and
    both texts; a no needs its legal ground. Raises NotCounted, NotInThisState, InputRefused.
    """
    counted = _counted(round)
    process = processes.lock(round.dossier.process)
    if round.standing == Round.Standing.RIGHT:
        if outcome or plain_text or legal_text or legal_ground:
            raise InputRefused(
                _("Bewoners beslissen in deze ronde zelf. De uitslag is het besluit.")
            )
        texts = wording.decision(round, counted)
        outcome, plain_text, legal_text = texts.outcome, texts.plain, texts.legal
        legal_ground, english_summary = round.regulation, texts.english
    elif process.state == "counting":
        raise NotInThisState(
            _("Het advies van bewoners staat nog niet vast. Stel eerst het advies vast.")
        )
    elif outcome not in Decision.Outcome.values:
        raise InputRefused(_("Kies ja, deels of nee."))
    process = processes.move(actor, process, "decide")
    return processes.decide(
        actor,
        process,
        body=round.decides,
        standing=Decision.Standing.RIGHT,
        outcome=outcome,
        legal_ground=legal_ground,
        plain_text=plain_text,
        legal_text=legal_text,
        english_summary=english_summary,
        facts={"winners": counted.data["winners"]},
    )


def conclude(actor: Actor, round: Round) -> Decision:
    """What follows on the count by itself: the residents' decision, or their advice."""
    return (decide if round.standing == Round.Standing.RIGHT else advise)(actor, round)


def count_and_conclude(actor: Actor, round: Round) -> Decision | None:
    """Count a closed round and record what follows from it; None when that was done before."""
    count(actor, round)
    process = Process.objects.get(dossier=round.dossier)
    return conclude(actor, round) if process.state == "counting" else None


def _counted(round: Round) -> Outcome:
    found = Outcome.objects.filter(round=round).first()
    if found is None:
        raise NotCounted(_("De stemmen zijn nog niet geteld. Tel eerst de stemmen."))
    return found
