"""Guessing and asking for mail stops, also for who is right, and the page says until when."""

import pytest
from django.core import mail
from django.test import Client

from tests.accounts.steps import (
    PASSWORD,
    ask_code,
    give_code,
    is_in,
    mailed_code,
    make_person,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def person(settings):
    settings.CODE_ATTEMPTS = 3
    return make_person(password=PASSWORD)


def refused(answer, sentence):
    assert answer.status_code == 429
    assert sentence in answer.content.decode()
    assert int(answer["Retry-After"]) > 0


def test_guessing_a_password_stops_also_for_the_right_one(client):
    for _ in range(3):
        assert sign_in(client, "fout").status_code == 200
    for password in ("fout", PASSWORD):
        refused(sign_in(client, password), "U probeerde te vaak in te loggen.")


def test_somebody_elsewhere_is_not_held_up(client):
    for _ in range(3):
        sign_in(client, "fout")
    assert sign_in(client, REMOTE_ADDR="198.51.100.7").status_code == 429
    answer = client.post(
        "/inloggen/wachtwoord/",
        {"login": "noor@voorbeeld.example", "password": PASSWORD},
        REMOTE_ADDR="198.51.100.7",
    )
    assert answer.status_code == 302


def test_one_account_guessed_from_everywhere_is_closed_for_a_while(client):
    for n in range(15):
        client.post(
            "/inloggen/wachtwoord/",
            {"login": "noor@voorbeeld.example", "password": "fout"},
            REMOTE_ADDR=f"198.51.100.{n}",
        )
    answer = client.post(
        "/inloggen/wachtwoord/",
        {"login": "noor@voorbeeld.example", "password": PASSWORD},
        REMOTE_ADDR="203.0.113.1",
    )
    refused(answer, "Er is te vaak geprobeerd in te loggen met dit e-mailadres.")


def test_guessing_codes_stops_over_new_sessions_too():
    for _ in range(3):
        visitor = Client()
        ask_code(visitor)
        give_code(visitor, "wrong")
    visitor = Client()
    assert ask_code(visitor).status_code == 429


def test_a_mailbox_is_not_flooded(client):
    for _ in range(3):
        assert Client().post("/inloggen/", {"email": "noor@voorbeeld.example"}).status_code == 302
    refused(ask_code(Client()), "U vroeg te vaak om een e-mail.")
    assert len(mail.outbox) == 3
    # Another mailbox still gets its mail.
    assert ask_code(Client(), "iemand@voorbeeld.example").status_code == 302


def test_asking_again_counts_as_asking(client):
    ask_code(client)
    for _ in range(2):
        client.post("/inloggen/code/", {"action": "resend"})
    assert ask_code(Client()).status_code == 429
    assert give_code(client, mailed_code()).status_code == 302
    assert is_in(client)
