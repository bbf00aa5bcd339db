import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models.dossiers import Dossier
from schakel.people.models import Person


class File(models.Model):
    """A picture or a PDF of a dossier. What is stored is named by its digest, and served by a view only."""

    class Kind(models.TextChoices):
        PICTURE = "picture", _("Foto of tekening")
        DOCUMENT = "document", _("Document (PDF)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alternative = models.CharField(max_length=300, blank=True)
    added = models.DateTimeField()
    office = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["added", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="picture")
                | (
                    ~models.Q(alternative="")
                    & models.Q(width__gt=0, height__gt=0, media_type="image/webp")
                ),
                name="dossiers_picture_says_what_is_seen",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="picture") | models.Q(media_type="application/pdf"),
                name="dossiers_file_type",
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="dossiers_file_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE

    @property
    def path(self) -> Path:
        """Where the content lies. The id is part of it: two equal files never share their fate."""
        folder = Path(settings.MEDIA_ROOT) / "dossiers" / self.digest[:2]
        return folder / f"{self.digest}-{self.id.hex}"

    @property
    def small_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}-small")

    def get_absolute_url(self) -> str:
        return reverse("dossiers:file", args=[self.id])
