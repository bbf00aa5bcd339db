"""Residents sign in with a code from their mail, and make an account the same way."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from schakel.people.models import Person
from tests.accounts.steps import (
    EMAIL,
    ask_code,
    give_code,
    is_in,
    mailed_code,
    make_person,
    verified,
)

pytestmark = pytest.mark.django_db


def test_a_known_address_gets_a_code_and_the_code_signs_in(client):
    make_person(name="Noor")
    assert ask_code(client)["Location"] == "/inloggen/code/"
    assert not is_in(client)
    assert give_code(client, mailed_code())["Location"] == "/"
    assert is_in(client)
    assert "U handelt als" in client.get("/privacy/").content.decode()


def test_an_unknown_address_is_asked_a_name_and_then_has_an_account(client):
    ask_code(client)
    assert not Person.objects.exists()
    assert give_code(client, mailed_code())["Location"] == "/inloggen/naam/"
    assert not Person.objects.exists()
    page = client.get("/inloggen/naam/").content.decode()
    assert "Hoe mogen wij u noemen?" in page
    assert client.post("/inloggen/naam/", {"name": "Noor"})["Location"] == "/"
    person = Person.objects.get()
    assert (person.email, person.name, person.language) == (EMAIL, "Noor", "nl")
    assert not person.has_usable_password()
    assert verified(person) and is_in(client)


def test_the_language_of_the_page_becomes_the_language_of_the_mail(client):
    client.post("/taal/", {"taal": "en"})
    ask_code(client)
    assert "Your code is" in mail.outbox[0].subject
    give_code(client, mailed_code())
    client.post("/inloggen/naam/", {"name": "Noor"})
    assert Person.objects.get().language == "en"
    client.post("/uitloggen/")
    client.post("/taal/", {"taal": "nl"})
    ask_code(client)
    assert "Your code is" in mail.outbox[1].subject


def test_the_mail_is_plain_text_without_links_and_says_what_to_do(client):
    ask_code(client)
    (letter,) = mail.outbox
    assert letter.to == [EMAIL] and not getattr(letter, "alternatives", [])
    assert "http" not in letter.body
    assert "Geef de code aan niemand." in letter.body and "15 minuten" in letter.body


def test_the_address_stands_in_no_url(client):
    answers = [ask_code(client), give_code(client, mailed_code())]
    assert all(
        "@" not in answer["Location"] and "%40" not in answer["Location"] for answer in answers
    )


def test_a_code_works_once(client):
    make_person()
    ask_code(client)
    code = mailed_code()
    give_code(client, code)
    client.post("/uitloggen/")
    assert give_code(client, code)["Location"] == "/inloggen/"
    assert not is_in(client)


def test_a_code_works_only_in_the_browser_that_asked(client, django_user_model):
    from django.test import Client

    make_person()
    ask_code(client)
    other = Client()
    assert give_code(other, mailed_code())["Location"] == "/inloggen/"
    assert not is_in(other)


def test_a_code_is_over_after_a_quarter_of_an_hour(client):
    make_person()
    ask_code(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=5), tick=False):
        assert give_code(client, mailed_code())["Location"] == "/inloggen/"
    assert not is_in(client)


def test_a_wrong_code_says_so_and_the_third_ends_it(client):
    make_person()
    ask_code(client)
    wrong = "000000" if mailed_code() != "000000" else "111111"
    for _ in range(2):
        page = give_code(client, wrong)
        assert page.status_code == 200
        assert "Deze code klopt niet." in page.content.decode()
    last = client.post("/inloggen/code/", {"action": "verify", "code": wrong}, follow=True)
    assert "De code klopte drie keer niet." in last.content.decode()
    assert give_code(client, mailed_code())["Location"] == "/inloggen/"
    assert not is_in(client)


def test_a_new_code_replaces_the_old_one(client):
    make_person()
    ask_code(client)
    old = mailed_code()
    client.post("/inloggen/code/", {"action": "resend"})
    assert len(mail.outbox) == 2
    if mailed_code() != old:
        assert give_code(client, old).status_code == 200
    assert give_code(client, mailed_code()).status_code == 302
    assert is_in(client)


def test_an_account_that_is_switched_off_stays_out(client):
    make_person(is_active=False)
    ask_code(client)
    assert give_code(client, mailed_code())["Location"] == "/inloggen/uitgezet/"
    assert not is_in(client)
    assert client.get("/inloggen/uitgezet/").status_code == 403


def test_signing_in_gives_a_new_session(client):
    make_person()
    ask_code(client)
    before = client.session.session_key
    give_code(client, mailed_code())
    assert client.session.session_key != before


def test_the_name_page_is_only_for_who_showed_an_address(client):
    assert client.get("/inloggen/naam/")["Location"] == "/inloggen/"
    assert client.post("/inloggen/naam/", {"name": "Noor"})["Location"] == "/inloggen/"
    assert not Person.objects.exists()
