"""Verbs on owning: take a dream up, claim one's own by mail, give it back to the neighbourhood."""

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.formats import day
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker
from schakel.initiatives.models import Claim, Credit, Initiative
from schakel.initiatives.permissions import may_adopt
from schakel.initiatives.services.moving import hand, move, set_visibility
from schakel.initiatives.services.telling import offer_claim, owner_of
from schakel.initiatives.tokens import token_hash
from schakel.people import services as people
from schakel.people.models import Party, Role
from schakel.processes import services as processes


@transaction.atomic
def adopt(actor: Actor, initiative: Initiative, *, group: str = "") -> Initiative:
    """Take a dream up: from now on it is an initiative, owned by the actor's party or a new group.

    `group` names the new group of residents. A dream that waits for who told it goes to nobody else.
    Of two at once the second hears who was first. Raises NotAllowed, InputRefused.
    """
    initiative = _locked(actor, initiative)
    claim = Claim.objects.filter(initiative=initiative, used=None).first()
    now = clock.now()
    if claim is not None and claim.expires > now and not _told(actor, claim):
        raise NotAllowed(
            _("Wie dit vertelde, krijgt eerst de kans. Vanaf %(day)s kunt u het oppakken.")
            % {"day": day(claim.expires)}
        )
    party = _party(actor, initiative, group)
    move(actor, initiative, "adopt", facts={"party": str(party.pk)})
    hand(initiative, party)
    if claim is not None:
        claim.used = now
        claim.save(update_fields=["used"])
        _mine(actor, initiative, claim)
    return set_visibility(initiative, Dossier.Visibility.PUBLIC)


def _locked(actor: Actor, initiative: Initiative) -> Initiative:
    """The dream with its process held, so that two who take it up go one after the other."""
    process = processes.lock(initiative.dossier.process)
    initiative = Initiative.objects.select_related("dossier__owner", "dossier__area").get(
        pk=process.dossier_id
    )
    initiative.dossier.process = process
    if (owner := owner_of(initiative)) is not None:
        raise InputRefused(
            _("Dit is al opgepakt door %(party)s. U kunt wel meedoen.") % {"party": owner.name}
        )
    if process.state not in ("told", "dream"):
        raise InputRefused(_("Dit kan nu niet meer opgepakt worden."))
    if not may_adopt.test(actor, initiative):
        raise NotAllowed(_("Log in om dit op te pakken. Of vraag het aan de balie."))
    return initiative


def _told(actor: Actor, claim: Claim) -> bool:
    person = speaker(actor)
    return person is not None and getattr(person, "email", "").lower() == claim.email


def _party(actor: Actor, initiative: Initiative, group: str) -> Party:
    """The party for which somebody acts, or a new group of residents that they run."""
    if isinstance(actor.party, Party) and actor.on_behalf_of is None:
        return actor.party
    person = speaker(actor)
    if person is None:
        raise InputRefused(
            _("Wie u helpt, heeft nog geen account. Vul bij de droom een e-mailadres in.")
        )
    dossier = initiative.dossier
    as_resident = Actor(person, None, Role.RESIDENT.value, Role.RESIDENT.label)
    return people.add_party(
        as_resident,
        name=group.strip() or dossier.title,
        kind=Party.Kind.RESIDENTS,
        corner=Party.Corner.COMMUNITY,
        municipality=dossier.municipality,
        area=dossier.area,
        description=dossier.purpose,
    )


def _mine(actor: Actor, initiative: Initiative, claim: Claim) -> None:
    """Whose dream it was is known now; the name stays hidden until they show it."""
    if _told(actor, claim):
        Credit.objects.filter(
            initiative=initiative, kind=Credit.Kind.IDEA, person=None, party=None
        ).update(person=speaker(actor))


@transaction.atomic
def claim(actor: Actor, token: str, *, group: str = "") -> Initiative:
    """Take up one's own dream with the link from the mail. Only who signed in with that address can.

    Raises InputRefused with what to do when the link is over, NotAllowed for anybody else.
    """
    found = behind(token)
    check_teller(actor, found)
    return adopt(actor, found.initiative, group=group)


def check_teller(actor: Actor, claim: Claim) -> None:
    """Raises NotAllowed for anybody but who signed in with the address that told the dream."""
    if actor.person is None or actor.person.email.lower() != claim.email:
        raise NotAllowed(
            _("Deze link is voor een ander e-mailadres. Log in met het adres van de mail.")
        )


def behind(token: str) -> Claim:
    """The dream behind a link while it can be used. Raises InputRefused with what to do otherwise."""
    found = (
        Claim.objects.filter(token_hash=token_hash(token))
        .select_related("initiative__dossier__owner", "initiative__dossier__process")
        .first()
    )
    if found is None:
        raise InputRefused(_("Deze link kennen wij niet. Kijk of de link helemaal is."))
    if found.used:
        raise InputRefused(_("Deze link is al gebruikt. Log in om verder te gaan."))
    if found.expires <= clock.now():
        raise InputRefused(_("Deze link is verlopen. Vraag hieronder een nieuwe."))
    return found


@transaction.atomic
def renew(initiative: Initiative, email: str) -> str:
    """A new link for who told this dream; empty for any other address, and nobody hears which."""
    known = Claim.objects.filter(initiative=initiative, used=None).first()
    if known is None or known.email != email.strip().lower() or owner_of(initiative) is not None:
        return ""
    return offer_claim(initiative, known.email)


@transaction.atomic
def release(actor: Actor, initiative: Initiative, *, reason: str) -> Initiative:
    """Give an initiative back to the neighbourhood: a dream again, that another may take up."""
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom u stopt. Dan weet een ander wat er speelde."))
    move(actor, initiative, "release", reason=reason.strip())
    return hand(initiative, initiative.dossier.municipality)
