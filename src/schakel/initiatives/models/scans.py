import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models import Dossier
from schakel.initiatives.models.initiatives import Shared
from schakel.people.models import Party, Person


class Frame(models.TextChoices):
    """Which questions: the six links of an initiative, or the five things that keep any party going."""

    CHAIN = "chain", _("Schakels")
    ACTIE = "actie", _("Volhouden")


class ScanModel(models.Model):
    """The questions and advice of one municipality, in one version. What was published never changes.

    `links` is what a frame of `scanning.frames` holds, `table` the text of its table of states.
    """

    municipality = models.ForeignKey(Party, models.PROTECT, related_name="scan_models")
    frame = models.CharField(max_length=5, choices=Frame)
    version = models.PositiveIntegerField()
    links = models.JSONField()
    table = models.TextField()
    reason = models.CharField(max_length=500)
    office = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "frame", "version"], name="initiatives_scan_model_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & Q(version__gt=0), name="initiatives_scan_model_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_frame_display()} {self.version}"


class Scan(models.Model):
    """How a group sees its own links on one day. Theirs: nobody else reads it unless they share it.

    It keeps the questions as they were asked. A new scan stands beside the older ones.
    """

    Shared = Shared

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="scans")
    dossier = models.ForeignKey(
        Dossier, models.CASCADE, null=True, blank=True, related_name="scans"
    )
    frame = models.CharField(max_length=5, choices=Frame)
    # The version of the municipality's questions; 0 is how they come with the site.
    version = models.PositiveIntegerField()
    links = models.JSONField()
    answers = models.JSONField()
    states = models.JSONField()
    weakest = models.CharField(max_length=40, blank=True)
    # Who filled it in, as the group says it: never a name.
    filled_by = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    shared = models.CharField(max_length=6, choices=Shared, default=Shared.OWN)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["party", "frame", "-at"], name="initiatives_scan_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(frame="chain", dossier__isnull=False)
                | Q(frame="actie", dossier__isnull=True),
                name="initiatives_scan_of_what",
            ),
            models.CheckConstraint(condition=~Q(filled_by=""), name="initiatives_scan_by_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.at:%Y-%m-%d}"
