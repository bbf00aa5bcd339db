"""Verbs on pots, rounds and plans. Who may and when is the process's; money is in whole cents."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.funding import counting, wording
from schakel.funding.exceptions import Frozen, NotCounted, TooDear
from schakel.funding.models import Outcome, Pot, Project, ProjectResult, Round
from schakel.funding.permissions import may_run, may_set_aside
from schakel.people.models import Party
from schakel.processes import services as processes
from schakel.processes.exceptions import NotInThisPhase, NotInThisState
from schakel.processes.models import Decision, Process
from schakel.voice import services as voice
from schakel.voice.services import OptionSpec

_NOT_YOURS = "Dit mag u niet doen in de rol die u nu hebt. Alleen de gemeente van deze ronde kan dit."


@dataclass(frozen=True)
class ProjectSpec:
    """A plan to put into a round; without a key it gets the next number."""

    title: str
    cost_cents: int
    key: str = ""
    description: str = ""
    proposer: str = ""
    party: Party | None = None


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
        raise NotAllowed(_NOT_YOURS)
    if amount_cents <= 0:
        raise InputRefused("Een pot is groter dan nul. Vul een bedrag in, bijvoorbeeld 60.000.")
    if not name.strip() or not source.strip():
        raise InputRefused("Geef de pot een naam en noem het besluit waarin het geld staat.")
    return Pot.objects.create(
        id=id or uuid.uuid4(),
        name=name.strip(),
        municipality=municipality,
        year=year,
        amount_cents=amount_cents,
        currency=currency,
        source=source.strip(),
    )


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
    if not may_set_aside.test(actor, pot) or not (actor.area is None or actor.area.pk == area.pk):
        raise NotAllowed(_NOT_YOURS)
    if not _lies_in(area, pot.municipality):
        raise InputRefused(f"{area} ligt niet in {pot.municipality}. Kies een ander gebied.")
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
            "De data kloppen niet. Het stemmen begint later dan nu, en de uitslag komt na het stemmen."
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
    divided = (
        pot.rounds.exclude(dossier__process__state="withdrawn").aggregate(sum=Sum("budget_cents"))["sum"]
        or 0
    )
    if budget_cents > pot.amount_cents - divided:
        left = wording.money(pot.amount_cents - divided, pot.currency)
        raise TooDear(f"In {pot} zit nog {left}. Kies een lager bedrag voor deze ronde.")
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
                f"{name}: ‘{getattr(round, name)}’ bestaat niet. Kies uit {', '.join(allowed.values)}."
            )
    if round.budget_cents <= 0 or round.increment_cents <= 0:
        raise InputRefused("Een ronde verdeelt meer dan nul. Vul een bedrag in, bijvoorbeeld 60.000.")
    if not round.decides or not round.regulation:
        raise InputRefused("Schrijf wie beslist, en op welke regeling de ronde rust.")
    if round.completion != "none" and round.rule != Round.Rule.EQUAL_SHARES:
        raise InputRefused("Aanvullen kan alleen bij gelijke delen. Kies ‘none’.")
    if round.max_choices is not None and (
        round.max_choices < 1 or round.ballot_type != Round.BallotType.APPROVAL
    ):
        raise InputRefused("Een grens op het aantal keuzes is minstens 1, en niet bij één keuze.")


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


# --- plans --------------------------------------------------------------------------------------


def add_project(actor: Actor, round: Round, spec: ProjectSpec) -> Project:
    """Put one plan into a round that is being prepared. Raises NotAllowed, Frozen, InputRefused."""
    return add_projects(actor, round, [spec])[0]


@transaction.atomic
def add_projects(actor: Actor, round: Round, specs: Iterable[ProjectSpec]) -> list[Project]:
    """Put plans into a round, all or none, in the given order."""
    _in_preparation(actor, round)
    taken = {project.key: project.position for project in round.projects.all()}
    position, made = max(taken.values(), default=0), []
    for spec in specs:
        position += 1
        key = spec.key or str(next(n for n in range(position, 10**9) if str(n) not in taken))
        if key in taken:
            raise InputRefused(f"Het plannummer {key} bestaat al in deze ronde. Kies een ander nummer.")
        taken[key] = position
        made.append(
            _checked(
                Project(
                    round=round,
                    key=key,
                    title=spec.title.strip(),
                    description=spec.description.strip(),
                    cost_cents=spec.cost_cents,
                    proposer=spec.proposer.strip(),
                    party=spec.party,
                    position=position,
                )
            )
        )
    made = Project.objects.bulk_create(made)
    dossiers.record(
        actor, round.dossier, "round.plans.add", facts={"plans": [_plan(project) for project in made]}
    )
    return made


@transaction.atomic
def change_project(
    actor: Actor, project: Project, *, title: str, cost_cents: int, description: str, proposer: str
) -> Project:
    """Change a plan while its round is being prepared. Its key stays."""
    _in_preparation(actor, project.round)
    before = _plan(project)
    project.title, project.cost_cents = title.strip(), cost_cents
    project.description, project.proposer = description.strip(), proposer.strip()
    _checked(project).save()
    dossiers.record(
        actor,
        project.round.dossier,
        "round.plan.change",
        facts={"before": before, "after": _plan(project)},
    )
    return project


@transaction.atomic
def remove_project(actor: Actor, project: Project) -> None:
    """Take a plan out of a round that is being prepared."""
    _in_preparation(actor, project.round)
    dossiers.record(actor, project.round.dossier, "round.plan.remove", facts=_plan(project))
    project.delete()


def _in_preparation(actor: Actor, round: Round) -> Process:
    process = processes.lock(round.dossier.process)
    if not may_run.test(actor, process):
        raise NotAllowed(_NOT_YOURS)
    if process.state != "prepare":
        raise Frozen("Het stemmen is begonnen. De plannen en het geld staan nu vast.")
    return process


def _checked(project: Project) -> Project:
    if not project.title:
        raise InputRefused(f"Plan {project.key} heeft geen naam. Schrijf hoe het plan heet.")
    if project.cost_cents <= 0:
        raise InputRefused(f"Plan {project.key} kost niets. Vul een bedrag in, bijvoorbeeld 250.")
    if not project.key.strip() or "," in project.key or len(project.key) > 100:
        raise InputRefused(f"Plannummer ‘{project.key}’ kan niet. Gebruik letters en cijfers, geen komma.")
    if len(project.title) > 300:
        raise InputRefused(f"De naam van plan {project.key} is te lang. Gebruik hoogstens 300 tekens.")
    return project


def _plan(project: Project) -> dict[str, Any]:
    return {
        "key": project.key,
        "title": project.title,
        "cost_cents": project.cost_cents,
        "proposer": project.proposer,
    }


# --- the vote -----------------------------------------------------------------------------------


@transaction.atomic
def open_voting(actor: Actor, round: Round) -> Round:
    """Freeze terms and plans, and open the ballot box. Raises as processes.move does."""
    projects = list(round.projects.all())
    if not projects:
        raise InputRefused("Er zijn nog geen plannen. Zet eerst plannen in de ronde.")
    processes.move(
        actor,
        round.dossier.process,
        "open",
        facts={**terms(round), "plans": [_plan(project) for project in projects]},
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
            f"Stemmen kan tot {wording.moment(closes)}. Daarna kunt u het stemmen sluiten."
        )
    processes.move(actor, process, "close")
    voice.close_box(actor, round.dossier.ballot_box)
    return _fresh(round)


@transaction.atomic
def withdraw(actor: Actor, round: Round, *, reason: str) -> Round:
    """Stop a round before voting opens, with the reason; its money goes back to the pot."""
    if not reason.strip():
        raise InputRefused("Schrijf waarom de ronde niet doorgaat. Iedereen kan dit lezen.")
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
        raise NotInThisState(f"Tellen kan nu niet: de stand is ‘{process.state_label}’.")
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
            share_cents=counted.outcome.share * 100 // 1,
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


@transaction.atomic
def advise(actor: Actor, round: Round) -> Decision:
    """Where residents advise: record their advice, which is the outcome. The decision follows."""
    outcome = _counted(round)
    if round.standing != Round.Standing.ADVICE:
        raise NotInThisState("Bewoners beslissen in deze ronde zelf. Er is geen advies.")
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
            raise InputRefused("Bewoners beslissen in deze ronde zelf. De uitslag is het besluit.")
        texts = wording.decision(round, counted)
        outcome, plain_text, legal_text = texts.outcome, texts.plain, texts.legal
        legal_ground, english_summary = round.regulation, texts.english
    elif process.state == "counting":
        raise NotInThisState("Het advies van bewoners staat nog niet vast. Stel eerst het advies vast.")
    elif outcome not in Decision.Outcome.values:
        raise InputRefused("Kies ja, deels of nee.")
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
        raise NotCounted("De stemmen zijn nog niet geteld. Tel eerst de stemmen.")
    return found


def _fresh(round: Round) -> Round:
    return Round.objects.select_related("dossier__process", "pot__municipality").get(pk=round.pk)
