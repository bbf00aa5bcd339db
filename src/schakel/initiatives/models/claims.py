import uuid

from django.db import models
from django.db.models import F, Q

from schakel.initiatives.models.initiatives import Initiative


class Claim(models.Model):
    """A dream that waits for who told it, by mail. Only the hash of the link is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="claim")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires__gt=F("created")), name="initiatives_claim_dates"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative}"
