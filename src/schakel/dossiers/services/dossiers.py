"""Verbs on dossiers: everything public starts here, and every recorded act passes here."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor, Channel
from schakel.base.exceptions import InputRefused
from schakel.base.plugs import notices
from schakel.dossiers.models import Dossier, Fact, Link, Notice
from schakel.journal import services as journal
from schakel.journal.models import Entry
from schakel.people.models import Party

# No 0, 1, i, l, o: a short id is read aloud and copied from paper.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


@transaction.atomic
def create(
    actor: Actor,
    *,
    kind: str,
    title: str,
    purpose: str,
    municipality: Party,
    area: Area,
    owner: Party | None = None,
    visibility: str = Dossier.Visibility.PUBLIC,
    id: uuid.UUID | None = None,
) -> Dossier:
    """Open a dossier. Raises InputRefused when title or purpose is empty."""
    if not title.strip() or not purpose.strip():
        raise InputRefused(_("Schrijf een titel en waarvoor dit is."))
    dossier_id = id or uuid.uuid4()
    return Dossier.objects.create(
        id=dossier_id,
        short_id=_short_id(dossier_id),
        kind=kind,
        title=title.strip(),
        purpose=purpose.strip(),
        municipality=municipality,
        area=area,
        owner=owner or municipality,
        visibility=visibility,
        created=clock.now(),
    )


def _short_id(dossier_id: uuid.UUID) -> str:
    """The first letters of the id that no other dossier has: four, and more only when taken."""
    number, letters = dossier_id.int, ""
    while number:
        number, rest = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[rest]
    for length in range(4, 9):
        if not Dossier.objects.filter(short_id=letters[:length]).exists():
            return letters[:length]
    raise InputRefused(_("Er is geen vrij kort nummer meer. Probeer het opnieuw."))


def record(
    actor: Actor,
    dossier: Dossier | None,
    verb: str,
    *,
    facts: dict[str, Any],
    reason: str = "",
    ground: str = "",
    private: str = "",
) -> Entry:
    """Write an act into the journal, and keep here what the journal may not hold.

    An act that belongs to no dossier, such as setting money aside, is recorded with None.

    Belongs inside the transaction of the act itself: act and entry stand or fall together.
    """
    if actor.channel in (Channel.DESK, Channel.PAPER):
        facts = {**facts, "channel": str(actor.channel)}
    posted = journal.post(
        verb=verb,
        dossier=dossier.id if dossier else None,
        office=actor.office,
        ground=ground,
        reason=reason,
        facts=facts,
        private=private,
    )
    Fact.objects.create(
        dossier=dossier,
        entry=posted.entry,
        salt=posted.salt,
        facts=facts,
        private_text=private,
        person=actor.person,
    )
    if dossier is not None and verb in notices:
        tell(actor, dossier, verb)
    return posted.entry


def tell(actor: Actor, dossier: Dossier, kind: str) -> None:
    """Let everybody who follows this dossier or its area hear of it in their next mail."""
    assert kind in notices, f"No app registered the notice {kind}"
    Notice.objects.create(dossier=dossier, kind=kind, at=clock.now(), by=actor.person)


@transaction.atomic
def erase(actor: Actor, fact: Fact) -> None:
    """Erase salt, facts, private text and person. The journal entry stays and still verifies."""
    fact.salt, fact.facts, fact.private_text, fact.person = "", {}, "", None
    fact.erased = clock.now()
    fact.save()


@transaction.atomic
def link(
    actor: Actor,
    from_dossier: Dossier,
    to_dossier: Dossier,
    kind: str,
    *,
    because: str,
    evidence: str = "",
    by: Party | None = None,
    since: date | None = None,
) -> Link:
    """Tie two dossiers into the chain. Raises InputRefused without a reason or to itself."""
    if from_dossier == to_dossier:
        raise InputRefused(_("Een dossier kan niet naar zichzelf wijzen. Kies een ander dossier."))
    if not because.strip():
        raise InputRefused(_("Schrijf waarom deze twee bij elkaar horen."))
    made, _created = Link.objects.get_or_create(
        from_dossier=from_dossier,
        to_dossier=to_dossier,
        kind=kind,
        defaults={
            "because": because.strip(),
            "evidence": evidence.strip(),
            "by": by or actor.party or from_dossier.owner,
            "since": since or clock.today(),
        },
    )
    return made
