"""Verbs that make one of two: parties by their municipality, accounts by the person who has both."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.norms import queries as norms
from schakel.people import queries
from schakel.people.models import Party, PartyMerge, Person, PersonMerge
from schakel.people.permissions import may_merge
from schakel.people.services.accounts import empty_account
from schakel.people.services.parties import close
from schakel.people.services.recording import record
from schakel.people.services.references import move, name_of, references

# The trail itself says what was; it never moves.
PARTY_TRAIL = frozenset({"people.partymerge.gone", "people.partymerge.into"})
_RIGHTS = frozenset({"people.membership.party", "people.invitation.party", "people.mandate.party"})
PERSON_TRAIL = frozenset({"people.personmerge.keep", "people.personmerge.gone"})


@transaction.atomic
def merge_parties(
    actor: Actor, gone: Party, into: Party, *, reason: str, with_roles: bool = False
) -> PartyMerge:
    """Let one party go up in another, with everything that names it; its address leads on for ever.

    People keep their role only `with_roles`: otherwise whoever began a double would come to run the
    real one. Rows that are frozen keep the old name. Raises NotAllowed, InputRefused.
    """
    if gone.pk == into.pk:
        raise InputRefused(_("Dit is dezelfde partij. Kies een andere."))
    if not may_merge.test(actor, (gone, into)):
        raise NotAllowed(
            _("U kunt alleen partijen samenvoegen die in uw eigen gemeente thuis zijn.")
        )
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom dit dezelfde partij is, zonder namen."))
    locked = {
        party.pk: party
        for party in Party.objects.select_for_update()
        .filter(pk__in=[gone.pk, into.pk])
        .order_by("pk")
    }
    gone, into = locked[gone.pk], locked[into.pk]
    if gone.ended or into.ended:
        raise InputRefused(_("Een van de twee bestaat niet meer. Ververs de lijst."))
    if Party.Kind.MUNICIPALITY in (gone.kind, into.kind):
        raise InputRefused(
            _("Gemeenten voegt u hier niet samen. Dat gaat met de codes van het CBS.")
        )
    if gone.corner != into.corner:
        raise InputRefused(
            _(
                "De twee staan in een andere hoek van het speelveld. Kies een partij uit dezelfde hoek."
            )
        )
    roles = queries.in_force(gone.memberships.all(), clock.today()).count() if with_roles else 0
    surety, host, agreed = gone.liable, gone.host, gone.host_agreed
    leave = PARTY_TRAIL
    if not with_roles:
        leave |= _RIGHTS
        Party.objects.filter(host=gone).update(host_agreed=None)
    moved, stayed = move(gone, into, leave=leave)
    gone.refresh_from_db()
    stopped = close(gone)
    into.refresh_from_db()
    if into.kind == Party.Kind.RESIDENTS and not into.liable_id and not into.host_id and with_roles:
        into.liable, into.host, into.host_agreed = surety, host, agreed
    for name in ("description", "website"):
        setattr(into, name, getattr(into, name) or getattr(gone, name))
    into.kvk = into.kvk or gone.kvk
    into.save()
    entry = record(
        actor,
        "party.merge",
        facts={
            "gone": str(gone.id),
            "into": str(into.id),
            "moved": moved,
            "stayed": stayed,
            "roles_moved": roles,
            "roles_stopped": stopped,
        },
        reason=f"{gone.name} ({gone.short_id}) -> {into.name} ({into.short_id}). {reason.strip()}",
    )
    return PartyMerge.objects.create(
        gone=gone,
        into=into,
        at=clock.now(),
        office=actor.office,
        reason=reason.strip(),
        moved=moved,
        stayed=stayed,
        entry=entry,
    )


# --- two accounts of one person -------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    merge: PersonMerge
    token: str


@transaction.atomic
def ask_person_merge(actor: Actor, email: str) -> Asked | None:
    """Ask that another account of oneself goes up in this one; a mail to it must be answered.

    None when there is no such account: the screen says the same in both cases.
    """
    if actor.person is None or actor.on_behalf_of is not None:
        raise NotAllowed(_("Log eerst in met het account dat u wilt houden."))
    other = queries.by_email(email.strip())
    if other is not None and other.pk == actor.person.pk:
        raise InputRefused(
            _("Dit is het account waarmee u nu bent ingelogd. Vul het andere adres in.")
        )
    if other is None or not other.is_active:
        return None
    token, now = secrets.token_urlsafe(32), clock.now()
    days = int(norms.norm("people.invitation_days", clock.today()).value)
    PersonMerge.objects.filter(keep=actor.person, gone=other, confirmed=None).delete()
    merge = PersonMerge.objects.create(
        keep=actor.person,
        gone=other,
        token_hash=sha256(token.encode()).hexdigest(),
        asked=now,
        expires=now + timedelta(days=days),
    )
    return Asked(merge, token)


def person_merge_behind(token: str) -> PersonMerge:
    """The question behind a link while it stands. Raises InputRefused otherwise."""
    found = (
        PersonMerge.objects.filter(token_hash=sha256(token.encode()).hexdigest())
        .select_related("keep", "gone")
        .first()
    )
    if found is None or found.confirmed or found.expires <= clock.now() or not found.keep.is_active:
        raise InputRefused(
            _("Deze link is gebruikt of verlopen. Vraag het samenvoegen opnieuw aan.")
        )
    return found


@transaction.atomic
def confirm_person_merge(actor: Actor, token: str) -> PersonMerge:
    """Confirm with the other account: its roles and acts go to the first, and it is emptied.

    Only who is signed in to the account that goes can. Raises NotAllowed, InputRefused.
    """
    merge = person_merge_behind(token)
    if actor.person is None or actor.person.pk != merge.gone_id or actor.on_behalf_of is not None:
        raise NotAllowed(_("Log in met het account dat ophoudt, en open de link dan opnieuw."))
    Person.objects.select_for_update().filter(pk__in=[merge.keep_id, merge.gone_id]).count()
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.confirmed:
        raise InputRefused(
            _("Deze link is gebruikt of verlopen. Vraag het samenvoegen opnieuw aan.")
        )
    gone, keep = merge.gone, merge.keep
    # Passwords, keys and addresses of the account that goes are not handed to another.
    credentials = frozenset(
        name_of(model, field)
        for model, field in references(Person)
        if not model.__module__.startswith("schakel.")
    )
    roles = queries.in_force(gone.memberships.all(), clock.today()).count()
    move(gone, keep, leave=PERSON_TRAIL | credentials)
    for model, field in references(Person):
        if name_of(model, field) in credentials:
            model._base_manager.filter(**{field.name: gone}).delete()
    empty_account(gone)
    merge.confirmed = clock.now()
    merge.save(update_fields=["confirmed"])
    record(
        actor,
        "person.merge",
        facts={"merge": str(merge.id), "roles": roles},
        reason=_roles_words(roles),
    )
    return merge


def _roles_words(roles: int) -> str:
    return f"Twee accounts van dezelfde persoon zijn er nu een. Rollen: {roles}."
