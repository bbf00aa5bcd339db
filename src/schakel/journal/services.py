"""The verbs of the journal: post an entry inside an act's transaction, and seal what was committed."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef

from schakel.base import clock
from schakel.journal import canonical, merkle, privacy
from schakel.journal.exceptions import FactsRefused, OutsideTransaction, ReasonRefused
from schakel.journal.models import Entry, Head, Leaf
from schakel.journal.verify import canonical as public_json

BATCH = 5_000
# How far back the sealer looks each second for an entry that committed after younger ones.
WINDOW = 20_000
LONGEST_REASON = 20_000
_LONGEST = {"verb": 100, "office": 300, "ground": 300, "reason": LONGEST_REASON}
_SEALER_LOCK = int.from_bytes(b"schakel\0")


@dataclass(frozen=True)
class Posted:
    """An entry, and the salt (hexadecimal) that the room keeps with the facts."""

    entry: Entry
    salt: str


def post(
    *,
    verb: str,
    dossier: UUID | None,
    office: str,
    ground: str,
    reason: str,
    facts: dict[str, Any],
    private: str = "",
) -> Posted:
    """Write one entry, inside the caller's transaction, so that act and entry stand or fall together.

    Verb, dossier, office, ground and reason become public. Of facts and private text only a salted
    digest is kept. Raises OutsideTransaction when there is no transaction, ReasonRefused when the
    reason holds an e-mail address, IBAN or telephone number, and FactsRefused for facts that have no
    single spelling (a float, a date, a tuple) or a public field that is empty or too long.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            f"Post {verb!r} inside transaction.atomic(), together with the act that it records."
        )
    for name, text in (("verb", verb), ("office", office), ("ground", ground), ("reason", reason)):
        canonical.check_text(text, name)
        if len(text) > _LONGEST[name]:
            raise FactsRefused(f"{name}: at most {_LONGEST[name]} characters, not {len(text)}.")
    if not verb or not office:
        raise FactsRefused("verb, office: an entry says what was done and by which office.")
    if refusal := privacy.refusal(reason):
        raise ReasonRefused(refusal)

    salt = secrets.token_bytes(32)
    entry = Entry.objects.create(
        verb=verb,
        dossier=dossier,
        office=office,
        ground=ground,
        reason=reason,
        at=clock.now(),
        digest=_digest(salt, facts, private),
    )
    return Posted(entry, salt.hex())


def verify_facts(entry: Entry, salt: str, facts: dict[str, Any], private: str = "") -> bool:
    """Whether these are the facts and the private text that the entry was posted with."""
    try:
        return bytes(entry.digest) == _digest(bytes.fromhex(salt), facts, private)
    except (FactsRefused, ValueError):
        return False


def _digest(salt: bytes, facts: dict[str, Any], private: str) -> bytes:
    return sha256(salt + canonical.encode({"facts": facts, "private": private})).digest()


def seal(limit: int = BATCH, window: int | None = None) -> int:
    """Give every committed entry that has none yet its leaf; returns how many leaves were added.

    One head for each batch of at most `limit`; nothing to seal makes no head. Safe to call from any
    number of processes at once. With `window`, looks only at entries at most that many ids below the
    youngest sealed one.
    """
    total = 0
    while True:
        found, added = _seal_batch(limit, window)
        total += added
        if found < limit:
            return total


def seal_recent() -> int:
    """The sealer's work of every second: cheap however long the journal is.

    An entry whose transaction took longer than WINDOW younger entries waits for the hourly seal().
    """
    return seal(window=WINDOW)


def _seal_batch(limit: int, window: int | None) -> tuple[int, int]:
    """How many entries were found without a leaf, and how many of them got one here."""
    # Entries never change, so they are read and hashed before the lock is taken: while it is held
    # on SQLite, nobody else can write.
    size_before = _size()
    pending = Entry.objects.filter(~Exists(Leaf.objects.filter(entry=OuterRef("pk"))))
    if window is not None:
        youngest = Leaf.objects.aggregate(youngest=Max("entry"))["youngest"] or 0
        # Not `id > youngest`: ids are handed out in one order and committed in another.
        pending = pending.filter(pk__gt=youngest - window)
    rows = [
        (entry.pk, merkle.leaf_hash(leaf_data(entry))) for entry in pending.order_by("pk")[:limit]
    ]
    if not rows:
        return 0, 0
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER_LOCK])
        head = Head.objects.order_by("-size").first()
        tree = merkle.Frontier(head.size, _peaks(head)) if head else merkle.Frontier()
        fresh = rows
        if tree.size != size_before:
            taken = set(
                Leaf.objects.filter(entry__gte=rows[0][0], entry__lte=rows[-1][0]).values_list(
                    "entry", flat=True
                )
            )
            fresh = [row for row in rows if row[0] not in taken]
        leaves = []
        for entry_id, leaf in fresh:
            leaves.append(Leaf(number=tree.size, entry_id=entry_id, hash=leaf))
            tree.add(leaf)
        if leaves:
            Leaf.objects.bulk_create(leaves)
            Head.objects.create(
                size=tree.size, root=tree.root(), peaks=b"".join(tree.peaks), at=clock.now()
            )
    return len(rows), len(leaves)


def _size() -> int:
    return Head.objects.aggregate(size=Max("size"))["size"] or 0


def _peaks(head: Head) -> list[bytes]:
    peaks = bytes(head.peaks)
    return [peaks[at : at + merkle.HASH_BYTES] for at in range(0, len(peaks), merkle.HASH_BYTES)]


def leaf_data(entry: Entry) -> bytes:
    """The bytes that are hashed for an entry: its public fields and its digest, as in an export."""
    return public_json(public_fields(entry)).encode()


def public_fields(entry: Entry) -> dict[str, Any]:
    """An entry as an export writes it."""
    return {
        "at": timestamp(entry.at),
        "digest": bytes(entry.digest).hex(),
        "dossier": str(entry.dossier) if entry.dossier else None,
        "ground": entry.ground,
        "id": entry.pk,
        "office": entry.office,
        "reason": entry.reason,
        "verb": entry.verb,
    }


def timestamp(moment: datetime) -> str:
    """A moment to the microsecond, in UTC: `2026-01-02T03:04:05.000006Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
