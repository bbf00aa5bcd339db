"""Verbs on the plans of a round that is being prepared."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.funding.exceptions import NOT_YOURS, Frozen
from schakel.funding.models import Project, Round
from schakel.funding.permissions import may_run
from schakel.people.models import Party
from schakel.processes import services as processes
from schakel.processes.models import Process


@dataclass(frozen=True)
class ProjectSpec:
    """A plan to put into a round; without a key it gets the next number."""

    title: str
    cost_cents: int
    key: str = ""
    description: str = ""
    proposer: str = ""
    party: Party | None = None


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
            raise InputRefused(
                _("Het plannummer %(key)s bestaat al in deze ronde. Kies een ander nummer.")
                % {"key": key}
            )
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
        actor,
        round.dossier,
        "round.plans.add",
        facts={"plans": [as_fact(project) for project in made]},
    )
    return made


@transaction.atomic
def change_project(
    actor: Actor, project: Project, *, title: str, cost_cents: int, description: str, proposer: str
) -> Project:
    """Change a plan while its round is being prepared. Its key stays."""
    _in_preparation(actor, project.round)
    before = as_fact(project)
    project.title, project.cost_cents = title.strip(), cost_cents
    project.description, project.proposer = description.strip(), proposer.strip()
    _checked(project).save()
    dossiers.record(
        actor,
        project.round.dossier,
        "round.plan.change",
        facts={"before": before, "after": as_fact(project)},
    )
    return project


@transaction.atomic
def remove_project(actor: Actor, project: Project) -> None:
    """Take a plan out of a round that is being prepared."""
    _in_preparation(actor, project.round)
    dossiers.record(actor, project.round.dossier, "round.plan.remove", facts=as_fact(project))
    project.delete()


def _in_preparation(actor: Actor, round: Round) -> Process:
    process = processes.lock(round.dossier.process)
    if not may_run.test(actor, process):
        raise NotAllowed(_(NOT_YOURS))
    if process.state != "prepare":
        raise Frozen(_("Het stemmen is begonnen. De plannen en het geld staan nu vast."))
    return process


def _checked(project: Project) -> Project:
    plan = {"key": project.key}
    if not project.title:
        raise InputRefused(_("Plan %(key)s heeft geen naam. Schrijf hoe het plan heet.") % plan)
    if project.cost_cents <= 0:
        raise InputRefused(
            _("Plan %(key)s kost niets. Vul een bedrag in, bijvoorbeeld 250.") % plan
        )
    if not project.key.strip() or "," in project.key or len(project.key) > 100:
        raise InputRefused(
            _("Plannummer ‘%(key)s’ kan niet. Gebruik letters en cijfers, geen komma.") % plan
        )
    if len(project.title) > 300:
        raise InputRefused(
            _("De naam van plan %(key)s is te lang. Gebruik hoogstens 300 tekens.") % plan
        )
    return project


def as_fact(project: Project) -> dict[str, Any]:
    return {
        "key": project.key,
        "title": project.title,
        "cost_cents": project.cost_cents,
        "proposer": project.proposer,
    }
