"""What people do on the pages of signing in, as tests say it."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth
from django.core import mail
from django.test import Client

from schakel.base.actor import Actor
from schakel.web.accounts import services
from tests.factories.people import PersonFactory

PASSWORD = "een zin die niemand raadt"
EMAIL = "noor@voorbeeld.example"


def make_person(email: str = EMAIL, password: str = "", **more: Any) -> Any:
    person = PersonFactory(email=email, **more)
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    services.vouch(Actor.system(), person)
    return person


def ask_code(client: Client, email: str = EMAIL, **more: Any) -> Any:
    return client.post("/inloggen/", {"email": email, **more})


def mailed_code() -> str:
    found = re.search(r"^(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)


def give_code(client: Client, code: str, **more: Any) -> Any:
    return client.post("/inloggen/code/", {"action": "verify", "code": code, **more})


def sign_in(client: Client, password: str = PASSWORD, email: str = EMAIL, **more: Any) -> Any:
    return client.post("/inloggen/wachtwoord/", {"login": email, "password": password, **more})


def app_code(secret: str, later: int = 0) -> str:
    """What the app on the phone shows; `later` half minutes from now."""
    counter = list(auth.yield_hotp_counters_from_time())[1] + later
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def verified(person: Any) -> bool:
    return EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists()
