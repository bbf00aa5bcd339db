from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schakel.base.exceptions import SchakelError
from schakel.journal.models import Entry


class NormMissing(SchakelError):
    """No norm has this key on this day."""


class NormNotVerified(SchakelError):
    """The norm exists, but nobody has checked it against its source yet, or it is somebody else's."""


class Norm(models.Model):
    """A legal amount, term or tariff: what it is, from when, and where that is written.

    `example_of` names whose own rule it is, where it holds nowhere else. `checked_*` say which office
    compared it with which source.
    """

    key = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500)
    url = models.URLField(max_length=500, blank=True)
    verified = models.BooleanField(default=False)
    example_of = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=300, blank=True)
    checked_against = models.CharField(max_length=500, blank=True)
    # Given by an office here: an upgrade of the package leaves it as it is.
    changed = models.BooleanField(default=False)

    class Meta:
        ordering = ["key", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="norms_norm_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="norms_norm_dates",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="norms_norm_source"),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | (~Q(checked_by="") & ~Q(checked_against="")),
                name="norms_norm_checked_by_and_against",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def touched(self) -> bool:
        """Whether an office of this installation checked or changed it."""
        return self.changed or self.checked_on is not None

    def get_absolute_url(self) -> str:
        return reverse("norms:detail", args=[self.key])


class Deviation(models.Model):
    """Another value for one area, or for one type of area in it: why, by whom approved, until when.

    `area` is the code of a municipality, district or neighbourhood. With `area_type` it counts only
    for the areas of that type in it. Norms stand below areas and people, so that the place is kept as
    a code, and who approved and who wrote it down as offices.
    """

    key = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.CharField(max_length=40)
    area = models.CharField(max_length=10)
    area_type = models.CharField(max_length=40, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    reason = models.TextField()
    approver = models.CharField(max_length=300)
    office = models.CharField(max_length=300)
    # Taken back before it began: it never counted.
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["key", "area", "area_type", "starts"]
        indexes = [models.Index(fields=["key", "area", "starts"], name="norms_deviation_lookup")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(approver="") & ~Q(office=""),
                name="norms_deviation_why_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="norms_deviation_dates"
            ),
            models.CheckConstraint(condition=~Q(area=""), name="norms_deviation_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.area}"


class Act(models.Model):
    """An act on a norm, so that its page shows its history. What the entry is about stays with the
    dossiers, where it can be checked and where the person can be erased."""

    key = models.CharField(max_length=100)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-entry_id"]
        indexes = [models.Index(fields=["key", "-entry"], name="norms_act_of_key")]

    def __str__(self) -> str:
        return f"{self.entry}"
