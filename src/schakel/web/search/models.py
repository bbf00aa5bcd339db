from django.db import models

from schakel.areas.models import Area
from schakel.dossiers.models import Dossier


class Document(models.Model):
    """One thing that can be found, as its source gave it. `place` is the district or town of its area."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=60)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")
    place = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="+")
    public = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="search_document_name"),
            models.Index(fields=["code"], name="search_document_code"),
            models.Index(
                fields=["id"], condition=models.Q(public=False), name="search_document_closed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="search_document_once")
        ]

    def __str__(self) -> str:
        return self.title


class Stem(models.Model):
    """A word that public things are found by, with how many of them hold it."""

    text = models.CharField(max_length=60, unique=True)
    public = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class Piece(models.Model):
    """Three letters of a word: how a misspelt word or part of a compound finds it."""

    letters = models.CharField(max_length=3)
    stem = models.ForeignKey(Stem, models.CASCADE, related_name="pieces", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letters", "stem"], name="search_piece_once")
        ]

    def __str__(self) -> str:
        return self.letters


class Posting(models.Model):
    """A document is found by a word, with this weight."""

    stem = models.ForeignKey(Stem, models.CASCADE, related_name="postings", db_index=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="postings", db_index=False)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        # A question reads postings by word and never touches the table itself.
        indexes = [models.Index(fields=["stem", "document", "weight"], name="search_posting_stem")]
        constraints = [
            models.UniqueConstraint(fields=["document", "stem"], name="search_posting_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.stem_id}"


class Changed(models.Model):
    """Something that was saved or deleted and is to be looked at again. One row each time."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class Turn(models.Model):
    """The row that who writes the index holds, so that two never write at once.

    `public` is how many public things there are.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    public = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return "search"
