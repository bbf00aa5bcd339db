from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models import Dossier
from schakel.processes.models import Decision


class HashedIdField(models.BigIntegerField):
    """A 63-bit key that the row brings itself.

    Only under the name "integer" does SQLite take it as the place of the row; under any other it
    keeps a hidden row number beside it, which would count the ballots in the order of voting.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class BallotBox(models.Model):
    """What is voted on, and how. Salt and `mixed` serve secrecy; head and count come at closing."""

    class BallotType(models.TextChoices):
        APPROVAL = "approval", _("Zoveel keuzes als u wilt")
        CHOOSE_1 = "choose-1", _("Eén keuze")

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="ballot_box")
    ballot_type = models.CharField(max_length=8, choices=BallotType.choices)
    max_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    body = models.CharField(max_length=200)
    standing = models.CharField(max_length=6, choices=Decision.Standing.choices)
    salt = models.CharField(max_length=64, blank=True)
    mixed = models.BooleanField(default=True)
    closed = models.BooleanField(default=False)
    head = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "ballot boxes"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ballot_type="approval")
                | models.Q(ballot_type="choose-1", max_choices=1),
                name="voice_box_type",
            ),
            models.CheckConstraint(
                condition=models.Q(max_choices__isnull=True) | models.Q(max_choices__gte=1),
                name="voice_box_max_choices",
            ),
            models.CheckConstraint(condition=~models.Q(body=""), name="voice_box_says_who_decides"),
            models.CheckConstraint(
                condition=(models.Q(closed=False, head="", count__isnull=True) & ~models.Q(salt=""))
                | (models.Q(closed=True, salt="", count__isnull=False) & ~models.Q(head="")),
                name="voice_box_closed_has_head",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}"


class Option(models.Model):
    """One thing to vote for. Its key is the text that stands in ballots and open data."""

    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="options")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    cost_cents = models.BigIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["box", "key"], name="voice_option_key"),
            models.UniqueConstraint(fields=["box", "position"], name="voice_option_position"),
        ]

    def __str__(self) -> str:
        return self.title


class Voter(models.Model):
    """A code that was handed out, hashed, and whether it was used: never when, never for what."""

    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="voters")
    number = models.PositiveIntegerField()
    code_hash = models.CharField(max_length=64)
    used = models.BooleanField(default=False)
    voided = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "code_hash"], name="voice_voter_code"),
            models.UniqueConstraint(
                fields=["box", "number"],
                condition=models.Q(voided=False),
                name="voice_voter_one_valid_code",
            ),
            models.CheckConstraint(
                condition=~models.Q(used=True, voided=True), name="voice_voter_used_is_not_voided"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Ballot(models.Model):
    """What somebody chose. Nothing here says who or when, and no column leads to the electorate.

    The locator is a slow hash of the code, so that only somebody with the code finds the ballot to
    change it. The id follows from the locator; at closing both become random.
    """

    id = HashedIdField(primary_key=True)
    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="ballots")
    locator = models.CharField(max_length=64)
    choices = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["box", "locator"], name="voice_ballot_locator")
        ]

    def __str__(self) -> str:
        return "stembiljet"

    def __repr__(self) -> str:
        return "<Ballot>"
