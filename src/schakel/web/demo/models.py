from django.db import models


class Mail(models.Model):
    """A message that would have been sent. The demo sends nothing; it shows it on a page."""

    to = models.CharField(max_length=500)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.subject
