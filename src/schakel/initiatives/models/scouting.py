from django.db import models
from django.db.models import Q

from schakel.initiatives.models.initiatives import Initiative


class Scouted(models.Model):
    """An office found this initiative promising, and says why and what would help. The group reads it.

    It gives no right and no rank: it is where an office begins to ask what it can do.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="scouted")
    why = models.CharField(max_length=300)
    helps = models.CharField(max_length=300)
    office = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(why="") & ~Q(helps=""), name="initiatives_scouted_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}"
