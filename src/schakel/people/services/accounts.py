"""Verbs on accounts: add one, and erase everything about the person."""

import uuid

from django.db import transaction

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.people import queries
from schakel.people.models import Invitation, Party, Person, PersonMerge
from schakel.people.services.desk import erase_helped
from schakel.people.services.recording import facts_of, record, words


def add_person(
    actor: Actor, *, email: str, name: str, password: str | None = None, id: uuid.UUID | None = None
) -> Person:
    """Add an account; without a password it cannot sign in with one."""
    return queries.by_email(email) or Person.objects.create_user(
        email, name, password, id=id or uuid.uuid4()
    )


@transaction.atomic
def erase_person(actor: Actor, person: Person) -> int:
    """Take name, address, roles and everything beside them away; the account stays as an empty place
    that nobody can enter. That a role ended is in the journal, as always."""
    for held in queries.memberships_on(person, clock.today()):
        record(actor, "role.end", facts=facts_of(held), reason=words(held))
    gone, _ = person.memberships.all().delete()
    gone += Invitation.objects.filter(email=person.email).delete()[0]
    gone += Party.objects.filter(liable=person).update(liable=None)
    gone += erase_helped(person)
    gone += PersonMerge.objects.filter(keep=person).delete()[0]
    gone += PersonMerge.objects.filter(gone=person).delete()[0]
    empty_account(person)
    return gone + 1


def empty_account(person: Person) -> None:
    person.name, person.email = "", f"{person.id}@erased.invalid"
    person.is_active = False
    person.set_unusable_password()
    person.save()
