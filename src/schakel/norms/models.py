from django.db import models
from django.db.models import F, Q

from schakel.base.exceptions import SchakelError


class NormMissing(SchakelError):
    """No norm has this key on this day."""


class NormNotVerified(SchakelError):
    """The norm exists, but nobody has checked it against its source yet."""


class Norm(models.Model):
    """A legal amount, term or tariff: what it is, from when, and where that is written."""

    key = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=18, decimal_places=6)
    unit = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["key", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="norms_norm_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="norms_norm_dates",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="norms_norm_source"),
        ]

    def __str__(self) -> str:
        return self.key
