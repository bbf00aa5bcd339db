from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models.dossiers import Dossier
from schakel.people.models import Party, Person


class Remark(models.Model):
    """What somebody says at a dossier, as plain text.

    A remark is no dossier and has no term, so it is no process: its five states stand here, and a
    trigger refuses any other step. An appeal is decided by another office than the one that hid.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("Te lezen")
        HIDDEN = "hidden", _("Verborgen")
        APPEALED = "appealed", _("Verborgen, de schrijver maakte bezwaar")
        UPHELD = "upheld", _("Blijft verborgen")
        WITHDRAWN = "withdrawn", _("Weggehaald door de schrijver")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="remarks")
    answer_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    state = models.CharField(max_length=9, choices=State.choices, default=State.SHOWN)
    text = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="remarks")
    # Who speaks for a party speaks as an office; the name of the person is not shown then.
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=6)
    at = models.DateTimeField()
    # Between the owner and its critical friends: nobody else reads it.
    inside = models.BooleanField(default=False)
    changed = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    hidden_office = models.CharField(max_length=300, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True)
    appeal = models.CharField(max_length=1000, blank=True)
    decided_office = models.CharField(max_length=300, blank=True)
    decided_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["dossier", "-at"], name="dossiers_remark_newest"),
            models.Index(fields=["by", "-at"], name="dossiers_remark_writer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="withdrawn") | ~Q(text=""), name="dossiers_remark_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["shown", "withdrawn"])
                | (~Q(hidden_reason="") & ~Q(hidden_office="")),
                name="dossiers_remark_hidden_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="upheld") | (~Q(decided_reason="") & ~Q(decided_office="")),
                name="dossiers_remark_upheld_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_office="") | ~Q(decided_office=F("hidden_office")),
                name="dossiers_remark_another_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.pk}"

    @property
    def is_shown(self) -> bool:
        return self.state == self.State.SHOWN

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def is_answer_of_owner(self) -> bool:
        return self.party_id is not None and self.party_id in (
            self.dossier.owner_id,
            self.dossier.municipality_id,
        )


class RemarkReport(models.Model):
    """Somebody says that a remark is not in order; without an account too."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="reports")
    by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    handled = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["remark", "by"], name="dossiers_report_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="dossiers_report_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.remark}: {self.reason[:40]}"
