from django.db import models
from django.db.models import Q

from schakel.initiatives.models.initiatives import Initiative
from schakel.people.models import Party, Person


class Handover(models.Model):
    """An initiative goes to an organisation of the district: the group consents, the other accepts.

    Until `until` everybody of the group says yes or objects with a reason; who says nothing consents.
    It is done only when the other accepted and no objection stands.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Party, models.PROTECT, related_name="+")
    # Who had it, for the credit of what was built.
    group = models.ForeignKey(Party, models.PROTECT, related_name="+")
    # What goes along, and what the group keeps a say in.
    along = models.TextField(max_length=2000)
    keeps = models.TextField(max_length=2000, blank=True)
    asked = models.DateTimeField()
    until = models.DateField()
    accepted = models.DateTimeField(null=True, blank=True)
    accepted_office = models.CharField(max_length=300, blank=True)
    done = models.DateTimeField(null=True, blank=True)
    stopped = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-asked"]
        constraints = [
            models.CheckConstraint(condition=~Q(along=""), name="initiatives_handover_of_what"),
            models.CheckConstraint(
                condition=Q(done__isnull=True) | Q(accepted__isnull=False, stopped__isnull=True),
                name="initiatives_handover_accepted_first",
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | ~Q(accepted_office=""),
                name="initiatives_handover_accepted_by",
            ),
            models.CheckConstraint(
                condition=Q(stopped__isnull=True) | ~Q(reason=""),
                name="initiatives_handover_stopped_with_reason",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(done__isnull=True, stopped__isnull=True),
                name="initiatives_handover_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} -> {self.to}"

    @property
    def is_open(self) -> bool:
        return self.done is None and self.stopped is None


class Consent(models.Model):
    """What one member says of a handover; an objection has a reason and may be taken back."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    yes = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "person"], name="initiatives_consent_once"),
            models.CheckConstraint(
                condition=Q(yes=True) | ~Q(reason=""), name="initiatives_objection_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handover}: {self.yes}"
