from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

_HASH_BYTES = 32


class Entry(models.Model):
    """One public act: what, by which office, on what ground and why. Holds no natural person.

    The digest is of facts, private text and salt that stay in the room; triggers refuse any change.
    """

    verb = models.CharField(max_length=100)
    dossier = models.UUIDField(null=True)
    office = models.CharField(max_length=300)
    ground = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    digest = models.BinaryField(max_length=_HASH_BYTES)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["dossier", "id"], name="journal_entry_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(verb="") & ~models.Q(office=""),
                name="journal_entry_who_and_what",
            ),
            models.CheckConstraint(
                condition=models.Q(Exact(Length("digest"), _HASH_BYTES)),
                name="journal_entry_digest_is_sha256",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} ({self.office})"


class Leaf(models.Model):
    """The place of an entry in the tree. Only the sealer adds one, and numbers leave no gap."""

    number = models.PositiveBigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT)
    hash = models.BinaryField(max_length=_HASH_BYTES)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(Exact(Length("hash"), _HASH_BYTES)),
                name="journal_leaf_hash_is_sha256",
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class Head(models.Model):
    """The tree after a batch: its size and root, to be published, and its peaks, to go on from."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=_HASH_BYTES)
    peaks = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["size"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(Exact(Length("root"), _HASH_BYTES)),
                name="journal_head_root_is_sha256",
            )
        ]

    def __str__(self) -> str:
        return f"{self.size}:{bytes(self.root).hex()}"
