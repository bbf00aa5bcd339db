from django.db import models
from django.db.models import Q

from schakel.exchange.models import Line
from schakel.people.models import Party


class StarterItem(models.Model):
    """An offer that stands in the package for who begins: a municipality puts it there, a group takes it."""

    municipality = models.ForeignKey(Party, models.CASCADE, related_name="+")
    line = models.OneToOneField(Line, models.CASCADE, related_name="starter")
    # What it does for a group that begins.
    why = models.CharField(max_length=300)
    added = models.DateTimeField()

    class Meta:
        ordering = ["added", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="initiatives_starter_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.line}"
