"""Verbs on parties: begin one, describe it, say who answers for its money, end it."""

import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.journal import privacy
from schakel.people import queries
from schakel.people.models import MunicipalityCode, Party, Role
from schakel.people.permissions import (
    is_admin,
    is_signed_in,
    is_system,
    manages,
    may_begin,
    may_change,
    may_manage,
    municipality_id,
)
from schakel.people.services.recording import record
from schakel.people.services.roles import give_role

_CORNER = {
    Party.Kind.MUNICIPALITY: Party.Corner.GOVERNMENT,
    Party.Kind.DEPARTMENT: Party.Corner.GOVERNMENT,
    Party.Kind.COMPANY: Party.Corner.MARKET,
    Party.Kind.RESIDENTS: Party.Corner.COMMUNITY,
}


@transaction.atomic
def add_municipality(
    actor: Actor, *, name: str, area: Area, starts: date, id: uuid.UUID | None = None
) -> Party:
    """Make a municipality a party, tied to its CBS area from a date on. Given its id twice, it stays one."""
    if not is_system.test(actor):
        raise NotAllowed(_("Alleen de beheerder van de site zet er een gemeente in."))
    party, _new = Party.objects.get_or_create(
        id=id or uuid.uuid4(),
        defaults={
            "name": name,
            "kind": Party.Kind.MUNICIPALITY,
            "corner": Party.Corner.GOVERNMENT,
        },
    )
    MunicipalityCode.objects.get_or_create(party=party, area=area, starts=starts)
    return party


@transaction.atomic
def add_party(
    actor: Actor,
    *,
    name: str,
    kind: str,
    corner: str,
    municipality: Party | None = None,
    area: Area | None = None,
    description: str = "",
    website: str = "",
    kvk: str = "",
    id: uuid.UUID | None = None,
) -> Party:
    """Add a party. Given its id twice, it stays one.

    Who adds one for themselves runs it from then on; an official of the municipality, or the system,
    adds one that nobody runs yet. A department is added by the administrator of its municipality.
    Raises NotAllowed, InputRefused.
    """
    if id is not None and (known := Party.objects.filter(id=id).first()):
        return known
    _may_add(actor, kind, municipality)
    party = Party(
        id=id or uuid.uuid4(),
        name=name,
        kind=kind,
        corner=corner,
        municipality=municipality,
        area=area,
        description=description.strip(),
        website=website,
        kvk=kvk,
    )
    check(party)
    _save(party)
    record(
        actor,
        "party.add",
        facts={"party": str(party.id), "kind": kind, "corner": corner},
        reason=f"{party.name} ({party.short_id})",
    )
    if actor.person is not None and not _for_municipality(actor):
        give_role(
            Actor.system(), person=actor.person, party=party, role=Role.BOARD, starts=clock.today()
        )
    return party


def _for_municipality(actor: Actor) -> bool:
    return actor.party is not None and municipality_id(actor.party) is not None


def _may_add(actor: Actor, kind: str, municipality: Party | None) -> None:
    if is_system.test(actor):
        return
    if kind == Party.Kind.MUNICIPALITY:
        raise NotAllowed(_("Alleen de beheerder van de site zet er een gemeente in."))
    if actor.on_behalf_of is not None:
        raise NotAllowed(_("Een partij begint iemand zelf. Help bij het inloggen."))
    own = (
        municipality is not None
        and actor.party is not None
        and municipality_id(actor.party) == municipality.pk
    )
    if kind == Party.Kind.DEPARTMENT:
        if not (is_admin.test(actor) and own and actor.area is None):
            raise NotAllowed(_("Alleen de beheerder van de gemeente maakt een afdeling."))
    elif not is_signed_in.test(actor):
        raise NotAllowed(_("Log eerst in. Dan kunt u een partij beginnen."))
    elif not may_begin.test(actor) or (_for_municipality(actor) and not own):
        raise NotAllowed(
            _("U handelt voor een gemeente. Wissel van rol als u voor uzelf een partij begint.")
        )


def check(party: Party) -> None:
    party.name = " ".join(party.name.split())
    if not party.name:
        raise InputRefused(_("Schrijf hoe de partij heet."))
    if _CORNER.get(Party.Kind(party.kind), party.corner) != party.corner:
        raise InputRefused(
            _("Een partij van de soort %(kind)s hoort in een andere hoek. Kies: %(corner)s.")
            % {
                "kind": str(party.get_kind_display()).lower(),
                "corner": _CORNER[Party.Kind(party.kind)].label,
            }
        )
    if refusal := privacy.refusal(f"{party.name}\n{party.description}"):
        raise InputRefused(refusal)


def _save(party: Party) -> None:
    try:
        with transaction.atomic():
            party.save()
    except IntegrityError as error:
        if party.kvk and Party.objects.exclude(pk=party.pk).filter(kvk=party.kvk, ended=None):
            raise InputRefused(
                _("Een partij met KvK-nummer %(kvk)s staat er al. Zoek die op in de lijst.")
                % {"kvk": party.kvk}
            ) from None
        raise error


