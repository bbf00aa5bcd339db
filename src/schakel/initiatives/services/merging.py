"""Verbs on going on as one: propose it, say yes, leave it."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.exchange.models import OPEN, Line
from schakel.initiatives.kinds import ALIVE
from schakel.initiatives.models import Credit, Initiative, Merge, Need
from schakel.initiatives.permissions import runs
from schakel.initiatives.services.moving import move
from schakel.journal import privacy
from schakel.processes import services as processes


@transaction.atomic
def propose(actor: Actor, gone: Initiative, into: Initiative, *, why: str) -> Merge:
    """Ask who runs another initiative to go on together. Who runs both needs nobody's yes.

    Raises NotAllowed, InputRefused.
    """
    if not runs.test(actor, gone):
        raise NotAllowed(_("Alleen wie dit initiatief trekt, stelt dit voor."))
    if not why.strip():
        raise InputRefused(_("Schrijf waarom u samengaat."))
    if refusal := privacy.refusal(why):
        raise InputRefused(refusal)
    if gone.pk == into.pk:
        raise InputRefused(_("Kies een ander initiatief dan dit."))
    if gone.dossier.municipality_id != into.dossier.municipality_id:
        raise InputRefused(_("Dat initiatief is in een andere gemeente. Neem het idee over."))
    _require_alive(gone)
    _require_alive(into)
    if Merge.objects.filter(gone=gone).exists():
        raise InputRefused(_("U stelde dit al voor. Wacht op het antwoord, of trek het in."))
    merge = Merge.objects.create(gone=gone, into=into, why=why.strip(), proposed=clock.now())
    return accept(actor, merge) if runs.test(actor, into) else merge


@transaction.atomic
def accept(actor: Actor, merge: Merge) -> Merge:
    """Go on as one: ideas keep their credit, open asks and offers go along, the first is over.

    Raises NotAllowed, InputRefused.
    """
    merge = _locked(merge)
    gone, into = merge.gone, merge.into
    if not runs.test(actor, into):
        raise NotAllowed(_("Alleen wie het andere initiatief trekt, zegt hier ja."))
    # In one order for all: two that go up in each other do not wait for each other.
    for initiative in sorted((gone, into), key=lambda one: one.pk):
        initiative.dossier.process = processes.lock(initiative.dossier.process)
        _require_alive(initiative)
    today = clock.today()
    Credit.objects.bulk_create(
        Credit(
            initiative=into,
            kind=credit.kind,
            source=credit.source,
            party=credit.party,
            person=credit.person,
            named=credit.named,
            words=credit.words,
            day=credit.day,
        )
        for credit in gone.credits.all()
    )
    with translation.override("nl"):
        words = gone.dossier.title[:200]
    Credit.objects.create(
        initiative=into,
        kind=Credit.Kind.MERGE,
        source=gone,
        party=gone.dossier.owner,
        words=words,
        day=today,
    )
    # What was promised stays where it was promised; what is open goes along.
    for line in Line.objects.select_for_update().filter(dossier=gone.pk, status__in=OPEN):
        line.dossier = into.dossier
        line.save(update_fields=["dossier"])  # saved one by one: the search looks again
    Need.objects.filter(initiative=gone, line__status__in=OPEN).update(initiative=into)
    move(Actor.system(), gone, "end", reason=merge.why)
    dossiers.record(
        actor,
        into.dossier,
        "initiative.merge",
        facts={"gone": gone.dossier.short_id, "into": into.dossier.short_id},
        reason=merge.why,
    )
    merge.done = clock.now()
    merge.save(update_fields=["done"])
    return merge


@transaction.atomic
def leave(actor: Actor, merge: Merge) -> None:
    """Not go on together: either side says so. Raises NotAllowed, InputRefused."""
    merge = _locked(merge)
    if not (runs.test(actor, merge.gone) or runs.test(actor, merge.into)):
        raise NotAllowed(_("Alleen wie een van beide trekt, zegt dit."))
    merge.delete()


def _locked(merge: Merge) -> Merge:
    merge = (
        Merge.objects.select_for_update(of=("self",))
        .select_related("gone__dossier__process", "into__dossier__process", "gone__dossier__owner",
                        "into__dossier__owner")
        .get(pk=merge.pk)
    )  # fmt: skip
    if merge.done is not None:
        raise InputRefused(_("Dit is al gebeurd. De twee zijn samen verder."))
    return merge


def _require_alive(initiative: Initiative) -> None:
    if initiative.dossier.process.state not in ALIVE:
        raise InputRefused(
            _("“%(title)s” loopt niet. Kies een initiatief dat loopt.")
            % {"title": initiative.dossier.title}
        )
