"""Taking away what a database remembers by itself about the order of voting.

PostgreSQL keeps with each row the transaction that wrote it and the place where it lies. A vote
writes two rows, one in the electorate and one in the box, so those would be a thread between them.
SQLite lays rows in a page in the order in which they came, and keeps its last writes in a log.
Mixing writes all these rows anew in one transaction, in an order that has no meaning.

The caller holds the lock of the box.
"""

from django.db import connection, transaction

from schakel.voice import randomness
from schakel.voice.codes import ballot_id
from schakel.voice.models import Ballot, BallotBox, Voter

_AT_ONCE = 5_000


def mix(box: BallotBox) -> None:
    """Write anew the ballots of a box and everybody who voted."""
    _write_anew(box, list(Ballot.objects.filter(box=box)))
    BallotBox.objects.filter(pk=box.pk).update(mixed=True)


def mix_for_ever(box: BallotBox) -> list[list[str]]:
    """Mix, and give each ballot a random place, so that nobody finds it again, even with a code.

    Returns what was chosen on each ballot.
    """
    chosen = list(Ballot.objects.filter(box=box).values_list("choices", flat=True))
    _write_anew(box, [misplaced(box, choices) for choices in chosen])
    return chosen


def misplaced(box: BallotBox, choices: list[str]) -> Ballot:
    """A ballot at a random place in the box."""
    locator = randomness.source().randbytes(32).hex()
    return Ballot(id=ballot_id(locator), box=box, locator=locator, choices=choices)


def _write_anew(box: BallotBox, ballots: list[Ballot]) -> None:
    if connection.vendor == "sqlite":
        _wipe_what_is_deleted()
        transaction.on_commit(_empty_log)
    voted = list(Voter.objects.filter(box=box, used=True))
    Ballot.objects.filter(box=box).delete()
    Voter.objects.filter(box=box, used=True).delete()
    randomness.source().shuffle(voted)
    Voter.objects.bulk_create(voted, batch_size=_AT_ONCE)
    Ballot.objects.bulk_create(sorted(ballots, key=lambda ballot: ballot.id), batch_size=_AT_ONCE)


def _wipe_what_is_deleted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")


def _empty_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
