import uuid

from django.db import models


class DueJob(models.Model):
    """When a returning job is due again; the row is the lock between workers."""

    name = models.CharField(max_length=100, primary_key=True)
    due = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Progress(models.Model):
    """How far a long task is, for the person who waits for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    party = models.UUIDField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished = models.BooleanField(default=False)
    failure = models.TextField(blank=True)
    # How it ended, in a sentence for who waited.
    note = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300, blank=True)
    started = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.title


class FailedAttempt(models.Model):
    """How often a hashed address guessed wrong at one place; gone when its time is over."""

    scope = models.CharField(max_length=60)
    client = models.CharField(max_length=64)
    since = models.DateTimeField()
    failed = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["since"], name="base_attempt_since")]
        constraints = [
            models.UniqueConstraint(fields=["scope", "client"], name="base_attempt_client")
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.failed}"
