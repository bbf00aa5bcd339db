"""Nobody learns from a page, a mail or a status which addresses have an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.steps import PASSWORD, ask_code, make_person, sign_in

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "noor@voorbeeld.example", "niemand@voorbeeld.example"


def _seen(client: Client, email: str) -> tuple[object, ...]:
    answer = ask_code(client, email)
    page = client.get(answer["Location"]).content.decode().replace(email, "ADRES")
    letter = mail.outbox[-1]
    hidden = [
        re.sub(r"\d{6}|value=\"[\w-]{60,}\"", "#", text)
        for text in (page, letter.subject, letter.body)
    ]
    return (answer.status_code, answer["Location"], *hidden)


def test_asking_a_code_looks_the_same(client):
    make_person()
    assert _seen(client, KNOWN) == _seen(Client(), UNKNOWN)


def test_a_wrong_code_looks_the_same(client):
    make_person()
    seen = []
    for visitor, email in ((client, KNOWN), (Client(), UNKNOWN)):
        ask_code(visitor, email)
        answers = [visitor.post("/inloggen/code/", {"code": "wrong"}) for _ in range(3)]
        seen.append([answer.status_code for answer in answers])
    assert seen[0] == seen[1] == [200, 200, 302]


def test_a_wrong_password_says_the_same_as_an_unknown_address(client):
    make_person(password=PASSWORD)
    for email in (KNOWN, UNKNOWN):
        page = sign_in(client, "fout", email=email)
        assert page.status_code == 200
        assert "Deze combinatie kennen wij niet." in page.content.decode()


def test_an_unknown_address_costs_a_password_check_too(client, monkeypatch):
    made = []
    monkeypatch.setattr(
        "schakel.people.models.Person.set_password", lambda self, raw: made.append(raw)
    )
    sign_in(client, "fout", email=UNKNOWN)
    assert made == ["fout"]


def test_a_forgotten_password_looks_the_same_and_mails_both(client):
    make_person(password=PASSWORD)
    answers = [
        client.post("/inloggen/wachtwoord/vergeten/", {"email": email})
        for email in (KNOWN, UNKNOWN)
    ]
    assert {answer["Location"] for answer in answers} == {"/inloggen/wachtwoord/verstuurd/"}
    assert [letter.to for letter in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_both_ask_about_as_much_of_the_database(client):
    from django.db import connection

    make_person()
    asked = []
    for visitor, email in ((client, KNOWN), (Client(), UNKNOWN)):
        with CaptureQueriesContext(connection) as queries:
            ask_code(visitor, email)
        asked.append(len(queries))
    # An unknown address is looked for in two tables, a known one in one.
    assert abs(asked[0] - asked[1]) <= 4
