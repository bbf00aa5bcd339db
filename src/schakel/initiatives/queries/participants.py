"""Reads on who takes part, who brings others, and who runs what."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker
from schakel.initiatives.kinds import OWNED
from schakel.initiatives.models import Initiative, Participant
from schakel.initiatives.queries.office import of_office
from schakel.people.models import Membership, Person, Role
from schakel.people.queries.roles import in_force


@dataclass(frozen=True)
class Group:
    """Who does it, as anybody may know: offices, and the names that people chose to show."""

    roles: tuple[tuple[Any, tuple[str, ...]], ...]
    is_run: bool


def group(dossier: Dossier) -> Group:
    """One query."""
    held = in_force(Membership.objects.filter(party=dossier.owner_id), clock.today())
    names: dict[str, list[str]] = {}
    runs = False
    for role, named, name, active in held.order_by("role", "id").values_list(
        "role", "named", "person__name", "person__is_active"
    ):
        shown = names.setdefault(role, [])
        runs = runs or (role == Role.BOARD and active)
        if named and name:
            shown.append(name)
    return Group(tuple((Role(role).label, tuple(shown)) for role, shown in names.items()), runs)


def mine(actor: Actor, initiative: Initiative) -> Participant | None:
    person = speaker(actor)
    if person is None:
        return None
    return (
        Participant.objects.filter(initiative=initiative, person=person, left=None)
        .annotate(
            number=Count("brought", filter=Q(brought__counted=True, brought__left__isnull=True))
        )
        .first()
    )


def taking_part(initiative: Initiative) -> int:
    return Participant.objects.filter(initiative=initiative, left=None).count()


def circle(initiative: Initiative) -> QuerySet[Participant]:
    """Who stands in the circle around the group; for the group only."""
    return Participant.objects.filter(
        initiative=initiative, circle=True, left=None, person__is_active=True
    ).select_related("person")


def behind(link: str) -> Participant | None:
    """The ambassador behind a link, while they take part."""
    if not link:
        return None
    return (
        Participant.objects.filter(link=link, left=None)
        .select_related("initiative__dossier__process", "initiative__dossier__area")
        .first()
    )


def without_anybody(actor: Actor) -> QuerySet[Initiative]:
    """Initiatives of this office's area whose group nobody runs any more."""
    boards = in_force(
        Membership.objects.filter(
            party=OuterRef("dossier__owner"), role=Role.BOARD, person__is_active=True
        ),
        clock.today(),
    )
    return Initiative.objects.filter(
        of_office(actor), ~Exists(boards), dossier__process__state__in=OWNED
    ).exclude(dossier__owner=F("dossier__municipality"))


def personal_data(person: Person) -> dict[str, Any]:
    found = Participant.objects.filter(person=person).select_related("initiative__dossier")
    return {
        "takes_part": [
            {
                "title": each.initiative.dossier.title,
                "since": each.since.date().isoformat(),
                "until": each.left.date().isoformat() if each.left else None,
                "brings": bool(each.link),
                "circle": each.helps,
            }
            for each in found
        ]
    }
