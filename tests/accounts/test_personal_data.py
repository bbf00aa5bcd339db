"""How somebody signs in is handed over without secrets, and erased for good."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from schakel.base.actor import Actor
from schakel.base.plugs import personal_data
from tests.accounts.steps import EMAIL, PASSWORD, ask_code, is_in, make_person, sign_in

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def person(client):
    person = make_person(password=PASSWORD)
    TOTP.activate(person, SECRET)
    SocialAccount.objects.create(user=person, provider="organisatie", uid="a1b2")
    client.force_login(person)
    return person


def test_everything_is_handed_over_but_secrets(person):
    told = personal_data.get("accounts").export(person)
    assert told["addresses"] == [{"email": EMAIL, "verified": True}]
    assert told["second_steps"][0]["kind"] == "totp"
    assert told["organisations"][0]["subject"] == "a1b2"
    assert len(told["sessions"]) == 1
    text = json.dumps(told)
    assert SECRET not in text and "secret" not in text


def test_after_erasing_nothing_is_left_and_nobody_gets_in(client, person):
    ask_code(Client())
    for plug in personal_data:
        plug.erase(Actor.system(), person)
    for model in (EmailAddress, Authenticator, SocialAccount):
        assert not model.objects.filter(user=person).exists()
    assert EMAIL not in json.dumps([session.get_decoded() for session in Session.objects.all()])
    assert client.get("/account/").status_code == 302
    assert sign_in(Client()).status_code == 200
    mail.outbox.clear()
    again = Client()
    again.post("/inloggen/wachtwoord/vergeten/", {"email": EMAIL})
    assert "/nieuw/" not in mail.outbox[-1].body
    assert not is_in(again)
