"""Verbs on handing an initiative over to an organisation of the district, with consent of the group."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.formats import day
from schakel.dossiers.services import record
from schakel.initiatives.models import Consent, Handover, Initiative
from schakel.initiatives.permissions import is_in_it, runs
from schakel.initiatives.permissions.handover import may_accept
from schakel.initiatives.queries import handover as queries
from schakel.initiatives.services.moving import hand, move
from schakel.journal import privacy
from schakel.norms import queries as norms
from schakel.people.models import Party


@transaction.atomic
def propose(
    actor: Actor, initiative: Initiative, to: Party, *, along: str, keeps: str = ""
) -> Handover:
    """Ask the group to hand it over to this organisation. Raises NotAllowed, InputRefused."""
    if not runs.test(actor, initiative):
        raise NotAllowed(_("Alleen wie dit initiatief trekt, kan dit voorstellen."))
    owner = initiative.dossier.owner
    if to.pk == owner.pk or to.ended or to.municipality_id != initiative.dossier.municipality_id:
        raise InputRefused(_("Kies een andere organisatie in uw gemeente."))
    if to.corner == Party.Corner.GOVERNMENT:
        raise InputRefused(
            _("Een initiatief gaat niet naar de gemeente. Kies een wijkorganisatie.")
        )
    if not along.strip():
        raise InputRefused(_("Schrijf wat er meegaat: spullen, geld, plek en afspraken."))
    for text in (along, keeps):
        if refusal := privacy.refusal(text):
            raise InputRefused(refusal)
    days = int(norms.norm("initiatives.consent_days", clock.today()).value)
    move(actor, initiative, "hand")
    return Handover.objects.create(
        initiative=initiative,
        to=to,
        group=owner,
        along=along.strip(),
        keeps=keeps.strip(),
        asked=clock.now(),
        until=clock.today() + timedelta(days=days),
    )


@transaction.atomic
def say(actor: Actor, handover: Handover, *, yes: bool, reason: str = "") -> Consent:
    """Say yes or object with a reason; saying it again takes the place of what was said."""
    handover = _open(handover)
    if actor.person is None or not is_in_it.test(actor, handover.initiative):
        raise NotAllowed(_("Alleen wie bij de groep hoort, zegt hier ja of nee."))
    if not yes and not reason.strip():
        raise InputRefused(_("Schrijf waarom u bezwaar hebt. Dan kan de groep er iets mee."))
    if refusal := privacy.refusal(reason):
        raise InputRefused(refusal)
    said, _created = Consent.objects.update_or_create(
        handover=handover,
        person=actor.person,
        defaults={"yes": yes, "reason": "" if yes else reason.strip(), "at": clock.now()},
    )
    return said


@transaction.atomic
def accept(actor: Actor, handover: Handover) -> Handover:
    """The organisation that gets it says yes. Raises NotAllowed, InputRefused."""
    handover = _open(handover)
    if not may_accept.test(actor, handover):
        raise NotAllowed(
            _("Alleen het bestuur van %(party)s kan ja zeggen.") % {"party": handover.to.name}
        )
    handover.accepted, handover.accepted_office = clock.now(), actor.office
    handover.save(update_fields=["accepted", "accepted_office"])
    return handover


@transaction.atomic
def complete(actor: Actor, handover: Handover) -> Initiative:
    """It is done: the organisation owns it, and whose idea it was stays. Raises NotAllowed, InputRefused."""
    handover = _open(handover)
    initiative = handover.initiative
    if not runs.test(actor, initiative):
        raise NotAllowed(_("Alleen wie dit initiatief trekt, rondt de overdracht af."))
    if handover.accepted is None:
        raise InputRefused(
            _("%(party)s zei nog geen ja. Vraag het bestuur.") % {"party": handover.to.name}
        )
    if objections := handover.consents.filter(yes=False).count():
        raise InputRefused(
            _("Er is nog %(number)s bezwaar. Praat erover. Trekken zij het in, dan kan het.")
            % {"number": objections}
        )
    if handover.until > clock.today() and queries.silent(handover):
        raise InputRefused(
            _("Niet iedereen zei al ja. Wacht tot %(day)s, of vraag het hen.")
            % {"day": day(handover.until)}
        )
    handover.done = clock.now()
    handover.save(update_fields=["done"])
    move(actor, initiative, "anchor", facts={"party": str(handover.to_id)})
    return hand(initiative, handover.to)


@transaction.atomic
def stop(actor: Actor, handover: Handover, *, reason: str) -> Initiative:
    """The group keeps it, or the organisation does not want it. Raises NotAllowed, InputRefused."""
    handover = _open(handover)
    by_group = runs.test(actor, handover.initiative)
    if not by_group and not may_accept.test(actor, handover):
        raise NotAllowed(_("Alleen de groep of de organisatie die het krijgt, stopt dit."))
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom de overdracht niet doorgaat."))
    if refusal := privacy.refusal(reason):
        raise InputRefused(refusal)
    handover.stopped, handover.reason = clock.now(), reason.strip()
    handover.save(update_fields=["stopped", "reason"])
    # Whoever stops it: the initiative is the group's as before.
    mover = actor if by_group else Actor.system()
    initiative = move(mover, handover.initiative, "keep", reason=handover.reason)
    if not by_group:
        record(actor, initiative.dossier, "handover.refuse", facts={}, reason=handover.reason)
    return initiative


def _open(handover: Handover) -> Handover:
    found = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("to", "initiative__dossier__owner", "initiative__dossier__process")
        .get(pk=handover.pk)
    )
    if not found.is_open:
        raise InputRefused(_("Deze overdracht is al klaar of gestopt."))
    return found
