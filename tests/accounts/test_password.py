"""Signing in with a password: in plain words, not by guessing, and never off the site."""

import pytest
from django.core import mail

from schakel.base.models import FailedAttempt
from tests.accounts.steps import EMAIL, PASSWORD, is_in, make_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person(password=PASSWORD)


def test_the_right_password_lets_in_whatever_the_case_of_the_address(client, person):
    assert sign_in(client, email="Noor@Voorbeeld.example").status_code == 302
    assert "U handelt als" in client.get("/privacy/").content.decode()


def test_an_account_that_is_switched_off_stays_out(client, person):
    person.is_active = False
    person.save()
    assert sign_in(client)["Location"] == "/inloggen/uitgezet/"
    assert not is_in(client)


def test_an_address_that_nobody_showed_to_be_theirs_needs_a_code_first(client, person):
    person.emailaddress_set.all().delete()
    assert sign_in(client)["Location"] == "/inloggen/e-mail/"
    assert not is_in(client)
    code = mail.outbox[-1].body.split("\n")[2]
    assert client.post("/inloggen/e-mail/", {"code": code}).status_code == 302
    assert is_in(client)


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client, person):
    client.post("/inloggen/wachtwoord/vergeten/", {"email": EMAIL})
    link = next(word for word in mail.outbox[-1].body.split() if "/nieuw/" in word)
    path = link.removeprefix("http://testserver")
    assert "@" not in path
    form = client.get(path)["Location"]
    assert path not in form  # the key goes to the session, out of the address
    new = "een heel andere lange zin"
    answer = client.post(form, {"password1": new, "password2": new})
    assert answer.status_code == 302 and is_in(client)
    client.post("/uitloggen/")
    assert "Deze link werkt niet meer" in client.get(path).content.decode()
    assert sign_in(client).status_code == 200
    assert sign_in(client, new).status_code == 302


def test_a_link_is_over_after_a_day(client, person, settings):
    client.post("/inloggen/wachtwoord/vergeten/", {"email": EMAIL})
    link = next(word for word in mail.outbox[-1].body.split() if "/nieuw/" in word)
    settings.PASSWORD_RESET_TIMEOUT = -1
    page = client.get(link.removeprefix("http://testserver")).content.decode()
    assert "Deze link werkt niet meer" in page


@pytest.mark.parametrize("password", ["kort", "password1234"])
def test_a_weak_password_is_refused_in_words(client, person, password):
    client.force_login(person)
    answer = client.post(
        "/account/wachtwoord/",
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert answer.status_code == 200
    assert "Fout:" in answer.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_changed_password_ends_the_other_sessions_and_is_mailed(client, person):
    from django.test import Client

    elsewhere = Client()
    for visitor in (client, elsewhere):
        sign_in(visitor)
    new = "een heel andere lange zin"
    client.post(
        "/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert "Uw wachtwoord is gewijzigd." in mail.outbox[-1].body


def test_no_address_is_kept_of_who_guesses(client, person):
    sign_in(client, "fout")
    for row in FailedAttempt.objects.all():
        assert len(row.client) == 64 and "noor" not in row.client
    assert {row.scope for row in FailedAttempt.objects.all()} == {"web.login", "web.account"}
