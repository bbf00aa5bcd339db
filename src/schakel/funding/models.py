import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models import Dossier
from schakel.people.models import Party


class Pot(models.Model):
    """Money set aside for one year, and the text that says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Party, models.PROTECT, related_name="pots")
    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="EUR")
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ["-year", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="funding_pot_above_zero"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="funding_pot_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Round(models.Model):
    """Money to divide by vote. Everything here is declared beforehand and frozen when voting opens."""

    class BallotType(models.TextChoices):
        APPROVAL = "approval", _("Meer plannen kiezen")
        CHOOSE_1 = "choose-1", _("Eén plan kiezen")

    class Rule(models.TextChoices):
        EQUAL_SHARES = "equal-shares", _("Gelijke delen")
        PHRAGMEN = "phragmen", _("Om de beurt (Phragmén)")
        GREEDY = "greedy", _("Meeste stemmen eerst")

    class Utility(models.TextChoices):
        COST = "cost", _("Een euro telt")
        CARDINALITY = "cardinality", _("Een plan telt")

    class Completion(models.TextChoices):
        NONE = "none", _("Wat overblijft, blijft in de pot")
        ADD1 = "add1", _("Delen stap voor stap verhogen")
        UTILITARIAN = "utilitarian", _("Wat overblijft, gaat naar de meeste stemmen")

    class Ties(models.TextChoices):
        LEXICOGRAPHIC = "lexicographic", _("Volgorde van het plannummer")
        VOTES = "votes", _("De meeste stemmen eerst")
        COST = "cost", _("Het goedkoopste plan eerst")

    class Standing(models.TextChoices):
        RIGHT = "right", _("Bewoners beslissen")
        ADVICE = "advice", _("Bewoners geven advies")

    dossier = models.OneToOneField(Dossier, models.PROTECT, primary_key=True, related_name="round")
    pot = models.ForeignKey(Pot, models.PROTECT, related_name="rounds")
    budget_cents = models.BigIntegerField()
    ballot_type = models.CharField(max_length=8, choices=BallotType, default=BallotType.APPROVAL)
    max_choices = models.PositiveSmallIntegerField(null=True, blank=True)
    rule = models.CharField(max_length=12, choices=Rule, default=Rule.EQUAL_SHARES)
    utility = models.CharField(max_length=11, choices=Utility, default=Utility.COST)
    completion = models.CharField(max_length=11, choices=Completion, default=Completion.ADD1)
    increment_cents = models.BigIntegerField(default=100)
    ties = models.CharField(max_length=13, choices=Ties, default=Ties.LEXICOGRAPHIC)
    standing = models.CharField(max_length=6, choices=Standing, default=Standing.RIGHT)
    decides = models.CharField(max_length=200)
    # Becomes the ground of a journal entry, which is no longer than this.
    regulation = models.CharField(max_length=300)
    # What an imported file said about itself: needed to give the same file back.
    file_meta = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(budget_cents__gt=0), name="funding_round_budget_above_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(increment_cents__gt=0), name="funding_round_increment_above_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(max_choices__isnull=True)
                | (models.Q(max_choices__gt=0) & models.Q(ballot_type="approval")),
                name="funding_round_max_choices",
            ),
            models.CheckConstraint(
                condition=models.Q(completion="none") | models.Q(rule="equal-shares"),
                name="funding_round_completion_of_equal_shares",
            ),
            models.CheckConstraint(
                condition=~models.Q(decides="") & ~models.Q(regulation=""),
                name="funding_round_says_who_decides",
            ),
        ]

    def __str__(self) -> str:
        return self.dossier.title

    @property
    def currency(self) -> str:
        return self.pot.currency

    def get_absolute_url(self) -> str:
        return self.dossier.get_absolute_url()


class Project(models.Model):
    """A plan that asks money from a round. `key` is its text in ballots and open data."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="projects")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    cost_cents = models.BigIntegerField()
    proposer = models.CharField(max_length=200, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="funding_project_key_once"),
            models.CheckConstraint(
                condition=models.Q(cost_cents__gt=0), name="funding_project_cost_above_zero"
            ),
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(title=""), name="funding_project_has_name"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Outcome(models.Model):
    """What the engine computed, once. `data` and `comparison` are engine outcomes as JSON."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="outcome")
    data = models.JSONField()
    comparison = models.JSONField()
    voters = models.PositiveIntegerField()
    # Voters with at least one chosen plan among the winners: here, and under the comparison.
    covered = models.PositiveIntegerField()
    comparison_covered = models.PositiveIntegerField()
    asked_cents = models.BigIntegerField()
    spent_cents = models.BigIntegerField()
    comparison_spent_cents = models.BigIntegerField()
    winner_count = models.PositiveIntegerField()
    # What each voter held at the start of the run that counts, rounded up; 0 where shares are unknown.
    share_cents = models.BigIntegerField()
    # Two plans that stood equal: "effect" is "", "order" or "money"; "plans" got or lost money by it.
    tie = models.JSONField()
    box_head = models.CharField(max_length=64)
    file_bytes = models.PositiveIntegerField()
    computed = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.round}: {self.data['variant']}"


class ProjectResult(models.Model):
    """What the outcome says of one project: its place in the result and why."""

    project = models.OneToOneField(Project, models.PROTECT, primary_key=True, related_name="result")
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="results")
    rank = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    chosen_in = models.PositiveIntegerField(null=True)
    comparison_won = models.BooleanField()
    # What its supporters had together in each round, until it won or the rounds ended.
    money_cents = models.JSONField()
    lacked_cents = models.BigIntegerField(null=True)
    explanation = models.JSONField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "rank"], name="funding_result_rank_once")
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.project}"

    @property
    def won(self) -> bool:
        return self.chosen_in is not None
