"""Verbs on the package for who begins: put an offer in, take it out, ask all that a group wants."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.exchange import services as exchange
from schakel.exchange.models import Line
from schakel.exchange.permissions import may_moderate
from schakel.initiatives.models import Initiative, StarterItem
from schakel.initiatives.permissions import is_in_it
from schakel.journal import privacy

# A group that is on its way asks as everybody does.
BEGINNING = ("idea", "start")


@transaction.atomic
def put_in(actor: Actor, line: Line, *, why: str) -> StarterItem:
    """Put an open offer of a party in the package. Raises NotAllowed, InputRefused."""
    if not may_moderate.test(actor, line):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente stelt het pakket samen."))
    if line.status != Line.Status.OFFERED or not line.is_open or line.giver_party is None:
        raise InputRefused(_("Kies een aanbod dat openstaat, van een groep of organisatie."))
    if not why.strip():
        raise InputRefused(_("Schrijf wat een beginnende groep eraan heeft."))
    if refusal := privacy.refusal(why):
        raise InputRefused(refusal)
    made, _new = StarterItem.objects.update_or_create(
        line=line,
        defaults={"why": why.strip()},
        create_defaults={
            "why": why.strip(),
            "municipality": line.municipality,
            "added": clock.now(),
        },
    )
    return made


@transaction.atomic
def take_out(actor: Actor, item: StarterItem) -> None:
    """Raises NotAllowed."""
    if not may_moderate.test(actor, item.line):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente stelt het pakket samen."))
    item.delete()


@transaction.atomic
def ask(actor: Actor, initiative: Initiative, items: Iterable[StarterItem]) -> list[Line]:
    """Ask what a beginning group can use, all at once; who offers it says yes. Raises NotAllowed,
    InputRefused."""
    if not is_in_it.test(actor, initiative):
        raise NotAllowed(_("Alleen wie dit doet, vraagt het startpakket aan."))
    if initiative.dossier.process.state not in BEGINNING:
        raise InputRefused(_("Het startpakket is voor wie begint. Vraag gewoon wat u nodig hebt."))
    chosen = list(items)
    if not chosen:
        raise InputRefused(_("Kies wat u kunt gebruiken. Eén ding is genoeg."))
    text = _("Voor de start van %(title)s.") % {"title": initiative.dossier.title}
    return [exchange.answer(actor, item.line, text=text) for item in chosen]
