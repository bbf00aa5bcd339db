import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area
from schakel.people.models.parties import Party
from schakel.people.models.persons import Person


class Role(models.TextChoices):
    RESIDENT = "resident", _("Bewoner")
    MEMBER = "member", _("Lid")
    BOARD = "board", _("Bestuurslid")
    # Reads along and advises; speaks for nobody and approves nothing.
    FRIEND = "friend", _("Kritische vriend")
    OFFICIAL = "official", _("Medewerker")
    AREA_MANAGER = "area_manager", _("Gebiedsmanager")
    DESK = "desk", _("Baliemedewerker")
    BROKER = "broker", _("Sociaal makelaar")
    COUNCIL = "council", _("Raadslid")
    RESEARCHER = "researcher", _("Onderzoeker")
    ADMIN = "admin", _("Beheerder")


class Membership(models.Model):
    """A role of a person at a party, in an area or everywhere, from and until a date.

    `ends` is the last day on which it counts; with `stopped` it ended on that day, at that moment.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    stopped = models.DateTimeField(null=True, blank=True)
    # Only the person may set this: names are not public of themselves.
    named = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party", "role", "area", "starts"],
                condition=models.Q(stopped__isnull=True),
                name="people_membership_once",
            ),
            models.UniqueConstraint(
                fields=["person", "party", "role", "starts"],
                condition=models.Q(area__isnull=True, stopped__isnull=True),
                name="people_membership_once_everywhere",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_membership_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(stopped__isnull=True) | models.Q(ends__isnull=False),
                name="people_membership_stopped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.party}"


class Mandate(models.Model):
    """What a body lets an office decide in the name of a party, with the text that says so."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=12, choices=Role.choices)
    # A key of the plug `mandate_subjects`: rooms ask for it by that key.
    subject = models.CharField(max_length=200)
    giver = models.CharField(max_length=200)
    source = models.CharField(max_length=500)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["subject", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(subject="") & ~models.Q(source="") & ~models.Q(giver=""),
                name="people_mandate_says",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_mandate_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.party}, {self.get_role_display()}"


class Invitation(models.Model):
    """A role that waits for the owner of one e-mail address. Only the hash of its link is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    # Whose rights it rests on; it counts only while that role does.
    by = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    created = models.DateTimeField()
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires__gt=models.F("created")),
                name="people_invitation_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted__isnull=True) | models.Q(withdrawn__isnull=True),
                name="people_invitation_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.party}"
