from datetime import date, datetime, time

from django.db import models
from django.db.models import Q
from django.urls import reverse

from schakel.areas.models import Area
from schakel.people.models import Party


class Point(models.Model):
    """Where people find each other and somebody sits who knows the way: an information point.

    `hours` is a list of [weekday from 0, "09:00", "12:30"]; `closed` a list of ["2026-12-25", reason].
    """

    municipality = models.ForeignKey(Party, models.PROTECT, related_name="+")
    # Who sits there.
    party = models.ForeignKey(Party, models.PROTECT, related_name="points")
    area = models.ForeignKey(Area, models.PROTECT, related_name="points")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200)
    text = models.TextField(max_length=1000, blank=True)
    hours = models.JSONField(default=list)
    closed = models.JSONField(default=list, blank=True)
    step_free = models.BooleanField(default=False)
    toilet = models.BooleanField(default=False)
    phone = models.CharField(max_length=20, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    created = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(address=""), name="initiatives_point_says_where"
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="initiatives_point_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("initiatives:point", args=[self.pk])

    def closed_because(self, day: date) -> str:
        """The reason why it is closed on a day that it is open otherwise; empty when it is not."""
        return next((reason for closed, reason in self.closed if closed == day.isoformat()), "")

    def hours_on(self, day: date) -> list[tuple[time, time]]:
        if self.closed_because(day):
            return []
        return sorted(
            (time.fromisoformat(opens), time.fromisoformat(closes))
            for weekday, opens, closes in self.hours
            if weekday == day.weekday()
        )

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody sits there at a moment on the clock of the town."""
        return any(
            opens <= moment.time() < closes for opens, closes in self.hours_on(moment.date())
        )
