"""Everything that is promised between parties: one line, whatever it is and whoever gives it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.dossiers.models import Dossier
from schakel.people.models import Party, Person


class Side(models.TextChoices):
    """Who stands at one side of a line; nobody yet while it is open."""

    NOBODY = "", _("Nog niemand")
    PERSON = "person", _("Iemand uit de buurt")
    PARTY = "party", _("Een groep of organisatie")


class Line(models.Model):
    """What one side gives the other: asked or offered, promised, delivered, confirmed by the receiver.

    An open line has one side only. Who answers it makes a line of their own (`answers`), so that
    many can give a part of what one asks. `quantity` is in cents, minutes or pieces; of space it is
    the minutes of the square metres beside it. None when nobody needs a number.

    A line has no phases and no office decides on it, so it is no process: its six statuses stand here,
    and a trigger refuses any other step. That it is late follows from the day.
    """

    class Kind(models.TextChoices):
        TIME = "time", _("Tijd")
        SPACE = "space", _("Ruimte")
        GOODS = "goods", _("Spullen")
        KNOWLEDGE = "knowledge", _("Kennis")
        INTRODUCTION = "introduction", _("Contact")
        MONEY = "money", _("Geld")

    class Status(models.TextChoices):
        ASKED = "asked", _("Gevraagd")
        OFFERED = "offered", _("Aangeboden")
        PROMISED = "promised", _("Beloofd")
        DELIVERED = "delivered", _("Geleverd")
        CONFIRMED = "confirmed", _("Ontvangen")
        WITHDRAWN = "withdrawn", _("Ingetrokken")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    short_id = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    status = models.CharField(max_length=9, choices=Status.choices)
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=2000, blank=True)
    # What it is about, for matching: stems and themes of its own words.
    words = models.JSONField(default=list, blank=True)
    quantity = models.PositiveBigIntegerField(null=True, blank=True)
    square_metres = models.PositiveIntegerField(null=True, blank=True)
    municipality = models.ForeignKey(Party, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="lines")
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by"
    )
    giver = models.CharField(max_length=6, choices=Side.choices, blank=True)
    giver_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="lines_given"
    )
    # A person whose account is gone leaves the promise, and no name.
    giver_person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="lines_given"
    )
    receiver = models.CharField(max_length=6, choices=Side.choices, blank=True)
    receiver_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="lines_received"
    )
    receiver_person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="lines_received"
    )
    # A person shows a name only by choosing to.
    named = models.BooleanField(default=False)
    public = models.BooleanField(default=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    created = models.DateTimeField()
    changed = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    thanks = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created", "id"]
        indexes = [
            models.Index(fields=["status", "area", "-created"], name="exchange_line_open"),
            models.Index(fields=["status", "due"], name="exchange_line_due"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="exchange_line_says_what"),
            models.CheckConstraint(
                condition=Q(giver="party", giver_party__isnull=False, giver_person__isnull=True)
                | Q(giver="person", giver_party__isnull=True)
                | Q(giver="", giver_party__isnull=True, giver_person__isnull=True),
                name="exchange_line_giver",
            ),
            models.CheckConstraint(
                condition=Q(
                    receiver="party", receiver_party__isnull=False, receiver_person__isnull=True
                )
                | Q(receiver="person", receiver_party__isnull=True)
                | Q(receiver="", receiver_party__isnull=True, receiver_person__isnull=True),
                name="exchange_line_receiver",
            ),
            models.CheckConstraint(
                condition=~(Q(giver="") & Q(receiver="")), name="exchange_line_of_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["promised", "delivered", "confirmed"])
                | (~Q(giver="") & ~Q(receiver="")),
                name="exchange_line_promise_has_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(giver_party__isnull=True)
                | Q(receiver_party__isnull=True)
                | ~Q(giver_party=F("receiver_party")),
                name="exchange_line_two_parties",
            ),
            models.CheckConstraint(
                condition=Q(giver_person__isnull=True)
                | Q(receiver_person__isnull=True)
                | ~Q(giver_person=F("receiver_person")),
                name="exchange_line_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0),
                name="exchange_line_quantity",
            ),
            models.CheckConstraint(
                condition=Q(square_metres__isnull=True) | Q(kind="space", square_metres__gt=0),
                name="exchange_line_square_metres",
            ),
            # Money is promised in whole cents or not at all.
            models.CheckConstraint(
                condition=~Q(kind="money") | Q(quantity__isnull=False), name="exchange_line_money"
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="exchange_line_dates",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(reason=""),
                name="exchange_line_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(thanks="") | Q(status="confirmed"), name="exchange_line_thanks_last"
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | ~Q(answers=F("id")),
                name="exchange_line_answers_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        return f"{self.short_id}-{slugify(self.title)[:60]}".rstrip("-")

    def get_absolute_url(self) -> str:
        return reverse("exchange:detail", args=[self.address])

    @property
    def is_open(self) -> bool:
        """Asked or offered to whoever fits."""
        return self.status in OPEN and not (self.giver and self.receiver)

    @property
    def is_late(self) -> bool:
        return (
            self.status == self.Status.PROMISED
            and self.due is not None
            and self.due < clock.today()
        )


class Block(models.Model):
    """Somebody who does not want to be asked or seen by another person."""

    by = models.ForeignKey(Person, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # On what they met: so the blocker knows later who this is, without a name.
    line = models.ForeignKey(Line, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "blocked"], name="exchange_block_once"),
            models.CheckConstraint(condition=~Q(by=F("blocked")), name="exchange_block_another"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.blocked_id}"


class LineReport(models.Model):
    """Somebody says that a line is not in order, with or without an account; an office reads it."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="reports")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    handled = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exchange_report_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason[:40]}"


OPEN = (Line.Status.ASKED, Line.Status.OFFERED)
PROMISES = (Line.Status.PROMISED, Line.Status.DELIVERED, Line.Status.CONFIRMED)

# What may follow what. "" is the start: an answer begins as what it is, and a pact may begin promised.
STEPS = (
    ("", "asked"),
    ("", "offered"),
    ("", "promised"),
    ("asked", "promised"),
    ("offered", "promised"),
    ("promised", "delivered"),
    ("delivered", "confirmed"),
    ("delivered", "promised"),
    ("asked", "withdrawn"),
    ("offered", "withdrawn"),
    ("promised", "withdrawn"),
)
