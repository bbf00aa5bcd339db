from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A municipality, district or neighbourhood as Statistics Netherlands drew it in one year."""

    class Kind(models.TextChoices):
        GEMEENTE = "gemeente", _("gemeente")
        WIJK = "wijk", _("wijk")
        BUURT = "buurt", _("buurt")

    code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="areas_area_code_year"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["gemeente", "wijk", "buurt"]), name="areas_area_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="gemeente", parent__isnull=True)
                | (~models.Q(kind="gemeente") & models.Q(parent__isnull=False)),
                name="areas_area_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:detail", args=[self.code.lower(), self.slug])
