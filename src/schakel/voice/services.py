"""Verbs on votes: make a box, hand out codes, cast, add ballots on paper, close.

Every write to a box holds a lock: casting shares it, mixing and closing have it alone. So a ballot
that was acknowledged is in the count, and one that is not in the count was refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables

from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.dossiers.models import Dossier
from schakel.journal import merkle
from schakel.journal import services as journal
from schakel.voice import codes, mixing, queries, randomness
from schakel.voice.codes import IssuedCode
from schakel.voice.exceptions import BoxClosed, ChoiceRefused, CodeRefused, NotOpenForVotes
from schakel.voice.models import Ballot, BallotBox, Option, Voter
from schakel.voice.permissions import may_manage

MOST_CODES = 1_000_000
_LOCK = int.from_bytes(b"voic") << 32


@dataclass(frozen=True)
class OptionSpec:
    """One thing to vote for; `key` is its text in ballots and open data, the cost is in cents."""

    key: str
    title: str
    summary: str = ""
    cost_cents: int | None = None


@dataclass(frozen=True)
class Receipt:
    """That a vote counts, until when it may change, and whether it replaced an earlier one."""

    until: datetime
    replaced: bool


@transaction.atomic
def open_box(
    actor: Actor,
    dossier: Dossier,
    *,
    ballot_type: str,
    options: Sequence[OptionSpec],
    max_choices: int | None = None,
    body: str = "",
    standing: str = "right",
) -> BallotBox:
    """Make the box of a dossier. It takes votes when the process is in state and phase of voting.

    `body` and `standing` are what voters read about who decides; without a body it is the owner.
    Options are fixed from here on. Raises InputRefused for options that cannot be voted on.
    """
    _refuse_unless_may(actor, dossier)
    if BallotBox.objects.filter(dossier=dossier).exists():
        raise InputRefused(_("Deze stemming heeft al een stembus."))
    if ballot_type not in BallotBox.BallotType.values:
        raise InputRefused(
            _("De soort stembiljet ‘%(type)s’ kan niet. Kies approval of choose-1.")
            % {"type": ballot_type}
        )
    if ballot_type == BallotBox.BallotType.CHOOSE_1:
        max_choices = 1
    if max_choices is not None and max_choices < 1:
        raise InputRefused(_("Een stemmer moet ten minste één keuze mogen maken."))
    _refuse_bad_keys([option.key for option in options])
    box = BallotBox.objects.create(
        dossier=dossier,
        ballot_type=ballot_type,
        max_choices=max_choices,
        body=body.strip() or dossier.owner.name,
        standing=standing,
        salt=randomness.source().randbytes(32).hex(),
    )
    Option.objects.bulk_create(
        Option(
            box=box,
            key=option.key,
            title=option.title,
            summary=option.summary,
            cost_cents=option.cost_cents,
            position=position,
        )
        for position, option in enumerate(options)
    )
    dossiers.record(
        actor,
        dossier,
        "voice.open",
        facts={
            "ballot_type": ballot_type,
            "max_choices": max_choices,
            "options": [[o.key, o.title, o.cost_cents] for o in options],
        },
    )
    return box


def _refuse_bad_keys(keys: list[str]) -> None:
    if not keys:
        raise InputRefused(_("Er is niets om uit te kiezen. Voeg ten minste één keuze toe."))
    if len(set(keys)) != len(keys):
        raise InputRefused(
            _("Twee keuzes hebben hetzelfde nummer. Geef elke keuze een eigen nummer.")
        )
    for key in keys:
        if not key or key != key.strip() or not key.isprintable() or "," in key:
            raise InputRefused(
                _("Het nummer ‘%(key)s’ kan niet. Gebruik letters en cijfers, geen komma.")
                % {"key": key}
            )


@transaction.atomic
def issue_codes(actor: Actor, box: BallotBox, count: int) -> list[IssuedCode]:
    """Make codes, numbered on from the last. They are readable this once: print them."""
    _refuse_unless_may(actor, box.dossier)
    if not 1 <= count <= MOST_CODES:
        raise InputRefused(
            _("Vraag ten minste 1 en hoogstens %(most)s codes tegelijk.") % {"most": MOST_CODES}
        )
    box = _locked(box)
    last = Voter.objects.filter(box=box).aggregate(last=Max("number"))["last"] or 0
    issued = [IssuedCode(last + number, codes.draw()) for number in range(1, count + 1)]
    Voter.objects.bulk_create(
        (Voter(box=box, number=one.number, code_hash=_hash(box, one.code)) for one in issued),
        batch_size=5_000,
    )
    dossiers.record(
        actor, box.dossier, "voice.codes", facts={"count": count, "total": last + count}
    )
    return issued


@transaction.atomic
def reissue(actor: Actor, box: BallotBox, number: int) -> IssuedCode:
    """Void the unused code of a number and make a new one. Raises InputRefused when it was used."""
    _refuse_unless_may(actor, box.dossier)
    box = _locked(box)
    voter = Voter.objects.filter(box=box, number=number, voided=False).first()
    if voter is None:
        raise InputRefused(
            _("Nummer %(number)s is niet uitgegeven. Kijk het nummer op de brief na.")
            % {"number": number}
        )
    if voter.used:
        raise InputRefused(
            _("Met de code van nummer %(number)s is al gestemd. Daarvoor komt geen nieuwe code.")
            % {"number": number}
        )
    Voter.objects.filter(pk=voter.pk).update(voided=True)
    issued = IssuedCode(number, codes.draw())
    Voter.objects.create(box=box, number=number, code_hash=_hash(box, issued.code))
    dossiers.record(actor, box.dossier, "voice.reissue", facts={"number": number})
    return issued


@sensitive_variables()
def cast(actor: Actor, box: BallotBox, code: str, choices: Sequence[str]) -> Receipt:
    """Put the ballot of this code in the box, in the place of an earlier one.

    No choices is a blank vote; a key that stands there twice counts once. Raises CodeRefused,
    ChoiceRefused or NotOpenForVotes; nothing is stored then. When this returns, the vote is stored.
    """
    box = BallotBox.objects.get(pk=box.pk)
    hashes = known_hashes(box, code)
    if box.closed:
        raise NotOpenForVotes(_("De stemming is gesloten. Uw stem is niet aangenomen."))
    # Slow, so outside the transaction: nobody waits for it. The salt stays while the box is open.
    locator = codes.locator(codes.read(code) or "", box.salt)
    with transaction.atomic():
        _lock(box, shared=True)
        box.refresh_from_db()
        phase = queries.vote_phase(box)
        if phase is None or not queries.accepts_votes(box):
            raise NotOpenForVotes(_("De stemming is niet open. Uw stem is niet aangenomen."))
        voter = Voter.objects.select_for_update().get(box=box, code_hash__in=hashes)
        if voter.voided:
            raise _replaced()
        chosen = _valid(box, choices)
        replaced = Ballot.objects.filter(box=box, locator=locator).update(choices=chosen)
        if not replaced:
            Ballot.objects.create(
                id=codes.ballot_id(locator), box=box, locator=locator, choices=chosen
            )
        if not voter.used:
            Voter.objects.filter(pk=voter.pk).update(used=True)
        if box.mixed:
            BallotBox.objects.filter(pk=box.pk, mixed=True).update(mixed=False)
    return Receipt(until=phase[1], replaced=bool(replaced))


@sensitive_variables()
def known_hashes(box: BallotBox, code: str) -> list[str]:
    """What the electorate may keep of this code. Raises CodeRefused when it is not there."""
    read = codes.read(code)
    hashes = codes.electorate_hashes(read, box) if read else []
    voter = Voter.objects.filter(box=box, code_hash__in=hashes).first()
    if voter is None:
        raise CodeRefused(_("Deze code kennen wij niet. Kijk de code in uw brief na."))
    if voter.voided:
        raise _replaced()
    return hashes


@transaction.atomic
def add_ballots(actor: Actor, box: BallotBox, choices: Iterable[Sequence[str]]) -> int:
    """Add ballots that came without a code: on paper, or from a file. Returns how many.

    They lie at random places, so their order says nothing. Raises ChoiceRefused for the first
    ballot that is not valid, naming its number; nothing is stored then.
    """
    _refuse_unless_may(actor, box.dossier)
    box = _locked(box)
    keys = _keys(box)
    added = []
    for number, chosen in enumerate(choices, 1):
        try:
            added.append(mixing.misplaced(box, _valid(box, chosen, keys)))
        except ChoiceRefused as refusal:
            raise ChoiceRefused(
                _("Biljet %(number)s: %(refusal)s") % {"number": number, "refusal": refusal}
            ) from None
    added.sort(key=lambda ballot: ballot.id)
    Ballot.objects.bulk_create(added, batch_size=5_000)
    BallotBox.objects.filter(pk=box.pk).update(mixed=False)
    dossiers.record(actor, box.dossier, "voice.add", facts={"ballots": len(added)})
    return len(added)


def close_box(actor: Actor, box: BallotBox) -> BallotBox:
    """Close a box for good: forget where each ballot lay, count, seal the journal, record the head.

    Raises NotAllowed while the vote is still open, BoxClosed when it was closed before.
    """
    _refuse_unless_may(actor, box.dossier)
    with transaction.atomic():
        journal.seal()
        box = _locked(box)
        if queries.accepts_votes(box):
            raise NotAllowed(
                _("De stemming is nog open. Sluit de stemming als de tijd voorbij is.")
            )
        lines = sorted(map(queries.canonical_line, mixing.mix_for_ever(box)))
        box.head = merkle.root(map(merkle.leaf_hash, lines)).hex()
        box.count, box.closed, box.salt, box.mixed = len(lines), True, "", True
        box.save()
        dossiers.record(
            actor, box.dossier, "voice.close", facts={"head": box.head, "count": box.count}
        )
    return box


def mix_open_boxes() -> int:
    """Mix every open box in which something changed since the last time; how many that were."""
    mixed = 0
    for pk in BallotBox.objects.filter(closed=False, mixed=False).values_list("pk", flat=True):
        with transaction.atomic():
            box = BallotBox(pk=pk)
            _lock(box, shared=False)
            box.refresh_from_db()
            if not box.closed and not box.mixed:
                mixing.mix(box)
                mixed += 1
    return mixed


def _refuse_unless_may(actor: Actor, dossier: Dossier) -> None:
    if not may_manage.test(actor, dossier):
        raise NotAllowed(_("Alleen de gemeente van deze stemming kan dit doen. Wissel van rol."))


def _locked(box: BallotBox) -> BallotBox:
    """The box for us alone until the transaction ends, read afresh. Raises BoxClosed."""
    _lock(box, shared=False)
    box = BallotBox.objects.select_related("dossier").get(pk=box.pk)
    if box.closed:
        raise BoxClosed(_("De stembus is gesloten. Er kan niets meer bij of af."))
    return box


def _lock(box: BallotBox, *, shared: bool) -> None:
    """On SQLite the transaction itself is the lock: writers stand in line from its first word."""
    if connection.vendor == "postgresql":
        how = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {how}(%s)", [_LOCK | box.pk])


def _hash(box: BallotBox, code: str) -> str:
    return codes.electorate_hashes(codes.read(code) or "", box)[0]


def _replaced() -> CodeRefused:
    return CodeRefused(_("Deze code is vervangen door een nieuwe. Gebruik de nieuwste brief."))


def _keys(box: BallotBox) -> set[str]:
    return set(Option.objects.filter(box=box).values_list("key", flat=True))


def _valid(box: BallotBox, choices: Sequence[str], keys: set[str] | None = None) -> list[str]:
    chosen = sorted(set(choices))
    if not set(chosen) <= (_keys(box) if keys is None else keys):
        raise ChoiceRefused(_("Een van de keuzes hoort niet bij deze stemming. Kies uit de lijst."))
    if box.max_choices is not None and len(chosen) > box.max_choices:
        raise ChoiceRefused(
            ngettext(
                "Kies er hoogstens %(most)s. U koos er %(chosen)s.",
                "Kies er hoogstens %(most)s. U koos er %(chosen)s.",
                box.max_choices,
            )
            % {"most": box.max_choices, "chosen": len(chosen)}
        )
    return chosen
