import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, email: str, name: str, password: str | None = None, **more: Any
    ) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email: str, name: str, password: str | None = None) -> "Person":
        return self.create_user(email, name, password)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """An account. As little as can be: a name to be called by, an address to write to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name


class PersonMerge(models.Model):
    """Two accounts of one person: asked in the one, confirmed in the other, then one is left.

    Only the hash of the link is kept. When it is done, the row says which account went into which.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    keep = models.ForeignKey(Person, models.CASCADE, related_name="+")
    gone = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    asked = models.DateTimeField()
    expires = models.DateTimeField()
    confirmed = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(keep=models.F("gone")), name="people_personmerge_two"
            ),
            models.UniqueConstraint(
                fields=["gone"],
                condition=models.Q(confirmed__isnull=False),
                name="people_personmerge_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} -> {self.keep_id}"
