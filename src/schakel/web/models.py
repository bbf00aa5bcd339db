from django.db import models

from schakel.people.models import Person


class AccountWarning(models.Model):
    """That somebody was told that an account nobody uses will go: none goes without it."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
