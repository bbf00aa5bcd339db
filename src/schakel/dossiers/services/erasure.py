"""Taking a person out of what dossiers keep."""

from django.db import transaction

from schakel.base.actor import Actor
from schakel.dossiers.models import (
    Fact,
    File,
    Follow,
    MailChoice,
    Notice,
    Remark,
    RemarkReport,
)
from schakel.people.models import Person


@transaction.atomic
def erase_person(actor: Actor, person: Person) -> int:
    """Take a person out of everything kept here; returns how many rows that touched.

    The words of their remarks go, their place in the conversation stays: the answers still stand
    under it. What an office wrote is the office's, and loses only the name behind it.
    """
    own = Remark.objects.filter(by=person)
    touched = own.filter(party=None).update(
        by=None, text="", appeal="", state=Remark.State.WITHDRAWN
    )
    touched += own.update(by=None)
    touched += Remark.objects.filter(hidden_by=person).update(hidden_by=None)
    touched += Notice.objects.filter(by=person).update(by=None)
    touched += File.objects.filter(by=person).update(by=None)
    touched += Fact.objects.filter(person=person).update(person=None)
    for model, who in ((RemarkReport, "by"), (Follow, "person"), (MailChoice, "person")):
        touched += model.objects.filter(**{who: person}).delete()[0]
    return touched
