from django.db import models
from django.utils.translation import gettext_lazy as _

from schakel.initiatives.models.initiatives import Initiative
from schakel.people.models import Person


class Pulse(models.Model):
    """How much energy somebody of the group has left on one day. The group sees how many, never who."""

    class Level(models.TextChoices):
        FULL = "full", _("Vol energie")
        ENOUGH = "enough", _("Genoeg")
        LOW = "low", _("Het wordt krap")
        EMPTY = "empty", _("Het is op")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="pulses")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    level = models.CharField(max_length=6, choices=Level)
    day = models.DateField()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "person", "day"], name="initiatives_pulse_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.day}"
