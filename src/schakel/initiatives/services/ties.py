"""Verbs on ties: say what two parties do together, confirm it, or say that it is over."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives.models import Tie
from schakel.initiatives.permissions.places import may_add_here, may_confirm_tie, may_end_tie
from schakel.journal import privacy
from schakel.people.models import Party
from schakel.people.permissions import is_official, municipality_id
from schakel.people.queries import municipality_of


@transaction.atomic
def say(
    actor: Actor,
    area: Area,
    other: Party,
    *,
    kind: str,
    text: str,
    one: Party | None = None,
    source: str = "",
) -> Tie:
    """Tell a tie of one's own party, or as an office one of two others with its source.

    Raises NotAllowed, InputRefused.
    """
    if not may_add_here.test(actor):
        raise NotAllowed(_("Wissel naar de rol van de organisatie die dit doet."))
    municipality = municipality_of(area, clock.today())
    if municipality is None:
        raise InputRefused(_("Deze buurt hoort bij geen gemeente op deze site. Kies een andere."))
    first = one or actor.party
    assert isinstance(first, Party) and actor.party is not None
    if first.pk != actor.party.pk:
        if not is_official.test(actor) or municipality_id(actor.party) != municipality.pk:
            raise NotAllowed(_("Alleen de gemeente noemt een verband van twee anderen."))
        if not source.strip():
            raise InputRefused(_("Schrijf waar dit te lezen is. Of laat het hen zelf vertellen."))
    if first.pk == other.pk:
        raise InputRefused(_("Kies een andere organisatie dan uzelf."))
    if kind not in Tie.Kind.values:
        raise InputRefused(_("Kies waar het over gaat."))
    if not text.strip():
        raise InputRefused(_("Schrijf wat u samen doet. Eén zin is genoeg."))
    if refusal := privacy.refusal(text):
        raise InputRefused(refusal)
    try:
        with transaction.atomic():
            return Tie.objects.create(
                municipality=municipality,
                area=area,
                one=first,
                other=other,
                kind=kind,
                text=text.strip()[:300],
                source=source.strip()[:300],
                said_by=actor.office,
                said=clock.now(),
            )
    except IntegrityError:
        raise InputRefused(_("Dit verband staat er al.")) from None


@transaction.atomic
def confirm(actor: Actor, tie: Tie) -> Tie:
    """The other party says that it is so. Raises NotAllowed, InputRefused."""
    if not may_confirm_tie.test(actor, tie):
        raise NotAllowed(
            _("Alleen het bestuur van %(party)s kan dit bevestigen.") % {"party": tie.other.name}
        )
    if tie.confirmed or tie.ended:
        raise InputRefused(_("Dit verband is al bevestigd of voorbij."))
    tie.confirmed, tie.confirmed_by = clock.now(), actor.office
    tie.save(update_fields=["confirmed", "confirmed_by"])
    return tie


@transaction.atomic
def end(actor: Actor, tie: Tie, *, reason: str) -> Tie:
    """It is over, or it was never so. Raises NotAllowed, InputRefused."""
    if not may_end_tie.test(actor, tie):
        raise NotAllowed(_("Alleen wie in dit verband staat en de gemeente halen het weg."))
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom dit verband voorbij is."))
    if refusal := privacy.refusal(reason):
        raise InputRefused(refusal)
    tie.ended, tie.ended_because = clock.now(), reason.strip()[:300]
    tie.save(update_fields=["ended", "ended_because"])
    return tie
