from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area
from schakel.people.models import Party


class Tie(models.Model):
    """What two parties do together: part of the network of an area. Both say so, or a source does."""

    class Kind(models.TextChoices):
        ECONOMIC = "economic", _("Werk en geld")
        CULTURAL = "cultural", _("Cultuur en ontmoeten")
        MEANING = "meaning", _("Zingeving")
        CARE = "care", _("Zorg en hulp")
        OTHER = "other", _("Iets anders")

    municipality = models.ForeignKey(Party, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="ties")
    one = models.ForeignKey(Party, models.PROTECT, related_name="ties_told")
    other = models.ForeignKey(Party, models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=300)
    # Where anybody can read it, when neither of the two told it here.
    source = models.CharField(max_length=300, blank=True)
    said_by = models.CharField(max_length=300)
    said = models.DateTimeField()
    confirmed = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=300, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-said", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="initiatives_tie_of_two"),
            models.CheckConstraint(condition=~Q(text=""), name="initiatives_tie_says_what"),
            models.CheckConstraint(
                condition=Q(confirmed__isnull=True) | ~Q(confirmed_by=""),
                name="initiatives_tie_confirmed_by",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | ~Q(ended_because=""),
                name="initiatives_tie_ended_because",
            ),
            models.UniqueConstraint(
                fields=["one", "other", "kind"],
                condition=Q(ended__isnull=True),
                name="initiatives_tie_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} - {self.other}"
