from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schakel.initiatives.models.initiatives import Initiative
from schakel.people.models import Party, Person


class Credit(models.Model):
    """Whose idea it was, or from whom it was taken over. Never taken away, on no copy and no merge.

    `words` is what everybody reads; the name of a person only when that person chose it (`named`).
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("Bedacht door")
        COPY = "copy", _("Overgenomen van")
        MERGE = "merge", _("Samengegaan met")

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="credits")
    kind = models.CharField(max_length=5, choices=Kind)
    source = models.ForeignKey(
        Initiative, models.PROTECT, null=True, blank=True, related_name="taken_over"
    )
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    named = models.BooleanField(default=False)
    words = models.CharField(max_length=200)
    day = models.DateField()

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="idea", source__isnull=True)
                | (~Q(kind="idea") & Q(source__isnull=False)),
                name="initiatives_credit_source",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="initiatives_credit_says_whose"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.words}"

    @property
    def who(self) -> str:
        """Whose idea, as everybody may read it."""
        if self.named and self.person is not None:
            return self.person.name
        return self.party.name if self.party is not None else self.words
