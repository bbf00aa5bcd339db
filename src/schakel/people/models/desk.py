import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from schakel.base.actor import Channel
from schakel.people.models.persons import Person
from schakel.people.models.roles import Membership


class Behalf(models.Model):
    """A while in which a desk acts for somebody. Name and number are for the desk and can be erased."""

    class Through(models.TextChoices):
        DESK = Channel.DESK.value, _("Aan de balie of aan de telefoon")
        PAPER = Channel.PAPER.value, _("Op papier")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Membership, models.CASCADE, related_name="behalfs")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="behalfs")
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    channel = models.CharField(max_length=5, choices=Through.choices)
    consent = models.BooleanField()
    started = models.DateTimeField()
    until = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    erased = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started"]
        constraints = [
            models.CheckConstraint(condition=models.Q(consent=True), name="people_behalf_consent"),
            models.CheckConstraint(
                condition=models.Q(erased__isnull=True)
                | models.Q(name="", phone="", person__isnull=True),
                name="people_behalf_erased",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=["desk", "paper"]), name="people_behalf_channel"
            ),
        ]

    def __str__(self) -> str:
        """For the desk itself. Never for a page or a journal that others read."""
        return self.person.name if self.person else self.name
