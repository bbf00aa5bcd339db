"""Mijn account: what a person sees and changes there, and what no cache may keep."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from schakel.web.accounts import sessions
from tests.accounts.steps import (
    EMAIL,
    PASSWORD,
    ask_code,
    give_code,
    is_in,
    mailed_code,
    make_person,
    sign_in,
)

pytestmark = pytest.mark.django_db
NEW = "noor@nieuw.example"


@pytest.fixture
def person(client):
    person = make_person(name="Noor")
    client.force_login(person)
    return person


def test_a_person_sees_what_is_known_of_them(client, person):
    page = client.get("/account/").content.decode()
    assert "Noor" in page and EMAIL in page
    assert 'href="/account/"' in client.get("/privacy/").content.decode()


def test_name_and_language_can_be_changed(client, person):
    assert client.post("/account/wijzigen/", {"name": "", "language": "nl"}).status_code == 200
    answer = client.post("/account/wijzigen/", {"name": "Nora", "language": "en"})
    assert answer["Location"] == "/account/"
    person.refresh_from_db()
    assert (person.name, person.language) == ("Nora", "en")
    assert client.post("/account/wijzigen/", {"name": "N", "language": "xx"}).status_code == 200


def test_a_new_address_counts_once_its_code_came_back(client, person):
    assert client.post("/account/e-mail/", {"email": NEW})["Location"] == "/inloggen/e-mail/"
    assert mail.outbox[-1].to == [NEW]
    person.refresh_from_db()
    assert person.email == EMAIL
    client.post("/inloggen/e-mail/", {"action": "verify", "code": mailed_code()})
    person.refresh_from_db()
    assert person.email == NEW
    assert list(EmailAddress.objects.values_list("email", "verified")) == [(NEW, True)]
    # Who has the old mailbox hears of it.
    assert mail.outbox[-1].to == [EMAIL]
    assert "een ander e-mailadres" in mail.outbox[-1].body
    client.post("/uitloggen/")
    ask_code(client, NEW)
    give_code(client, mailed_code())
    assert is_in(client)


def test_a_wrong_code_changes_no_address(client, person):
    client.post("/account/e-mail/", {"email": NEW})
    for _ in range(3):
        client.post("/inloggen/e-mail/", {"action": "verify", "code": "wrong"})
    client.post("/inloggen/e-mail/", {"action": "verify", "code": mailed_code()})
    person.refresh_from_db()
    assert person.email == EMAIL


def test_the_address_of_somebody_else_is_not_told_and_not_taken(client, person):
    other = make_person(NEW)
    assert client.post("/account/e-mail/", {"email": NEW})["Location"] == "/inloggen/e-mail/"
    answer = client.post("/inloggen/e-mail/", {"action": "verify", "code": mailed_code()})
    assert "hoort bij een ander account" in answer.content.decode()
    other.refresh_from_db()
    person.refresh_from_db()
    assert (person.email, other.email) == (EMAIL, NEW)


def test_signing_out_everywhere_keeps_only_this_session(client, person):
    other, half_way, stranger = Client(), Client(), Client()
    other.force_login(person)
    ask_code(half_way)
    stranger.force_login(make_person("iemand@voorbeeld.example"))
    assert client.post("/account/overal-uitloggen/")["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert stranger.get("/account/").status_code == 200
    assert give_code(half_way, mailed_code())["Location"] == "/inloggen/"


def test_sessions_that_are_over_are_thrown_away(client, person):
    from datetime import timedelta

    from schakel.base import clock

    Session.objects.update(expire_date=clock.now() - timedelta(days=1))
    assert sessions.clean() >= 1
    assert not Session.objects.exists()


def test_a_password_can_be_chosen_later(client, person):
    answer = client.post(
        "/account/wachtwoord/kiezen/", {"password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    assert sign_in(Client()).status_code == 302


def test_two_different_passwords_are_one_clear_sentence(client, person):
    answer = client.post(
        "/account/wachtwoord/kiezen/", {"password1": PASSWORD, "password2": "iets anders dan dat"}
    )
    assert "De wachtwoorden zijn niet gelijk." in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/account/",
        "/account/wijzigen/",
        "/account/e-mail/",
        "/account/beveiliging/",
        "/account/beveiliging/app/",
        "/account/beveiliging/sleutel/",
    ],
)
def test_no_page_of_an_account_is_kept_by_a_browser_or_asks_much(
    client, person, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/inloggen/", "/inloggen/wachtwoord/"])
def test_no_page_of_signing_in_is_kept_by_a_browser(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_signing_in_costs_other_pages_nothing(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get("/hulp/")
    assert "sessie" not in client.cookies


def test_a_form_without_its_token_is_refused(person):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/inloggen/", {"email": EMAIL}).status_code == 403
    assert not mail.outbox


def test_none_of_allauths_own_addresses_is_there(client):
    for address in (
        "/accounts/login/",
        "/accounts/signup/",
        "/login/",
        "/signup/",
        "/confirm-email/x/",
    ):
        assert client.get(address).status_code == 404
