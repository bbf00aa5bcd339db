"""Verbs on invitations: a role for the owner of one e-mail address, for a while, once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.norms import queries as norms
from schakel.people import queries
from schakel.people.models import Invitation, Membership, Party, Role
from schakel.people.permissions import Gift, may_see_roles
from schakel.people.services.recording import record
from schakel.people.services.roles import check_gift, give_role


@dataclass(frozen=True)
class Issued:
    """An invitation with the secret of its link, which is kept nowhere."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    actor: Actor, *, party: Party, role: str, email: str, area: Area | None = None
) -> Issued:
    """Invite somebody by e-mail to a role. A second one to the same address takes the first's place.

    Raises NotAllowed, InputRefused.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    check_gift(actor, Gift(party, role, area))
    now, email = clock.now(), email.strip().lower()
    rests_on = queries.membership_of(actor, clock.today())
    if rests_on is None:
        raise NotAllowed(_("Kies eerst de rol waarin u iemand uitnodigt."))
    open_now = queries.open_invitations(party, now)
    open_now.filter(email=email, role=role).update(withdrawn=now)
    most = int(norms.norm("people.open_invitations", clock.today()).value)
    if open_now.count() >= most:
        raise InputRefused(
            _("Er staan al %(number)s uitnodigingen open. Trek er eerst een in.") % {"number": most}
        )
    days = int(norms.norm("people.invitation_days", clock.today()).value)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        party=party,
        role=role,
        area=area,
        email=email,
        token_hash=_hash(token),
        by=rests_on,
        created=now,
        expires=now + timedelta(days=days),
    )
    record(
        actor,
        "role.invite",
        facts={"invitation": str(invitation.id), "party": str(party.id), "role": role},
        reason=f"{_dutch(role)}, {party.name}",
    )
    return Issued(invitation, token)


@transaction.atomic
def withdraw_invitation(actor: Actor, invitation: Invitation) -> None:
    """Take an invitation back before it is used. Raises NotAllowed, InputRefused."""
    if not may_see_roles.test(actor, invitation.party):
        raise NotAllowed(_("Alleen wie deze partij bestuurt kan een uitnodiging intrekken."))
    found = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if found.accepted or found.withdrawn:
        raise InputRefused(_("Deze uitnodiging staat niet meer open."))
    found.withdrawn = clock.now()
    found.save(update_fields=["withdrawn"])
    record(
        actor,
        "role.uninvite",
        facts={"invitation": str(found.id), "party": str(found.party_id), "role": found.role},
        reason=f"{_dutch(found.role)}, {found.party.name}",
    )


@transaction.atomic
def accept_invitation(actor: Actor, token: str) -> Membership:
    """Take the role. Only who signed in with the invited address can, and only once.

    Raises InputRefused with what to do when it is over, NotAllowed for anybody else.
    """
    invitation = _usable(token)
    if actor.person is None or actor.person.email.lower() != invitation.email:
        raise NotAllowed(
            _("Deze uitnodiging is voor een ander e-mailadres. Log in met het adres van de mail.")
        )
    given = give_role(
        queries.actor_for(invitation.by),
        person=actor.person,
        party=invitation.party,
        role=invitation.role,
        area=invitation.area,
        starts=clock.today(),
    )
    invitation.accepted = clock.now()
    invitation.save(update_fields=["accepted"])
    return given


@transaction.atomic
def decline_invitation(actor: Actor, token: str) -> None:
    """Say no. Who has the link may: it gives nothing."""
    invitation = _usable(token)
    invitation.withdrawn = clock.now()
    invitation.save(update_fields=["withdrawn"])


def invitation_behind(token: str) -> Invitation:
    """The invitation of a link while it can be used. Raises InputRefused with what to do otherwise."""
    return _check(Invitation.objects.filter(token_hash=_hash(token)))


def _usable(token: str) -> Invitation:
    return _check(
        Invitation.objects.select_for_update(of=("self",)).filter(token_hash=_hash(token))
    )


def _check(found: QuerySet[Invitation]) -> Invitation:
    invitation = found.select_related(
        "party__municipality", "area", "by__person", "by__party"
    ).first()
    again = _("Vraag om een nieuwe.")
    if invitation is None:
        raise InputRefused(_("Deze uitnodiging kennen wij niet. Kijk of de link helemaal is."))
    if invitation.accepted:
        raise InputRefused(_("Deze uitnodiging is al gebruikt.") + " " + again)
    still = queries.in_force(Membership.objects.filter(pk=invitation.by_id), clock.today())
    if invitation.withdrawn or invitation.party.ended or not still.exists():
        raise InputRefused(_("Deze uitnodiging is ingetrokken.") + " " + again)
    if invitation.expires <= clock.now():
        raise InputRefused(_("Deze uitnodiging is verlopen.") + " " + again)
    return invitation


def clean_invitations() -> int:
    """Throw away invitations that ended longer ago than the norm keeps them; how many."""
    days = int(norms.norm("people.invitation_kept_days", clock.today()).value)
    return Invitation.objects.filter(expires__lt=clock.now() - timedelta(days=days)).delete()[0]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _dutch(role: str) -> str:
    with translation.override("nl"):
        return str(Role(role).label)
