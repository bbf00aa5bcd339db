from django.db import models
from django.db.models import F, Q

from schakel.initiatives.models.initiatives import Initiative
from schakel.people.models import Person


class Participant(models.Model):
    """Somebody who takes part, without a role; with `link` they bring others: an ambassador.

    `counted`: whoever joined by a link lets the ambassador count them. Names are shown to nobody,
    but to the group of who stands in its circle.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    left = models.DateTimeField(null=True, blank=True)
    link = models.CharField(max_length=43, blank=True)
    brought_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="brought"
    )
    counted = models.BooleanField(default=False)
    # In the circle around the group: it sees the name, and may ask for help.
    circle = models.BooleanField(default=False)
    helps = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "person"], name="initiatives_participant_once"
            ),
            models.UniqueConstraint(
                fields=["link"], condition=~Q(link=""), name="initiatives_participant_link"
            ),
            models.CheckConstraint(
                condition=Q(circle=False) | Q(left__isnull=True),
                name="initiatives_participant_left_the_circle",
            ),
            models.CheckConstraint(
                condition=Q(brought_by__isnull=True) | ~Q(brought_by=F("id")),
                name="initiatives_participant_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.pk}"
