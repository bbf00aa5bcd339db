"""Reads on what a desk does for somebody. For the desk itself only."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from schakel.base import clock
from schakel.people.models import Behalf, Membership, Person


def behalf_now(membership: Membership, id: Any) -> Behalf | None:
    """Whom this role acts for at this moment, while the time has not run out."""
    try:
        key = UUID(str(id))
    except ValueError:
        return None
    return (
        Behalf.objects.filter(
            pk=key, desk=membership, ended=None, erased=None, until__gt=clock.now()
        )
        .select_related("person")
        .first()
    )


def behalfs_of(person: Person) -> QuerySet[Behalf]:
    """Whom this person helped at a desk and is still written down."""
    return Behalf.objects.filter(desk__person=person, erased=None).select_related("person", "desk")
