from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models import Dossier

# The parts of life that an initiative touches, as the seeds name them: never one alone.
DOMAINS: dict[str, object] = {
    "ontmoeten": _("Ontmoeten"),
    "zorg": _("Zorg en gezondheid"),
    "wonen": _("Wonen"),
    "werk": _("Werk en geld"),
    "leren": _("Leren"),
    "jeugd": _("Kinderen en jongeren"),
    "groen": _("Groen en klimaat"),
    "eten": _("Eten"),
    "sport": _("Sport en bewegen"),
    "cultuur": _("Kunst en cultuur"),
    "zingeving": _("Zingeving en geloof"),
    "veilig": _("Veilig en verkeer"),
}


class Shared(models.TextChoices):
    """Who reads what a group says of itself."""

    OWN = "own", _("Alleen wij")
    OFFICE = "office", _("Wij en de gemeente")
    ALL = "all", _("Iedereen")


class Initiative(models.Model):
    """What residents do or want to do, in their own words. Title, purpose, place and owner are the dossier's.

    Until somebody owns it, it is a dream: its dossier is then the municipality's to keep.
    """

    class Type(models.TextChoices):
        CARE = "care", _("Zorgcoöperatie")
        SMALL = "small", _("Klein initiatief")
        NETWORKER = "networker", _("Verbinder")
        MEETING = "meeting", _("Ontmoetingsplek")
        ENTREPRENEUR = "entrepreneur", _("Sociale ondernemer")

    class Newness(models.TextChoices):
        """Where it stands on the curve from nowhere to everywhere, as the group says."""

        NEW = "new", _("Dit doet nog niemand")
        FEW = "few", _("Een paar plekken doen dit")
        MANY = "many", _("Veel plekken doen dit al")

    class Told(models.TextChoices):
        WEB = "web", _("Op deze site")
        SPOKEN = "spoken", _("Verteld of ingesproken")
        PAPER = "paper", _("Op papier")
        MEETING = "meeting", _("Bij een ontmoeting")

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="initiative"
    )
    type = models.CharField(max_length=12, choices=Type, blank=True)
    domains = models.JSONField(default=list, blank=True)
    # The three questions. What somebody wants is also the purpose of the dossier, until it is sharpened.
    want = models.TextField(max_length=2000)
    can = models.TextField(max_length=2000, blank=True)
    need = models.TextField(max_length=2000, blank=True)
    told = models.CharField(max_length=7, choices=Told, default=Told.WEB)
    # Where it happens, as people say it there.
    place = models.CharField(max_length=200, blank=True)
    # A meeting came before this form.
    met = models.DateField(null=True, blank=True)
    why = models.TextField(max_length=2000, blank=True)
    gives = models.TextField(max_length=2000, blank=True)
    pride = models.TextField(max_length=2000, blank=True)
    # Who thought along and who decided: for and with people.
    made_with = models.TextField(max_length=1000, blank=True)
    # What another needs to know who wants to do the same elsewhere.
    costs = models.TextField(max_length=1000, blank=True)
    conditions = models.TextField(max_length=1000, blank=True)
    code = models.TextField(max_length=2000, blank=True)
    diploma = models.CharField(max_length=200, blank=True)
    diploma_because = models.CharField(max_length=500, blank=True)
    newness = models.CharField(max_length=4, choices=Newness, blank=True)
    stays_small = models.BooleanField(default=False)
    # "Over two years this has come true": what, and by when.
    end_state = models.TextField(max_length=2000, blank=True)
    end_day = models.DateField(null=True, blank=True)
    # Who reads how it goes with the group: itself, unless it says otherwise.
    vitality_shared = models.CharField(max_length=6, choices=Shared, default=Shared.OWN)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(want=""), name="initiatives_says_what_for"),
            models.CheckConstraint(
                condition=Q(diploma="") | ~Q(diploma_because=""),
                name="initiatives_diploma_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(end_day__isnull=True) | ~Q(end_state=""),
                name="initiatives_day_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return self.dossier.get_absolute_url()

    @property
    def domain_words(self) -> list[object]:
        return [DOMAINS[key] for key in self.domains if key in DOMAINS]


class Milestone(models.Model):
    """A step on the way to the dream, counted back from the day on which it has come true."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="initiatives_milestone_says_what")
        ]

    def __str__(self) -> str:
        return self.title


class Again(models.Model):
    """Too early, says an office: then it says when it looks again. Never a no."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="again")
    because = models.CharField(max_length=500)
    # What would help until then.
    helps = models.CharField(max_length=500, blank=True)
    day = models.DateField()
    office = models.CharField(max_length=300)
    at = models.DateTimeField()
    looked = models.DateTimeField(null=True, blank=True)
    found = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["looked", "day"], name="initiatives_again_due")]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="initiatives_again_says_why"),
            models.CheckConstraint(
                condition=Q(looked__isnull=True) | ~Q(found=""), name="initiatives_again_found"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(looked__isnull=True),
                name="initiatives_again_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.day}"
