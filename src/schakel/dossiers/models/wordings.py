from django.db import models
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models.dossiers import Dossier
from schakel.people.models import Party


class Wording(models.Model):
    """What a dossier is about, as one side says it: residents in their words, the system in its own.

    Both stand beside each other; neither is a translation of the other, and nobody rewrites what
    another party said.
    """

    class Voice(models.TextChoices):
        RESIDENTS = "residents", _("Zo zeggen bewoners het")
        SYSTEM = "system", _("Zo zeggen de regels het")

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="wordings")
    voice = models.CharField(max_length=9, choices=Voice.choices)
    text = models.TextField()
    # Where these words come from: an evening, a letter, a programme.
    source = models.CharField(max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["voice"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "voice"], name="dossiers_wording_once"),
            models.CheckConstraint(
                condition=models.Q(voice__in=["residents", "system"]), name="dossiers_wording_voice"
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(source=""), name="dossiers_wording_said"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.voice}"
