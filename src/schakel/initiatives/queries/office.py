"""What the municipality must look at: dreams told without an account, and days to look again."""

from django.db.models import Q, QuerySet

from schakel.areas import queries as areas
from schakel.base.actor import Actor
from schakel.initiatives.models import Again, Initiative
from schakel.people.permissions import is_official, municipality_id


def of_office(actor: Actor, path: str = "dossier__") -> Q:
    """The dossiers that this actor's office answers for; a department acts for its municipality."""
    if actor.party is None or not is_official.test(actor):
        return Q(pk__in=[])
    inside = Q(**{f"{path}municipality": municipality_id(actor.party)})
    if actor.area is not None:
        inside &= Q(**{f"{path}area__in": areas.within(actor.area)})
    return inside


def to_look_at(actor: Actor) -> QuerySet[Initiative]:
    """Dreams that this office reads first, the oldest first."""
    return (
        Initiative.objects.filter(of_office(actor), dossier__process__state="told")
        .select_related("dossier__area", "dossier__process")
        .order_by("dossier__created", "pk")
    )


def days_to_look(actor: Actor) -> QuerySet[Again]:
    """Days on which this office promised to look again, the first due first."""
    return (
        Again.objects.filter(of_office(actor, "initiative__dossier__"), looked=None)
        .select_related("initiative__dossier")
        .order_by("day", "pk")
    )


def again_of(initiative: Initiative) -> Again | None:
    """The day on which the office looks again, while it did not."""
    return initiative.again.filter(looked=None).select_related("initiative__dossier").first()
