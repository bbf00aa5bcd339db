import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area
from schakel.journal.models import Entry
from schakel.people.models.persons import Person
from schakel.people.naming import name_key, short_id


class Party(models.Model):
    """Who can promise, own and decide: a municipality, a department, a foundation, a group of residents.

    `municipality` is, for a department, what it is part of, and for others where they are at home.
    """

    class Corner(models.TextChoices):
        COMMUNITY = "community", _("Gemeenschap")
        GOVERNMENT = "government", _("Overheid")
        MARKET = "market", _("Markt")

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Gemeente")
        DEPARTMENT = "department", _("Afdeling")
        FOUNDATION = "foundation", _("Stichting")
        ASSOCIATION = "association", _("Vereniging")
        COOPERATIVE = "cooperative", _("Coöperatie")
        FUND = "fund", _("Fonds")
        COMPANY = "company", _("Bedrijf")
        ORGANISATION = "organisation", _("Andere organisatie")
        RESIDENTS = "residents", _("Bewonersgroep")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    short_id = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    corner = models.CharField(max_length=10, choices=Corner.choices)
    municipality = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members"
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)
    kvk = models.CharField(max_length=8, blank=True)
    # A group without legal form: who answers for its money. The person is not public.
    liable = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    host = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="hosted_groups"
    )
    host_agreed = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name_key"], name="people_party_name_key"),
            models.Index(fields=["name", "id"], name="people_party_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind__in=["municipality", "department"])
                | models.Q(corner="government"),
                name="people_party_government",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="company") | models.Q(corner="market"),
                name="people_party_market",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="residents") | models.Q(corner="community"),
                name="people_party_community",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="municipality", municipality__isnull=True)
                | models.Q(kind="department", municipality__isnull=False)
                | ~models.Q(kind__in=["municipality", "department"]),
                name="people_party_part_of",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="residents")
                | models.Q(liable__isnull=True, host__isnull=True),
                name="people_party_surety",
            ),
            models.CheckConstraint(
                condition=models.Q(host__isnull=True) | ~models.Q(host=models.F("id")),
                name="people_party_host_other",
            ),
            models.CheckConstraint(
                condition=models.Q(host__isnull=False) | models.Q(host_agreed__isnull=True),
                name="people_party_host_agreed",
            ),
            models.UniqueConstraint(
                fields=["kvk"],
                condition=~models.Q(kvk="") & models.Q(ended__isnull=True),
                name="people_party_kvk_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name)
        if not self.short_id:
            self.short_id = short_id(
                self.id, lambda letters: Party.objects.filter(short_id=letters).exists()
            )
        super().save(*args, **kwargs)

    @property
    def address(self) -> str:
        """Short id and name, as they stand in an address; the name part may change freely."""
        return f"{self.short_id}-{slugify(self.name)[:60]}".rstrip("-")

    def get_absolute_url(self) -> str:
        return reverse("people:party", args=[self.address])

    @property
    def why_no_money(self) -> str:
        """Why this party cannot receive money; empty when it can."""
        if self.ended:
            return str(_("Deze partij bestaat niet meer."))
        if self.kind != self.Kind.RESIDENTS or self.liable_id:
            return ""
        if self.host is None:
            return str(
                _("Deze groep is geen rechtspersoon. Er is iemand nodig die voor het geld instaat.")
            )
        if self.host_agreed is None:
            return str(
                _("De penvoerder %(host)s heeft nog niet ja gezegd.") % {"host": self.host.name}
            )
        return self.host.why_no_money

    @property
    def can_receive_money(self) -> bool:
        return not self.why_no_money


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


class PartyMerge(models.Model):
    """Two rows of one party became one. The old row stays, so that its address leads on for ever.

    `moved` counts, for each reference, how many rows went along; `stayed` those that the database has
    frozen, which still name the old row.
    """

    gone = models.OneToOneField(Party, models.PROTECT, related_name="merge")
    into = models.ForeignKey(Party, models.PROTECT, related_name="absorbed")
    at = models.DateTimeField()
    office = models.CharField(max_length=300)
    reason = models.TextField()
    moved = models.JSONField()
    stayed = models.JSONField()
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(gone=models.F("into")), name="people_partymerge_two"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="people_partymerge_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} -> {self.into_id}"
