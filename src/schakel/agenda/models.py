"""What a neighbourhood does together: activities, the days on which they fall, and who comes."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models import Dossier
from schakel.people.models import Person

ZONE = "Europe/Amsterdam"


class Access(models.TextChoices):
    """Whether a place has something: nobody said, it has, it has not."""

    UNKNOWN = "", _("Weet ik niet")
    YES = "yes", _("Ja")
    NO = "no", _("Nee")


class Activity(models.Model):
    """Once or in a series, by a party in its area. Title, text, place on the map and party are the dossier's.

    A series is kept as iCalendar says it: a first day, a time on the clock of a zone, a rule, and what
    differs from it (`Difference`). It falls at most once a day. Nobody decides on an activity and it has
    no phases, so it is no process: it stands, or it is called off with a reason.
    """

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="activity"
    )
    # The initiative that it is of.
    about = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="activities"
    )
    uid = models.CharField(max_length=255, db_index=True)
    first_day = models.DateField()
    # None: the whole day.
    at = models.TimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField()
    zone = models.CharField(max_length=60, default=ZONE)
    rule = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200, blank=True)
    step_free = models.CharField(max_length=3, choices=Access, blank=True)
    toilet = models.CharField(max_length=3, choices=Access, blank=True)
    hearing_loop = models.CharField(max_length=3, choices=Access, blank=True)
    access_note = models.CharField(max_length=300, blank=True)
    # In cents; 0 is free, None is that nobody said.
    price = models.PositiveIntegerField(null=True, blank=True)
    price_note = models.CharField(max_length=200, blank=True)
    sign_up = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    called_off = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    # Up to this day its days stand in `Occurrence`.
    drawn_until = models.DateField()

    class Meta:
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["drawn_until"], name="agenda_drawn_until")]
        constraints = [
            models.CheckConstraint(
                condition=Q(at__isnull=False) | Q(minutes__gt=0), name="agenda_whole_days"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(sign_up=True, capacity__gt=0),
                name="agenda_capacity",
            ),
            models.CheckConstraint(
                condition=Q(called_off__isnull=True, reason="")
                | (Q(called_off__isnull=False) & ~Q(reason="")),
                name="agenda_called_off_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return self.dossier.get_absolute_url()


class Difference(models.Model):
    """One day of a series that is not as the rule says: left out, otherwise, called off, or added."""

    class Kind(models.TextChoices):
        SKIPPED = "skipped", _("Gaat niet door")
        CHANGED = "changed", _("Anders")
        ADDED = "added", _("Extra")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="differences")
    # The day by the rule, or the day that was added.
    day = models.DateField()
    kind = models.CharField(max_length=7, choices=Kind)
    new_day = models.DateField(null=True, blank=True)
    new_at = models.TimeField(null=True, blank=True)
    new_minutes = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=2000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    called_off = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "day"], name="agenda_difference_once"),
            models.CheckConstraint(
                condition=Q(kind="skipped", new_day__isnull=True, called_off=False)
                | (~Q(kind="skipped") & Q(new_day__isnull=False, new_minutes__isnull=False)),
                name="agenda_difference_says_when",
            ),
            models.CheckConstraint(
                condition=Q(called_off=False, reason="") | (Q(called_off=True) & ~Q(reason="")),
                name="agenda_difference_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.day}: {self.kind}"


class Occurrence(models.Model):
    """A day on which an activity falls, worked out ahead so that a week is one question.

    `day` is the day by the rule: it stays when the time moves. What is called off stays, and says why.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences")
    day = models.DateField()
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        indexes = [
            models.Index(fields=["starts"], name="agenda_occurrence_starts"),
            models.Index(fields=["ends"], name="agenda_occurrence_ends"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["activity", "day"], name="agenda_occurrence_once"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="agenda_occurrence_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.day}"

    @property
    def address(self) -> str:
        return date.isoformat(self.day)


class Registration(models.Model):
    """Somebody comes on one day, or waits for a place. Who comes is for the organiser only."""

    class Standing(models.TextChoices):
        PLACE = "place", _("U hebt een plek")
        WAITING = "waiting", _("U staat op de wachtlijst")

    occurrence = models.ForeignKey(Occurrence, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="registrations")
    standing = models.CharField(max_length=7, choices=Standing)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["occurrence", "person"], name="agenda_registered_once")
        ]

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.standing}"
