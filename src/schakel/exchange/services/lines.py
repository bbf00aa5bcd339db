"""Verbs on lines: ask, offer, answer, accept, promise, deliver, confirm, withdraw; and block somebody."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker, speaks_for_party
from schakel.dossiers.services import record
from schakel.exchange import matching, queries
from schakel.exchange.models import OPEN, Block, Line
from schakel.exchange.permissions import (
    may_accept,
    may_answer,
    may_ask_for,
    may_begin,
    may_confirm,
    may_deliver,
    may_withdraw,
)
from schakel.journal import privacy
from schakel.people.models import Party, Person
from schakel.people.naming import short_id
from schakel.people.queries import municipality_of

_MOST = 10**12
Status = Line.Status


@dataclass(frozen=True)
class Terms:
    """What is asked or offered. `quantity` in cents, minutes or pieces; see Line."""

    kind: str
    title: str
    text: str = ""
    quantity: int | None = None
    square_metres: int | None = None
    starts: date | None = None
    ends: date | None = None
    due: date | None = None


@transaction.atomic
def ask(actor: Actor, area: Area, terms: Terms, **more: Any) -> Line:
    """Ask for something, as a person or for the party that the actor speaks for. See `_begin`."""
    return _begin(actor, area, terms, Status.ASKED, **more)


@transaction.atomic
def offer(actor: Actor, area: Area, terms: Terms, **more: Any) -> Line:
    """Offer something, as a person or for the party that the actor speaks for. See `_begin`."""
    return _begin(actor, area, terms, Status.OFFERED, **more)


def _begin(
    actor: Actor,
    area: Area,
    terms: Terms,
    status: str,
    *,
    dossier: Dossier | None = None,
    named: bool = False,
    public: bool = True,
    id: uuid.UUID | None = None,
) -> Line:
    """Raises NotAllowed without an account, InputRefused for terms that do not fit together."""
    if not may_begin.test(actor):
        raise NotAllowed(_("Log in om iets te vragen of aan te bieden. Of vraag het aan de balie."))
    municipality = municipality_of(area, clock.today())
    if municipality is None:
        raise InputRefused(_("Deze buurt hoort bij geen gemeente op deze site. Kies een andere."))
    if dossier is not None and dossier.municipality_id != municipality.pk:
        raise InputRefused(_("Dit dossier is van een andere gemeente. Kies een ander dossier."))
    asks = status == Status.ASKED
    if dossier is not None and asks and not may_ask_for.test(actor, dossier):
        raise NotAllowed(_("Alleen wie dit doet, kan er iets voor vragen. Bied zelf iets aan."))
    line = Line(
        status=status,
        area=area,
        municipality=municipality,
        dossier=dossier,
        named=named,
        public=public,
        **checked(terms),
        **_side(actor, "receiver" if asks else "giver"),
    )
    return _saved(line, id)


@transaction.atomic
def answer(actor: Actor, line: Line, *, text: str = "", quantity: int | None = None,
           due: date | None = None, named: bool = True) -> Line:  # fmt: skip
    """Say yes to an open line: an offer to who asks, a question to who offers.

    It is a line of its own, for this amount or all of it; the other side accepts it or not.
    Raises NotAllowed, InputRefused.
    """
    line = _locked(line)
    if not may_begin.test(actor):
        raise NotAllowed(_("Log in om hierop te antwoorden. Of vraag het aan de balie."))
    if not line.is_open:
        raise InputRefused(_("Hierop kunt u niet meer antwoorden. Kijk wat er nog open staat."))
    if not may_answer.test(actor, line):
        raise InputRefused(_("Dit is uw eigen vraag of aanbod. Een ander moet erop antwoorden."))
    if not queries.seen(actor).filter(pk=line.pk).exists():
        raise NotAllowed(_("Op deze vraag of dit aanbod kunt u niet antwoorden."))
    asked = line.status == Status.ASKED
    mine, theirs = ("giver", "receiver") if asked else ("receiver", "giver")
    side = _side(actor, mine)
    if line.answered_by.filter(status__in=OPEN, **side).exists():
        raise InputRefused(_("U hebt hier al op geantwoord. Wacht op het antwoord van de ander."))
    made = Line(
        status=Status.OFFERED if asked else Status.ASKED,
        area=line.area,
        municipality=line.municipality,
        dossier=line.dossier,
        answers=line,
        public=False,
        named=named,
        **checked(
            Terms(
                kind=line.kind,
                title=line.title,
                text=text,
                quantity=line.quantity if quantity is None else quantity,
                square_metres=line.square_metres,
                starts=line.starts,
                ends=line.ends,
                due=due or line.due,
            )
        ),
        **side,
        **{
            theirs: getattr(line, theirs),
            f"{theirs}_party": getattr(line, f"{theirs}_party"),
            f"{theirs}_person": getattr(line, f"{theirs}_person"),
        },
    )
    return _saved(made)


@transaction.atomic
def accept(actor: Actor, line: Line, *, due: date | None = None) -> Line:
    """Take an answer: from now on it is promised. Raises NotAllowed, InputRefused."""
    line = _locked(line)
    _require(line, OPEN, _("Dit is al beloofd of ingetrokken."))
    if not may_accept.test(actor, line):
        raise NotAllowed(_("Alleen wie dit gevraagd of aangeboden kreeg, kan ja zeggen."))
    line.due = due or line.due
    return _moved(actor, line, Status.PROMISED, "line.promise")


@transaction.atomic
def promise(
    actor: Actor,
    receiver: Party,
    area: Area,
    terms: Terms,
    *,
    dossier: Dossier | None = None,
    id: uuid.UUID | None = None,
) -> Line:
    """Promise something to a party outright, as a pact does. Raises NotAllowed, InputRefused."""
    line = _begin(actor, area, terms, Status.OFFERED, dossier=dossier, public=True, id=id)
    if line.status != Status.OFFERED:
        return line
    if line.giver_party_id == receiver.pk:
        raise InputRefused(_("Een partij kan zichzelf niets beloven. Kies wie het krijgt."))
    line.receiver, line.receiver_party = "party", receiver
    return _moved(actor, line, Status.PROMISED, "line.promise")


@transaction.atomic
def deliver(actor: Actor, line: Line) -> Line:
    """The giver says that it was given; the receiver has the last word."""
    line = _locked(line)
    _require(line, (Status.PROMISED,), _("Alleen wat beloofd is, kan geleverd worden."))
    if not may_deliver.test(actor, line):
        raise NotAllowed(_("Alleen wie dit beloofde, kan zeggen dat het geleverd is."))
    return _moved(actor, line, Status.DELIVERED, "line.deliver")


@transaction.atomic
def confirm(actor: Actor, line: Line, *, thanks: str = "") -> Line:
    """The receiver says that it came, with thanks if they like. Never the giver."""
    line = _locked(line)
    _require(line, (Status.DELIVERED,), _("De ander zei nog niet dat dit geleverd is."))
    if not may_confirm.test(actor, line):
        raise NotAllowed(_("Alleen wie dit kreeg, kan dat bevestigen."))
    line.thanks = _public_text(thanks)
    return _moved(actor, line, Status.CONFIRMED, "line.confirm")


@transaction.atomic
def miss(actor: Actor, line: Line, *, reason: str) -> Line:
    """The receiver says that it did not come: the promise stands again."""
    line = _locked(line)
    _require(line, (Status.DELIVERED,), _("De ander zei nog niet dat dit geleverd is."))
    if not may_confirm.test(actor, line):
        raise NotAllowed(_("Alleen wie dit kreeg, kan dat bevestigen."))
    line.reason = reasoned(reason, _("Schrijf wat er niet kwam."))
    return _moved(actor, line, Status.PROMISED, "line.miss", line.reason)


@transaction.atomic
def withdraw(actor: Actor, line: Line, *, reason: str) -> Line:
    """Take back an ask, an offer, an answer or a promise, with the reason that the other side reads.

    Either side ends a promise; an open line is ended by who made it. Answers that wait for an open
    line end with it.
    """
    line = _locked(line)
    _require(
        line, (*OPEN, Status.PROMISED), _("Dit is al geleverd of ingetrokken. Het blijft staan.")
    )
    if not may_withdraw.test(actor, line):
        raise NotAllowed(_("Alleen wie hierbij betrokken is, kan dit intrekken."))
    return stop(actor, line, reasoned(reason, _("Schrijf waarom u dit intrekt.")))


def stop(actor: Actor, line: Line, reason: str) -> Line:
    """Withdraw a line that is held, and with it the answers that wait for it."""
    line.reason = reason
    for waiting in line.answered_by.select_for_update().filter(status__in=OPEN):
        waiting.reason = line.reason
        _moved(actor, waiting, Status.WITHDRAWN, "")
    verb = "line.withdraw" if line.status == Status.PROMISED else ""
    return _moved(actor, line, Status.WITHDRAWN, verb, line.reason)


@transaction.atomic
def block(actor: Actor, line: Line) -> None:
    """Not be seen or asked by the person at the other side any more; what is open or promised
    between the two ends."""
    other = queries.other_person(actor, line)
    mine = speaker(actor)
    if other is None or mine is None:
        raise InputRefused(_("Blokkeren kan alleen iemand die u iets vroeg of aanbood."))
    _block(actor, mine, other, line)


@transaction.atomic
def block_person(actor: Actor, other: Person) -> None:
    """The same of somebody who came to them otherwise than by a line. Raises InputRefused."""
    mine = speaker(actor)
    if mine is None or mine.pk == other.pk:
        raise InputRefused(_("Blokkeren kan alleen iemand die u iets vroeg of aanbood."))
    _block(actor, mine, other, None)


def _block(actor: Actor, mine: Person, other: Person, line: Line | None) -> None:
    Block.objects.get_or_create(by=mine, blocked=other, defaults={"at": clock.now(), "line": line})
    between = queries.between(mine, other).select_for_update(of=("self",))
    for waiting in between.filter(status__in=(*OPEN, Status.PROMISED)):
        stop(actor, waiting, _("De ander wil dit niet."))


@transaction.atomic
def unblock(actor: Actor, person: Person) -> None:
    """Be seen and asked again. Of a block of another nothing happens."""
    Block.objects.filter(by=speaker(actor), blocked=person).delete()


# --- what they share -----------------------------------------------------------------------------


def checked(terms: Terms) -> dict[str, Any]:
    if terms.kind not in Line.Kind.values:
        raise InputRefused(_("Kies wat voor soort vraag of aanbod dit is."))
    title, text = terms.title.strip(), terms.text.strip()
    if not title:
        raise InputRefused(_("Schrijf in een paar woorden wat u vraagt of aanbiedt."))
    if len(title) > 200 or len(text) > 2000:
        raise InputRefused(
            _("De tekst is te lang. Gebruik 200 tekens voor de titel, 2.000 voor de uitleg.")
        )
    for part in (title, text):
        if found := privacy.refusal(part):
            raise InputRefused(found)
    if terms.quantity is not None and not 0 < terms.quantity <= _MOST:
        raise InputRefused(_("Vul een aantal boven nul in."))
    if terms.kind == Line.Kind.MONEY and terms.quantity is None:
        raise InputRefused(_("Vul in om hoeveel geld het gaat."))
    if terms.square_metres is not None:
        if terms.kind != Line.Kind.SPACE:
            raise InputRefused(_("Vierkante meters horen alleen bij ruimte. Laat ze leeg."))
        if not 0 < terms.square_metres < 10**6:
            raise InputRefused(_("Vul een aantal vierkante meters boven nul in."))
    if terms.starts and terms.ends and terms.ends < terms.starts:
        raise InputRefused(_("De laatste dag is voor de eerste. Kies een latere laatste dag."))
    return {
        "kind": terms.kind,
        "title": title,
        "text": text,
        "words": matching.subject(title, text),
        "quantity": terms.quantity,
        "square_metres": terms.square_metres,
        "starts": terms.starts,
        "ends": terms.ends,
        "due": terms.due,
    }


def _side(actor: Actor, side: str) -> dict[str, Any]:
    """Who the actor is at this side: the party that they speak for, or the person."""
    if actor.on_behalf_of is None and actor.party is not None and speaks_for_party.test(actor):
        return {side: "party", f"{side}_party": actor.party, f"{side}_person": None}
    return {side: "person", f"{side}_party": None, f"{side}_person": speaker(actor)}


def _saved(line: Line, id: uuid.UUID | None = None) -> Line:
    """Given its id twice, it stays one."""
    if id is not None:
        if known := Line.objects.filter(pk=id).first():
            return known
        line.id = id
    line.short_id = short_id(line.id, lambda it: Line.objects.filter(short_id=it).exists())
    line.created = line.changed = clock.now()
    line.save(force_insert=True)
    return line


def _locked(line: Line) -> Line:
    return (
        Line.objects.select_for_update(of=("self",))
        .select_related(
            "area__parent__parent", "municipality", "dossier", "giver_party", "receiver_party",
            "giver_person", "receiver_person",
        )
        .get(pk=line.pk)
    )  # fmt: skip


def _require(line: Line, statuses: tuple[str, ...], otherwise: str) -> None:
    if line.status not in statuses:
        raise InputRefused(otherwise)


def _moved(actor: Actor, line: Line, status: str, verb: str, reason: str = "") -> Line:
    """Write the step; a promise and what becomes of it is in the journal, with the offices only."""
    line.status, line.changed = status, clock.now()
    line.save()
    if verb:
        record(
            actor,
            line.dossier,
            verb,
            facts={
                "line": line.short_id,
                "kind": line.kind,
                "quantity": line.quantity,
                "squareMetres": line.square_metres,
                "giver": line.giver_party.short_id if line.giver_party else line.giver,
                "receiver": line.receiver_party.short_id if line.receiver_party else line.receiver,
            },
            reason=reason,
        )
    return line


def _public_text(text: str) -> str:
    text = text.strip()[:500]
    if found := privacy.refusal(text):
        raise InputRefused(found)
    return text


def reasoned(text: str, otherwise: str) -> str:
    """A reason that others read. Raises InputRefused without one, or with a person in it."""
    if not text.strip():
        raise InputRefused(otherwise)
    return _public_text(text)


@transaction.atomic
def erase_person(actor: Actor, person: Person) -> int:
    """Take a person out: what is still open goes, a promise stays without a name."""
    own = Line.objects.filter(queries.of_person(person))
    touched = 0
    for line in own.filter(status__in=OPEN):
        line.reason, line.status = _("Deze persoon is weg van de site."), Status.WITHDRAWN
        line.text, line.words = "", []
        line.save()
        touched += 1
    touched += own.filter(giver_person=person).update(giver_person=None)
    touched += Line.objects.filter(receiver_person=person).update(receiver_person=None)
    touched += Block.objects.filter(by=person).delete()[0]
    return touched
