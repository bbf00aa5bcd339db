from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schakel.exchange.models import Line
from schakel.initiatives.models.initiatives import Initiative


class Need(models.Model):
    """One thing that an initiative needs to go on, asked in one form with the others.

    The ask itself is a line, open to everybody; here stands what kind of support it is, and what the
    municipality says to it. It never says no for good: what is too early gets a day to look again.
    """

    class Type(models.TextChoices):
        RULES = "rules", _("Ruimte in de regels")
        KNOWLEDGE = "knowledge", _("Kennis")
        INFRASTRUCTURE = "infrastructure", _("Spullen en voorzieningen")
        COOPERATION = "cooperation", _("Samenwerking")
        SPACE = "space", _("Ruimte: m² en uren")
        MONEY = "money", _("Geld")
        PILOT = "pilot", _("Een proef: nog te nieuw")
        RECOGNITION = "recognition", _("Erkenning en waardering")

    class Said(models.TextChoices):
        YES = "yes", _("Ja")
        PARTLY = "partly", _("Deels")
        LATER = "later", _("Nog niet")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="needs")
    type = models.CharField(max_length=14, choices=Type)
    line = models.OneToOneField(Line, models.PROTECT, related_name="need")
    asked = models.DateTimeField()
    said = models.CharField(max_length=6, choices=Said, blank=True)
    because = models.CharField(max_length=500, blank=True)
    again = models.DateField(null=True, blank=True)
    office = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked", "id"]
        indexes = [models.Index(fields=["said", "asked"], name="initiatives_need_waits")]
        constraints = [
            models.CheckConstraint(
                condition=Q(said="") | (~Q(because="") & ~Q(office="") & Q(said_at__isnull=False)),
                name="initiatives_need_answer_says_why",
            ),
            models.CheckConstraint(
                condition=Q(said__in=["", "yes", "partly"]) | Q(again__isnull=False),
                name="initiatives_need_later_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.get_type_display()}"
