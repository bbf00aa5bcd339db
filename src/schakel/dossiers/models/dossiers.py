import uuid

from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from schakel.areas.models import Area
from schakel.base.plugs import dossier_kinds
from schakel.journal.models import Entry
from schakel.people.models import Party, Person


class Dossier(models.Model):
    """One row for everything public: what it is for comes first, the room keeps the rest one-to-one."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Openbaar")
        CLOSED = "closed", _("Niet openbaar")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    short_id = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=20)
    municipality = models.ForeignKey(Party, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="dossiers")
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    owner = models.ForeignKey(Party, models.PROTECT, related_name="dossiers")
    visibility = models.CharField(
        max_length=6, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    created = models.DateTimeField()

    class Meta:
        ordering = ["-created", "id"]
        indexes = [
            models.Index(fields=["kind", "-created"], name="dossiers_kind_created"),
            models.Index(fields=["area", "kind"], name="dossiers_area_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(purpose=""),
                name="dossiers_dossier_says_what_for",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def address(self) -> str:
        """Short id and title, as they stand in an address; the title part may change freely."""
        return f"{self.short_id}-{slugify(self.title)[:60]}".rstrip("-")

    def get_absolute_url(self) -> str:
        kind = dossier_kinds.get(self.kind)
        assert kind is not None, f"No room registered the dossier kind {self.kind}"
        return reverse(kind.url_name, args=[self.address])


class Link(models.Model):
    """One step of the chain, with why it holds and who says so."""

    from_dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="links_on")
    to_dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="links_back")
    kind = models.CharField(max_length=40)
    because = models.TextField()
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_dossier", "to_dossier", "kind"], name="dossiers_link_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_dossier=models.F("to_dossier")),
                name="dossiers_link_not_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_dossier} {self.kind} {self.to_dossier}"


class Fact(models.Model):
    """What stays in the room of a journal entry: facts, private text, person and salt. Can be erased here."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="facts")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="fact")
    salt = models.CharField(max_length=64, blank=True)
    facts = models.JSONField()
    private_text = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    erased = models.DateTimeField(null=True)

    class Meta:
        ordering = ["entry_id"]

    def __str__(self) -> str:
        return f"{self.entry}"
