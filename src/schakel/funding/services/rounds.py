"""Verbs on pots and the terms of a round. Money is in whole cents."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.funding import queries, wording
from schakel.funding.exceptions import NOT_YOURS, TooDear
from schakel.funding.models import Pot, Round
from schakel.funding.permissions import may_set_aside
from schakel.people.models import Party
from schakel.processes import services as processes


@transaction.atomic
def create_pot(
    actor: Actor,
    *,
    name: str,
    municipality: Party,
    year: int,
    amount_cents: int,
    source: str,
    currency: str = "EUR",
    id: uuid.UUID | None = None,
) -> Pot:
    """Set money aside, naming the text that does so. Raises NotAllowed, InputRefused."""
    if not may_set_aside.test(actor, municipality):
        raise NotAllowed(_(NOT_YOURS))
    if amount_cents <= 0:
        raise InputRefused(_("Een pot is groter dan nul. Vul een bedrag in, bijvoorbeeld 60.000."))
    if not name.strip() or not source.strip():
        raise InputRefused(_("Geef de pot een naam en noem het besluit waarin het geld staat."))
    pot = Pot.objects.create(
        id=id or uuid.uuid4(),
        name=name.strip(),
        municipality=municipality,
        year=year,
        amount_cents=amount_cents,
        currency=currency,
        source=source.strip(),
    )
    dossiers.record(
        actor,
        None,
        "pot.create",
        facts={"pot": str(pot.id), "amount_cents": amount_cents, "currency": currency},
        reason=f"{pot.name} {year}: {wording.money(amount_cents, currency)}. {pot.source}",
    )
    return pot


@transaction.atomic
def create_round(
    actor: Actor,
    *,
    pot: Pot,
    title: str,
    purpose: str,
    area: Area,
    budget_cents: int,
    regulation: str,
    decides: str,
    vote: tuple[datetime, datetime],
    result_by: datetime,
    standing: str = Round.Standing.RIGHT,
    ballot_type: str = Round.BallotType.APPROVAL,
    max_choices: int | None = None,
    rule: str = Round.Rule.EQUAL_SHARES,
    utility: str = Round.Utility.COST,
    completion: str | None = None,
    increment_cents: int = 100,
    ties: str = Round.Ties.LEXICOGRAPHIC,
    file_meta: dict[str, str] | None = None,
    id: uuid.UUID | None = None,
) -> Round:
    """Declare a round: money, rule, tie order, who decides and when. Voting opens at `vote[0]`.

    `standing` is "right" (residents decide; `decides` names them) or "advice" (`decides` names who
    decides after them). `completion` is add1 for equal shares unless given. `regulation` is the text
    the round rests on; it grounds the decision. Raises NotAllowed, TooDear or InputRefused.
    """
    reached = actor.area is None or areas.lies_in(area, actor.area)
    if not may_set_aside.test(actor, pot) or not reached:
        raise NotAllowed(_(NOT_YOURS))
    if not _lies_in(area, pot.municipality):
        raise InputRefused(
            _("%(area)s ligt niet in %(municipality)s. Kies een ander gebied.")
            % {"area": area, "municipality": pot.municipality}
        )
    if completion is None:
        equal = rule == Round.Rule.EQUAL_SHARES
        completion = Round.Completion.ADD1 if equal else Round.Completion.NONE
    round = Round(
        pot=_with_room(pot, budget_cents),
        budget_cents=budget_cents,
        ballot_type=ballot_type,
        max_choices=max_choices,
        rule=rule,
        utility=utility,
        completion=completion,
        increment_cents=increment_cents,
        ties=ties,
        standing=standing,
        decides=decides.strip(),
        regulation=regulation.strip(),
        file_meta=file_meta or {},
    )
    _check_terms(round)
    opens, closes = vote
    if not clock.now() < opens < closes < result_by:
        raise InputRefused(
            _(
                "De data kloppen niet. Het stemmen begint later dan nu, en de uitslag komt na het stemmen."
            )
        )
    round.dossier = dossiers.create(
        actor,
        kind="round",
        title=title,
        purpose=purpose,
        municipality=pot.municipality,
        area=area,
        id=id,
    )
    processes.start(
        actor,
        round.dossier,
        "round",
        phases={"prepare": (clock.now(), opens), "vote": vote, "result": (closes, result_by)},
    )
    round.save(force_insert=True)
    dossiers.record(actor, round.dossier, "round.declare", facts=terms(round))
    return round


def _lies_in(area: Area, municipality: Party) -> bool:
    top = area
    while top.parent is not None:
        top = top.parent
    return municipality.codes.filter(area__code=top.code).exists()


def _with_room(pot: Pot, budget_cents: int) -> Pot:
    """The pot, locked; refused when its other rounds leave too little."""
    pot = Pot.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=pot.pk)
    left_cents = queries.pots(pot.municipality).get(pk=pot.pk).left_cents
    if budget_cents > left_cents:
        left = wording.money(left_cents, pot.currency, get_language() or "nl")
        raise TooDear(
            _("In %(pot)s zit nog %(left)s. Kies een lager bedrag voor deze ronde.")
            % {"pot": pot, "left": left}
        )
    return pot


def _check_terms(round: Round) -> None:
    choices = {
        "ballot_type": Round.BallotType,
        "rule": Round.Rule,
        "utility": Round.Utility,
        "completion": Round.Completion,
        "ties": Round.Ties,
        "standing": Round.Standing,
    }
    for name, allowed in choices.items():
        if getattr(round, name) not in allowed.values:
            raise InputRefused(
                _("%(name)s: ‘%(given)s’ bestaat niet. Kies uit %(allowed)s.")
                % {
                    "name": name,
                    "given": getattr(round, name),
                    "allowed": ", ".join(allowed.values),
                }
            )
    if round.budget_cents <= 0 or round.increment_cents <= 0:
        raise InputRefused(
            _("Een ronde verdeelt meer dan nul. Vul een bedrag in, bijvoorbeeld 60.000.")
        )
    if not round.decides or not round.regulation:
        raise InputRefused(_("Schrijf wie beslist, en welke regeling bij de ronde hoort."))
    for text, longest in ((round.decides, 200), (round.regulation, 300)):
        if len(text) > longest:
            raise InputRefused(
                _("Dit is te lang: ‘%(start)s…’. Gebruik hoogstens %(longest)s tekens.")
                % {"start": text[:40], "longest": longest}
            )
    if round.completion != "none" and round.rule != Round.Rule.EQUAL_SHARES:
        raise InputRefused(_("Aanvullen kan alleen bij gelijke delen. Kies ‘none’."))
    if round.max_choices is not None and (
        round.max_choices < 1 or round.ballot_type != Round.BallotType.APPROVAL
    ):
        raise InputRefused(
            _("Een grens op het aantal keuzes is minstens 1, en niet bij één keuze.")
        )


def terms(round: Round) -> dict[str, Any]:
    """What was declared, as the journal keeps it."""
    return {
        "pot": round.pot.name,
        "pot_source": round.pot.source,
        "budget_cents": round.budget_cents,
        "currency": round.currency,
        "ballot_type": round.ballot_type,
        "max_choices": round.max_choices,
        "rule": round.rule,
        "utility": round.utility,
        "completion": round.completion,
        "increment_cents": round.increment_cents,
        "ties": round.ties,
        "standing": round.standing,
        "decides": round.decides,
        "regulation": round.regulation,
    }
