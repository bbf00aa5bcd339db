"""What anyone may read of the journal. All of it is public."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from schakel.journal import merkle, verify
from schakel.journal.models import Entry, Head, Leaf
from schakel.journal.services import public_fields


@dataclass(frozen=True)
class Proof:
    """The hashes that join a leaf, or an older tree, to the root of `size` leaves."""

    size: int
    root: bytes
    path: tuple[bytes, ...]


def head() -> Head | None:
    """The newest head; None while nothing is sealed."""
    return Head.objects.order_by("-size").first()


def heads() -> QuerySet[Head]:
    """All heads, newest first."""
    return Head.objects.order_by("-size")


def latest() -> QuerySet[Leaf]:
    """Sealed entries with their place in the tree, newest first."""
    return Leaf.objects.select_related("entry").order_by("-number")


def of_dossier(dossier: UUID) -> QuerySet[Entry]:
    """The entries of a dossier in the order of posting, with their leaf if they are sealed."""
    return Entry.objects.filter(dossier=dossier).select_related("leaf").order_by("pk")


def proof(number: int, size: int | None = None) -> Proof:
    """That leaf `number` is in the tree of `size` leaves (default: the newest head's).

    Reads every leaf of that tree once. IndexError when the leaf or the tree is not there.
    """
    size = _existing(size)
    path = merkle.inclusion_proof(number, size, _range_root)
    return Proof(size, _range_root(0, size), tuple(path))


def consistency(old: int, new: int | None = None) -> Proof:
    """That the tree of `old` leaves is the beginning of the tree of `new` (default: the newest)."""
    new = _existing(new)
    path = merkle.consistency_proof(old, new, _range_root)
    return Proof(new, _range_root(0, new), tuple(path))


def _existing(size: int | None) -> int:
    newest = head()
    if newest is None or not 0 < (size or newest.size) <= newest.size:
        raise IndexError(f"There is no sealed tree of {size} leaves.")
    return size or newest.size


def _range_root(start: int, stop: int) -> bytes:
    hashes = Leaf.objects.filter(number__gte=start, number__lt=stop).order_by("number")
    return merkle.root(map(bytes, hashes.values_list("hash", flat=True).iterator(10_000)))


def export() -> Iterator[bytes]:
    """The sealed journal up to the newest head, line by line, in constant memory.

    Leaf hashes are those that were stored at sealing, so that the verifier finds a changed entry.
    """
    newest = head()
    size = newest.size if newest else 0
    root = bytes(newest.root) if newest else merkle.EMPTY_ROOT
    yield verify.HEADER
    leaves = Leaf.objects.filter(number__lt=size).select_related("entry").order_by("number")
    for leaf in leaves.iterator(2_000):
        yield verify.entry_line(public_fields(leaf.entry), bytes(leaf.hash).hex(), leaf.number)
    yield verify.head_line(size, root.hex())
