"""Reads on handovers."""

from django.db.models import QuerySet

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers import queries as dossiers
from schakel.initiatives.models import Handover, Initiative
from schakel.people.models import Membership, Party, Role
from schakel.people.queries.roles import in_force


def newest(initiative: Initiative) -> Handover | None:
    """The one that goes on, or by which it came where it is."""
    found = Handover.objects.filter(initiative=initiative, stopped=None)
    return found.select_related("to", "group").first()


def by_number(actor: Actor, number: int) -> Handover | None:
    """A handover of an initiative that the actor may see."""
    return (
        Handover.objects.filter(dossiers.seen_by(actor, "initiative__dossier__"), pk=number)
        .select_related("to", "group", "initiative__dossier__owner", "initiative__dossier__area")
        .prefetch_related("consents")
        .first()
    )


def group_of(handover: Handover) -> QuerySet[Membership]:
    """Everybody of the group who is asked, once each; critical friends only advise."""
    held = Membership.objects.filter(party=handover.group).exclude(role=Role.FRIEND)
    return in_force(held, clock.today())


def silent(handover: Handover) -> int:
    """How many of the group said nothing yet."""
    asked = set(group_of(handover).values_list("person_id", flat=True))
    return len(asked - set(handover.consents.values_list("person_id", flat=True)))


def possible_receivers(initiative: Initiative) -> QuerySet[Party]:
    """Organisations of the community at home in this municipality, those that can take it first."""
    return (
        Party.objects.filter(
            municipality=initiative.dossier.municipality_id,
            corner=Party.Corner.COMMUNITY,
            ended=None,
        )
        .exclude(pk=initiative.dossier.owner_id)
        .exclude(kind=Party.Kind.RESIDENTS)
        .order_by("name")
    )
