"""Verbs of who wants to do something: be found, be found no more, greet somebody."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.permissions import speaker
from schakel.exchange.queries import is_blocked_by
from schakel.initiatives import mailing
from schakel.initiatives.models import Neighbour
from schakel.initiatives.models.initiatives import DOMAINS
from schakel.journal import privacy
from schakel.people.models import Person


@dataclass(frozen=True)
class Known:
    """What somebody lets others know of them."""

    called: str
    wants: str
    kind: str = Neighbour.Kind.RESIDENT
    domains: list[str] = field(default_factory=list)


@transaction.atomic
def be_found(actor: Actor, area: Area, known: Known) -> Neighbour:
    """Let others find you, or say it anew. Raises NotAllowed, InputRefused."""
    if not known.called.strip() or not known.wants.strip():
        raise InputRefused(_("Schrijf hoe u heet en wat u zou willen doen."))
    for text in (known.called, known.wants):
        if refusal := privacy.refusal(text):
            raise InputRefused(refusal)
    if set(known.domains) - set(DOMAINS) or known.kind not in Neighbour.Kind.values:
        raise InputRefused(_("Kies een onderwerp uit de lijst."))
    shown = {
        "area": area,
        "kind": known.kind,
        "called": " ".join(known.called.split()),
        "wants": known.wants.strip(),
        "domains": known.domains,
    }
    made, _new = Neighbour.objects.update_or_create(
        person=_person(actor),
        defaults=shown,
        create_defaults=shown | {"since": clock.now()},
    )
    return made


@transaction.atomic
def be_found_no_more(actor: Actor) -> None:
    Neighbour.objects.filter(person=_person(actor)).delete()


def greet(actor: Actor, neighbour: Neighbour, text: str) -> None:
    """Mail somebody who lets others find them. They get the sender's name and address, and answer or
    not; the sender learns no address. Nothing of it is kept. Raises NotAllowed, InputRefused."""
    person = _person(actor)
    if neighbour.person_id == person.pk:
        raise InputRefused(_("Dit bent u zelf. Kies iemand anders."))
    if is_blocked_by(person, neighbour.person_id):
        raise NotAllowed(_("Deze persoon kunt u niets sturen."))
    if not text.strip():
        raise InputRefused(_("Schrijf een bericht."))
    if not mailing.greeting(neighbour, person, text.strip()[:1000]):
        raise InputRefused(_("De mail ging niet uit. Probeer het later opnieuw."))


def _person(actor: Actor) -> Person:
    person = speaker(actor)
    if not isinstance(person, Person):
        raise NotAllowed(_("Log eerst in. Dan kunnen anderen u vinden."))
    return person
