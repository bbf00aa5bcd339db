from django.db import models
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models import Dossier
from schakel.journal.models import Entry
from schakel.people.models import Party
from schakel.processes.kinds import ProcessKind, kinds


class AllowedTransition(models.Model):
    """The declared moves, as rows, so that the database itself can refuse any other."""

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "target"], name="processes_allowed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.source} -> {self.target}"


class Process(models.Model):
    """Where a dossier stands. A trigger refuses a state that no declared move leads to."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="process")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "processes"
        indexes = [models.Index(fields=["kind", "state"], name="processes_kind_state")]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.state}"

    @property
    def declaration(self) -> ProcessKind:
        found = kinds.get(self.kind)
        assert found is not None, f"No room registered the process kind {self.kind}"
        return found

    @property
    def state_label(self) -> str:
        return str(self.declaration.states[self.state])


class Phase(models.Model):
    """A stretch of time in which something may be done."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases")
    name = models.CharField(max_length=20)
    opens = models.DateTimeField()
    closes = models.DateTimeField()

    class Meta:
        ordering = ["opens"]
        # Lists of a thousand take the newest or the first to close without sorting the rest.
        indexes = [
            models.Index(fields=["name", "opens"], name="processes_phase_opens"),
            models.Index(fields=["name", "closes"], name="processes_phase_closes"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["process", "name"], name="processes_phase_once"),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="processes_phase_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process}: {self.name}"


class TransitionLog(models.Model):
    """A move that was made, and the journal entry that says so."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="log")
    verb = models.CharField(max_length=20)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20)
    at = models.DateTimeField()
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.verb}: {self.source} -> {self.target}"


class Clock(models.Model):
    """A term that runs: it rests on a verified norm, can be suspended, and says when it is due."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="clocks")
    norm_key = models.CharField(max_length=100)
    norm_source = models.CharField(max_length=500)
    started = models.DateField()
    due = models.DateField()
    suspended = models.DateField(null=True, blank=True)
    suspended_because = models.TextField(blank=True)
    stopped = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due__gte=models.F("started")), name="processes_clock_dates"
            ),
            models.CheckConstraint(
                condition=models.Q(suspended__isnull=True) | ~models.Q(suspended_because=""),
                name="processes_clock_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process}: {self.norm_key}"


class Decision(models.Model):
    """What was decided, by whom, and whether that was a right or advice: in two texts."""

    class Standing(models.TextChoices):
        RIGHT = "right", _("Besluit")
        ADVICE = "advice", _("Advies")

    class Outcome(models.TextChoices):
        YES = "yes", _("Ja")
        PARTLY = "partly", _("Deels")
        NO = "no", _("Nee")

    process = models.ForeignKey(Process, models.PROTECT, related_name="decisions")
    body = models.CharField(max_length=200)
    by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=6, choices=Standing.choices)
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    legal_ground = models.CharField(max_length=500, blank=True)
    plain_text = models.TextField()
    legal_text = models.TextField()
    english_summary = models.TextField(blank=True)
    decided = models.DateTimeField()
    objection_until = models.DateField(null=True, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-decided", "-id"]
        indexes = [models.Index(fields=["-decided"], name="processes_decided")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(plain_text="") & ~models.Q(legal_text=""),
                name="processes_decision_two_texts",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="no") | ~models.Q(legal_ground=""),
                name="processes_no_needs_ground",
            ),
        ]

    def __str__(self) -> str:
        return self.plain_text
