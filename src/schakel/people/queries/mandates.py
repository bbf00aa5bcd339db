"""Reads on mandates: which office decides what in the name of a party."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from schakel.base.plugs import mandate_subjects
from schakel.people.models import Mandate, Party


@dataclass(frozen=True)
class Mandates:
    """What an office may decide on a day. The database is asked only when somebody wants to know."""

    party: UUID
    role: str
    day: date

    def get(self, subject: str) -> Mandate | None:
        return (
            mandates_in_force(Mandate.objects.filter(party=self.party, role=self.role), self.day)
            .filter(subject=subject)
            .first()
        )


def mandates_in_force(mandates: QuerySet[Mandate], day: date) -> QuerySet[Mandate]:
    return mandates.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


@dataclass(frozen=True)
class Decides:
    """A line of the page "who decides here"."""

    mandate: Mandate
    subject: Any
    office: str


def who_decides(day: date, party: Party | None = None) -> QuerySet[Mandate]:
    """The mandates in force, by subject; of one party and its departments if asked."""
    found = mandates_in_force(Mandate.objects.select_related("party"), day)
    if party is not None:
        found = found.filter(
            Q(party=party) | Q(party__municipality=party, party__kind="department")
        )
    return found.order_by("subject", "party__name", "role", "id")


def line(mandate: Mandate) -> Decides:
    return Decides(
        mandate=mandate,
        subject=mandate_subjects.get(mandate.subject) or mandate.subject,
        office=f"{mandate.get_role_display()}, {mandate.party.name}",
    )


def mandate_by_id(pk: int) -> Mandate | None:
    return Mandate.objects.select_related("party__municipality").filter(pk=pk).first()