@transaction.atomic
def change_party(actor: Actor, party: Party, **fields: Any) -> Party:
    """Change what a party says of itself: name, description, website, kvk, area. Raises NotAllowed."""
    if not may_change.test(actor, party) or party.ended:
        raise NotAllowed(_("Alleen wie deze partij bestuurt kan dit wijzigen."))
    party = Party.objects.select_for_update().get(pk=party.pk)
    before = party.name
    for name in ("name", "description", "website", "kvk", "area"):
        if name in fields:
            setattr(party, name, fields[name])
    check(party)
    _save(party)
    if before != party.name:
        record(
            actor,
            "party.rename",
            facts={"party": str(party.id), "from": before, "to": party.name},
            reason=f"{before} -> {party.name}",
        )
    return party


@transaction.atomic
def end_party(actor: Actor, party: Party, *, reason: str) -> Party:
    """End a party: all its roles stop and its invitations lapse. Its page stays, with the reason."""
    if not may_manage.test(actor, party) or party.kind == Party.Kind.MUNICIPALITY:
        raise NotAllowed(_("Alleen wie deze partij bestuurt kan haar opheffen."))
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom de partij ophoudt, zonder namen."))
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.ended:
        raise InputRefused(_("%(party)s bestaat niet meer.") % {"party": party.name})
    stopped = close(party)
    record(
        actor,
        "party.end",
        facts={"party": str(party.id), "roles_stopped": stopped},
        reason=f"{party.name}. {reason.strip()}",
    )
    return party


def close(party: Party) -> int:
    """Stop every role, invitation, mandate and promise to answer for money; the number of roles."""
    today, now = clock.today(), clock.now()
    held = queries.in_force(party.memberships.all(), today)
    stopped = held.update(ends=today, stopped=now)
    party.invitations.filter(accepted=None, withdrawn=None).update(withdrawn=now)
    queries.mandates_in_force(party.mandates.all(), today).filter(starts__lt=today).update(
        ends=today
    )
    party.mandates.filter(starts__gte=today).delete()
    Party.objects.filter(host=party).update(host=None, host_agreed=None)
    party.ended, party.liable, party.host, party.host_agreed = today, None, None, None
    party.save()
    return stopped


# --- who answers for the money of a group --------------------------------------------------------


@transaction.atomic
def answer_for_money(actor: Actor, party: Party, yes: bool = True) -> Party:
    """Answer in person for the money of a group without legal form, or stop doing so.

    Only somebody who runs the group, and only for themselves: nobody makes another person liable.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    if not manages.test(actor, party) or actor.person is None:
        raise NotAllowed(_("Alleen wie de groep bestuurt kan voor het geld instaan."))
    if party.kind != Party.Kind.RESIDENTS:
        raise InputRefused(_("Deze partij is een rechtspersoon. Zij staat zelf in voor haar geld."))
    if not yes and party.liable_id != actor.person.pk:
        raise NotAllowed(_("Iemand anders staat in voor het geld. Alleen die persoon kan stoppen."))
    party.liable = actor.person if yes else None
    party.save()
    _recorded_money(actor, party, "party.liable" if yes else "party.not_liable")
    return party


@transaction.atomic
def ask_host(actor: Actor, party: Party, host: Party | None) -> Party:
    """Ask a legal person to hold the money of a group, or ask no longer. It counts once it agrees."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    if not manages.test(actor, party):
        raise NotAllowed(_("Alleen wie de groep bestuurt kan een penvoerder vragen."))
    if party.kind != Party.Kind.RESIDENTS:
        raise InputRefused(_("Deze partij is een rechtspersoon. Zij staat zelf in voor haar geld."))
    if host is not None and (host.kind == Party.Kind.RESIDENTS or host.ended):
        raise InputRefused(
            _("%(host)s kan geen penvoerder zijn. Kies een stichting, vereniging of bedrijf.")
            % {"host": host.name}
        )
    party.host, party.host_agreed = host, None
    party.save()
    _recorded_money(actor, party, "party.ask_host")
    return party


@transaction.atomic
def answer_as_host(actor: Actor, party: Party, yes: bool) -> Party:
    """Say yes or no to holding the money of a group; a host may also stop later."""
    party = Party.objects.select_for_update(of=("self",)).select_related("host").get(pk=party.pk)
    if party.host is None or not manages.test(actor, party.host):
        raise NotAllowed(_("Alleen het bestuur van de penvoerder kan hierop antwoorden."))
    verb = "party.host_yes" if yes else "party.host_no"
    _recorded_money(actor, party, verb)
    if yes:
        party.host_agreed = clock.today()
    else:
        party.host, party.host_agreed = None, None
    party.save()
    return party


def _recorded_money(actor: Actor, party: Party, verb: str) -> None:
    host = f", {party.host.name}" if party.host else ""
    record(
        actor,
        verb,
        facts={
            "party": str(party.id),
            "host": str(party.host_id) if party.host_id else None,
            "liable_person": party.liable_id is not None,
        },
        reason=f"{party.name}{host}",
    )
