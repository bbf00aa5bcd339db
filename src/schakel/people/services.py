"""Verbs on people, parties and roles."""

import uuid
from datetime import date

from django.db import transaction

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.people import queries
from schakel.people.models import Membership, MunicipalityCode, Party, Person


@transaction.atomic
def add_municipality(
    actor: Actor, *, name: str, area: Area, starts: date, id: uuid.UUID | None = None
) -> Party:
    """Make a municipality a party, tied to its CBS area from a date on. Given its id twice, it stays one."""
    party, _ = Party.objects.get_or_create(
        id=id or uuid.uuid4(),
        defaults={
            "name": name,
            "kind": Party.Kind.MUNICIPALITY,
            "corner": Party.Corner.GOVERNMENT,
        },
    )
    MunicipalityCode.objects.get_or_create(party=party, area=area, starts=starts)
    return party


def add_party(
    actor: Actor, *, name: str, kind: str, corner: str, id: uuid.UUID | None = None
) -> Party:
    """Add a party. Given its id twice, it stays one."""
    party, _ = Party.objects.get_or_create(
        id=id or uuid.uuid4(), defaults={"name": name, "kind": kind, "corner": corner}
    )
    return party


def add_person(
    actor: Actor, *, email: str, name: str, password: str | None = None, id: uuid.UUID | None = None
) -> Person:
    """Add an account; without a password it cannot sign in with one."""
    return queries.by_email(email) or Person.objects.create_user(
        email, name, password, id=id or uuid.uuid4()
    )


def give_role(
    actor: Actor, *, person: Person, party: Party, role: str, starts: date, area: Area | None = None
) -> Membership:
    """Let a person act in a role for a party, in one area or everywhere."""
    membership, _ = Membership.objects.get_or_create(
        person=person, party=party, role=role, area=area, starts=starts
    )
    return membership


@transaction.atomic
def erase_person(actor: Actor, person: Person) -> int:
    """Take name, address and roles away; the account stays as an empty place that nobody can enter."""
    gone, _ = person.memberships.all().delete()
    person.name, person.email = "", f"{person.id}@erased.invalid"
    person.is_active = False
    person.set_unusable_password()
    person.save()
    return gone + 1
