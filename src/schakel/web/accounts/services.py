"""Verbs on accounts: make one, vouch for its address, invite, sign out everywhere, hand over, erase."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from schakel.base.actor import Actor
from schakel.people import services as people
from schakel.people.models import Person
from schakel.web.accounts import sessions


@transaction.atomic
def register(actor: Actor, *, email: str, name: str, language: str) -> Person:
    """Make the account of somebody who showed that the mailbox is theirs."""
    person = people.add_person(actor, email=email, name=name)
    person.language = language
    person.save(update_fields=["language"])
    vouch(actor, person)
    return person


def vouch(actor: Actor, person: Person) -> None:
    """Take the person's address as shown to be theirs."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


def invitation(actor: Actor, person: Person) -> str:
    """The address at which a person chooses a password, once. A new password ends the link."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    site = next(iter(settings.CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")
    return f"{site}{path}"


def change(actor: Actor, person: Person, *, name: str, language: str) -> None:
    """Change what the person is called, and the language of their mail."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])


def forget_second_step(actor: Actor, person: Person) -> int:
    """Take away every second step of somebody who lost them; how many. They set up a new one."""
    sessions.end(person)
    return Authenticator.objects.filter(user=person).delete()[0]


def personal_data(person: Person) -> dict[str, Any]:
    """How this person signs in: addresses, second steps, organisations, sessions. Never a secret."""
    return {
        "addresses": [
            {"email": address.email, "verified": address.verified}
            for address in EmailAddress.objects.filter(user=person).order_by("pk")
        ],
        "second_steps": [
            {
                "kind": str(step.type),
                "name": step.data.get("name", ""),
                "since": step.created_at.isoformat(),
                "last_used": step.last_used_at.isoformat() if step.last_used_at else None,
            }
            for step in Authenticator.objects.filter(user=person).order_by("pk")
        ],
        "organisations": [
            {
                "organisation": account.provider,
                "subject": account.uid,
                "since": account.date_joined.isoformat(),
                "last_used": account.last_login.isoformat(),
            }
            for account in SocialAccount.objects.filter(user=person).order_by("pk")
        ],
        "sessions": [{"until": session.expire_date.isoformat()} for session in sessions.of(person)],
    }


@transaction.atomic
def erase(actor: Actor, person: Person) -> int:
    """Take away every way to sign in, and every session; how many rows."""
    gone = sessions.end(person)
    for model in (EmailAddress, Authenticator, SocialAccount):
        gone += model.objects.filter(user=person).delete()[0]
    return gone
