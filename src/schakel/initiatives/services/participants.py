"""Verbs on taking part: join, leave, bring others; and take up a group that nobody runs any more."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.permissions import speaker
from schakel.dossiers.services import record
from schakel.initiatives.kinds import OWNED
from schakel.initiatives.models import Initiative, Participant
from schakel.people import queries as people
from schakel.people import services as people_services
from schakel.people.models import Membership, Party, Person, Role


@transaction.atomic
def join(
    actor: Actor, initiative: Initiative, *, by: Participant | None = None, counted: bool = False
) -> Participant:
    """Take part, brought by an ambassador or not. Joining again is the same. Raises NotAllowed."""
    person = _person(actor)
    if initiative.dossier.process.state not in (*OWNED,):
        raise InputRefused(_("Hier kunt u nu niet meedoen. Pak de droom op, of kies een ander."))
    made, created = Participant.objects.get_or_create(
        initiative=initiative,
        person=person,
        defaults={
            "since": clock.now(),
            "brought_by": by if by and by.person_id != person.pk else None,
            "counted": counted and by is not None,
        },
    )
    if not created and made.left is not None:
        made.left, made.since = None, clock.now()
        made.save(update_fields=["left", "since"])
    return made


@transaction.atomic
def leave(actor: Actor, initiative: Initiative) -> None:
    """Stop taking part; the link by which one brought others stops too."""
    Participant.objects.filter(initiative=initiative, person=_person(actor), left=None).update(
        left=clock.now(), link="", counted=False, circle=False, helps=""
    )


@transaction.atomic
def become_ambassador(actor: Actor, initiative: Initiative) -> Participant:
    """Bring others with a link of one's own. Raises NotAllowed when one does not take part."""
    found = (
        Participant.objects.select_for_update()
        .filter(initiative=initiative, person=_person(actor), left=None)
        .first()
    )
    if found is None:
        raise NotAllowed(_("Doe eerst zelf mee. Dan kunt u het anderen vertellen."))
    if not found.link:
        found.link = secrets.token_urlsafe(16)
        found.save(update_fields=["link"])
    return found


@transaction.atomic
def stop_ambassador(actor: Actor, initiative: Initiative) -> None:
    Participant.objects.filter(initiative=initiative, person=_person(actor)).update(link="")


@transaction.atomic
def rescue(actor: Actor, initiative: Initiative) -> Membership:
    """Take up a group that nobody runs any more. Of two at once the second hears who was first."""
    person = _person(actor)
    if actor.party is not None:
        raise NotAllowed(_("Wissel van rol: als bewoner kunt u dit oppakken."))
    owner = Party.objects.select_for_update().get(pk=initiative.dossier.owner_id)
    if owner.pk == initiative.dossier.municipality_id or owner.ended is not None:
        raise InputRefused(_("Dit is een droom. Pak hem op met de knop op de pagina."))
    if people.is_run(owner):
        raise InputRefused(_("Deze groep heeft al een trekker. U kunt wel meedoen."))
    held = people_services.give_role(
        Actor.system(), person=person, party=owner, role=Role.BOARD, starts=clock.today()
    )
    record(actor, initiative.dossier, "initiative.rescue", facts={"party": str(owner.pk)})
    return held


def _person(actor: Actor) -> Person:
    person: Person | None = speaker(actor)
    if person is None:
        raise NotAllowed(_("Log in om mee te doen. Of vraag het aan de balie."))
    return person
