"""Verbs on what an initiative needs: ask it all in one form, and let the municipality answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.services import record
from schakel.exchange import services as exchange
from schakel.initiatives.models import Initiative, Need
from schakel.initiatives.permissions import is_in_it, may_say_again
from schakel.journal import privacy

# As what an ask stands among the others.
_KIND = {
    Need.Type.RULES: "introduction",
    Need.Type.KNOWLEDGE: "knowledge",
    Need.Type.INFRASTRUCTURE: "goods",
    Need.Type.COOPERATION: "time",
    Need.Type.SPACE: "space",
    Need.Type.MONEY: "money",
    Need.Type.PILOT: "introduction",
    Need.Type.RECOGNITION: "introduction",
}


@dataclass(frozen=True)
class Wanted:
    """One thing that is needed. Space in square metres and minutes, money in cents; a pilot has an end."""

    type: str
    text: str
    square_metres: int | None = None
    quantity: int | None = None
    until: date | None = None


@transaction.atomic
def ask(actor: Actor, initiative: Initiative, wanted: Sequence[Wanted]) -> list[Need]:
    """Ask everything at once: all of it, or nothing. Raises NotAllowed, InputRefused."""
    if not is_in_it.test(actor, initiative):
        raise NotAllowed(_("Alleen wie dit doet, kan er iets voor vragen. Bied zelf iets aan."))
    if not wanted:
        raise InputRefused(_("Vul in wat u nodig hebt. Eén ding is genoeg."))
    dossier = initiative.dossier
    made = []
    for each in wanted:
        terms = exchange.Terms(
            _KIND[Need.Type(each.type)],
            each.text[:200],
            each.text[200:],
            quantity=each.quantity,
            square_metres=each.square_metres,
            starts=clock.today() if each.until else None,
            ends=each.until,
        )
        line = exchange.ask(actor, dossier.area, terms, dossier=dossier)
        made.append(
            Need.objects.create(initiative=initiative, type=each.type, line=line, asked=clock.now())
        )
    return made


@transaction.atomic
def answer(actor: Actor, need: Need, said: str, *, because: str, again: date | None = None) -> Need:
    """What the municipality can do, or when it looks again. Raises NotAllowed, InputRefused."""
    dossier = need.initiative.dossier
    if not may_say_again.test(actor, dossier):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    if said not in Need.Said.values:
        raise InputRefused(_("Kies ja, deels of nog niet."))
    if not because.strip():
        raise InputRefused(_("Schrijf wat de gemeente doet, of waarom het nog niet kan."))
    if refusal := privacy.refusal(because):
        raise InputRefused(refusal)
    if said == Need.Said.LATER and (again is None or again <= clock.today()):
        raise InputRefused(_("Kies een dag in de toekomst om opnieuw te kijken."))
    need.said, need.because, need.office = said, because.strip(), actor.office
    need.again = again if said == Need.Said.LATER else None
    need.said_at = clock.now()
    need.save()
    record(
        actor,
        dossier,
        "need.answer",
        facts={"type": need.type, "said": said, "line": need.line.short_id},
        reason=need.because,
    )
    return need
