from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schakel.dossiers.models import Dossier


class Campaign(models.Model):
    """Asking a whole neighbourhood the same question, at the door, on cards and here.

    Title, purpose, area and owner are the dossier's. `known` names what people are asked whether they
    know it; empty when that is not asked.
    """

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="campaign"
    )
    question = models.CharField(max_length=200)
    known = models.CharField(max_length=100, blank=True)
    closes = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="initiatives_campaign_asks")
        ]

    def __str__(self) -> str:
        return self.dossier.title


class Topic(models.Model):
    """Answers that belong together. The name and what is in it are people's; `subject` was proposed."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="topics")
    name = models.CharField(max_length=100)
    subject = models.CharField(max_length=40, blank=True)
    # The words by which answers were put here.
    words = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "subject"],
                condition=~Q(subject=""),
                name="initiatives_topic_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="initiatives_topic_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Response(models.Model):
    """One answer in the words of who gave it, and how. Nobody stands behind it: it has no name.

    The words never change. What was heard wrong is answered anew, and the old one hidden with a reason.
    """

    class How(models.TextChoices):
        DOOR = "door", _("Aan de deur")
        CARD = "card", _("Op een kaart")
        MEETING = "meeting", _("Bij een ontmoeting")
        ONLINE = "online", _("Op deze site")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="responses")
    text = models.TextField(max_length=1000, blank=True)
    how = models.CharField(max_length=7, choices=How)
    knows = models.BooleanField(null=True, blank=True)
    day = models.DateField()
    at = models.DateTimeField()
    # What came in without an account waits until the owner read it.
    shown = models.BooleanField(default=False)
    hidden_because = models.CharField(max_length=300, blank=True)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="responses"
    )
    proposed = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["campaign", "shown", "-at"], name="initiatives_response_shown")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(knows__isnull=False), name="initiatives_response_says"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
