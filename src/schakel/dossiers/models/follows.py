from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area
from schakel.dossiers.models.dossiers import Dossier
from schakel.people.models import Person


class Follow(models.Model):
    """A person wants to hear of one dossier, or of everything in an area."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="follows")
    area = models.ForeignKey(Area, models.CASCADE, null=True, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=True, area__isnull=False)
                | Q(dossier__isnull=False, area__isnull=True),
                name="dossiers_follow_one_thing",
            ),
            models.UniqueConstraint(fields=["person", "dossier"], name="dossiers_follow_once"),
            models.UniqueConstraint(fields=["person", "area"], name="dossiers_follow_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.dossier_id or self.area_id}"


class Notice(models.Model):
    """Something happened at a dossier. One row for everybody: who hears of it follows from Follow."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=100)
    at = models.DateTimeField()
    # Nobody gets mail about what they did themselves.
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["dossier", "at"], name="dossiers_notice_dossier"),
            models.Index(fields=["at"], name="dossiers_notice_at"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.kind}"


class MailChoice(models.Model):
    """How often a person wants mail, up to where they were told, and how sending goes."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("Elke dag, als er nieuws is")
        WEEKLY = "weekly", _("Eén keer per week")
        NEVER = "never", _("Nooit")

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    told_until = models.DateTimeField()
    # The day is claimed before sending: a crash halfway costs a day, never a second mail that day.
    day = models.DateField(null=True)
    claim = models.UUIDField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    undeliverable = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["rhythm", "day"], name="dossiers_mail_due")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.rhythm}"
