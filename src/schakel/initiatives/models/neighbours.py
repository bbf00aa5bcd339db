from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area
from schakel.people.models import Person


class Neighbour(models.Model):
    """Somebody who wants to do something in a neighbourhood and lets other people find them.

    Only who chose it stands here, under the name they chose; who is signed in sees it, nobody else.
    """

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("Ik woon hier")
        PROFESSIONAL = "professional", _("Ik werk hier")

    person = models.OneToOneField(Person, models.CASCADE, related_name="neighbour")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    called = models.CharField(max_length=60)
    wants = models.CharField(max_length=300)
    domains = models.JSONField(default=list, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(called="") & ~Q(wants=""), name="initiatives_neighbour_says_who"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
