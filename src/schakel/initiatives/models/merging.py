from django.db import models
from django.db.models import F, Q

from schakel.initiatives.models.initiatives import Initiative


class Merge(models.Model):
    """Two initiatives go on as one: who runs the first proposes it, who runs the second says yes.

    The first ends honourably and leads to the second for ever; whose idea it was goes along.
    """

    gone = models.OneToOneField(Initiative, models.PROTECT, related_name="merge")
    into = models.ForeignKey(Initiative, models.PROTECT, related_name="absorbed")
    why = models.CharField(max_length=500)
    proposed = models.DateTimeField()
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed"]
        constraints = [
            models.CheckConstraint(condition=~Q(gone=F("into")), name="initiatives_merge_two"),
            models.CheckConstraint(condition=~Q(why=""), name="initiatives_merge_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} -> {self.into_id}"
