import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area


class Role(models.TextChoices):
    RESIDENT = "resident", _("Bewoner")
    OFFICIAL = "official", _("Medewerker")
    AREA_MANAGER = "area_manager", _("Gebiedsmanager")
    BOARD = "board", _("Bestuurslid")
    COUNCIL = "council", _("Raadslid")
    RESEARCHER = "researcher", _("Onderzoeker")
    ADMIN = "admin", _("Beheerder")


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, email: str, name: str, password: str | None = None, **more: Any
    ) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email: str, name: str, password: str | None = None) -> "Person":
        return self.create_user(email, name, password)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """An account. As little as can be: a name to be called by, an address to write to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """Who can promise, own and decide: a municipality, a department, a foundation, a group of residents."""

    class Corner(models.TextChoices):
        COMMUNITY = "community", _("Gemeenschap")
        GOVERNMENT = "government", _("Overheid")
        MARKET = "market", _("Markt")

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Gemeente")
        DEPARTMENT = "department", _("Afdeling")
        ORGANISATION = "organisation", _("Organisatie")
        RESIDENTS = "residents", _("Bewonersgroep")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    corner = models.CharField(max_length=10, choices=Corner.choices)

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["municipality", "department"])
                | models.Q(corner="government"),
                name="people_party_government",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MunicipalityCode(models.Model):
    """Which area a municipality is, from when until when: municipalities merge and keep their dossiers."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="codes")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "starts"], name="people_code_once"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gt=models.F("starts")),
                name="people_code_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} = {self.area.code}"


class Membership(models.Model):
    """A role of a person at a party, in an area or everywhere, from and until a date."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    party = models.ForeignKey(Party, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party", "role", "area", "starts"], name="people_membership_once"
            ),
            models.UniqueConstraint(
                fields=["person", "party", "role", "starts"],
                condition=models.Q(area__isnull=True),
                name="people_membership_once_everywhere",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="people_membership_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.party}"


class Mandate(models.Model):
    """What a party lets an office decide in its name, with the text that says so."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=12, choices=Role.choices)
    subject = models.CharField(max_length=200)
    source = models.CharField(max_length=500)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.subject}: {self.party}, {self.get_role_display()}"
