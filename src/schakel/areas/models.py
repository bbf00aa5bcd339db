import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

COUNTRY = "NL00"


class Area(models.Model):
    """The country, a municipality, district or neighbourhood as Statistics Netherlands drew it in one year.

    Areas of several years that are one place share a `lineage`, also when the code was changed; of
    each lineage the newest that still exists is `current`. An area of which only the code is known
    (a figures file without names) is never current.
    """

    class Kind(models.TextChoices):
        LAND = "land", _("land")
        GEMEENTE = "gemeente", _("gemeente")
        WIJK = "wijk", _("wijk")
        BUURT = "buurt", _("buurt")

    code = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    lineage = models.UUIDField(default=uuid.uuid4, db_index=True)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["code"], condition=Q(current=True), name="areas_area_current")
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="areas_area_code_year"),
            models.UniqueConstraint(fields=["lineage", "year"], name="areas_area_lineage_year"),
            models.UniqueConstraint(
                fields=["lineage"], condition=Q(current=True), name="areas_area_one_current"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["land", "gemeente", "wijk", "buurt"]), name="areas_area_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["land", "gemeente"], parent__isnull=True)
                | Q(kind__in=["wijk", "buurt"], parent__isnull=False),
                name="areas_area_parent",
            ),
            models.CheckConstraint(
                condition=~Q(kind="land") | Q(code=COUNTRY), name="areas_area_country"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:detail", args=[self.code.lower(), self.slug])


class AreaChange(models.Model):
    """What an area of one year became in a later year, and how that is known."""

    class Kind(models.TextChoices):
        SAME = "same", _("gebleven")
        RENAMED = "renamed", _("andere naam")
        RECODED = "recoded", _("andere code")
        MERGED = "merged", _("samengevoegd")
        SPLIT = "split", _("gesplitst")

    class Basis(models.TextChoices):
        FILE = "file", _("uit een lijst van wijzigingen")
        CODE = "code", _("dezelfde code")

    from_area = models.ForeignKey(Area, models.CASCADE, related_name="changes_after")
    to_area = models.ForeignKey(Area, models.CASCADE, related_name="changes_before")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    basis = models.CharField(max_length=8, choices=Basis.choices)

    class Meta:
        ordering = ["from_area__code", "to_area__code"]
        constraints = [
            models.UniqueConstraint(fields=["from_area", "to_area"], name="areas_change_once"),
            models.CheckConstraint(
                condition=~Q(from_area=F("to_area")), name="areas_change_two_areas"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["same", "renamed", "recoded", "merged", "split"]),
                name="areas_change_kind",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["file", "code"]), name="areas_change_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_area} -> {self.to_area}"


class Source(models.Model):
    """A publication that figures or boundaries come from; each edition (year) is one row."""

    key = models.SlugField(max_length=60)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    url = models.URLField(max_length=300, blank=True)
    # What somebody expects for a year that is still to come, not what was counted.
    forecast = models.BooleanField(default=False)
    # The publisher itself leaves out or rounds what could point at persons.
    protected = models.BooleanField(default=False)

    class Meta:
        ordering = ["key", "year"]
        constraints = [
            models.UniqueConstraint(fields=["key", "year"], name="areas_source_edition"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(publisher="") & ~Q(licence=""),
                name="areas_source_named",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One file or download that was taken in whole: which, when, and by which office."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="deliveries")
    name = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    office = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["digest", "year"], name="areas_delivery_once")
        ]

    def __str__(self) -> str:
        return self.name


class Figures(models.Model):
    """What one source says of one area in one year: indicator -> decimal text, null where it is silent.

    One row holds all indicators of a source: the yearly key figures of all neighbourhoods are some
    17,000 rows of a hundred figures. Read them through `queries.figures`.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="figures")
    source = models.ForeignKey(Source, models.PROTECT, related_name="figures")
    year = models.PositiveSmallIntegerField()
    values = models.JSONField()
    # The indicators that are not shown because they could point at persons, and the minimum this
    # was decided with: services.protection.
    hidden = models.JSONField(default=list)
    minimum = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["area", "year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "source", "year"], name="areas_figures_once")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"


class Boundary(models.Model):
    """Where an area lies: a GeoJSON Polygon or MultiPolygon in degrees (longitude, latitude)."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    # The same with fewer corners, for maps; without it a map reads the whole geometry.
    outline = models.JSONField(null=True)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="boundaries")

    class Meta:
        indexes = [models.Index(fields=["west", "east"], name="areas_boundary_box")]
        constraints = [
            models.CheckConstraint(
                condition=Q(west__gte=-180, east__lte=180, south__gte=-90, north__lte=90)
                & Q(west__lt=F("east"), south__lt=F("north")),
                name="areas_boundary_on_earth",
            )
        ]

    def __str__(self) -> str:
        return str(self.area)
