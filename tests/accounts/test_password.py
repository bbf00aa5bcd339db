"""Signing in: with a password, in plain words, and not by guessing."""

import pytest

from schakel.base.models import FailedAttempt
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PASSWORD = "een zin die niemand raadt"


@pytest.fixture
def person(settings):
    settings.CODE_ATTEMPTS = 3
    person = PersonFactory(email="noor@voorbeeld.example")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client, password, email="noor@voorbeeld.example", **more):
    return client.post("/inloggen/", {"username": email, "password": password, **more})


def test_the_right_password_lets_in_whatever_the_case_of_the_address(client, person):
    assert sign_in(client, PASSWORD, email="Noor@Voorbeeld.example").status_code == 302
    assert "U handelt als" in client.get("/privacy/").content.decode()


def test_a_wrong_password_says_the_same_as_an_unknown_address(client, person):
    pages = [sign_in(client, "fout"), sign_in(client, "fout", email="niemand@voorbeeld.example")]
    for page in pages:
        assert page.status_code == 200
        assert "Deze combinatie kennen wij niet." in page.content.decode()


def test_guessing_is_stopped_also_for_the_right_password_and_says_until_when(client, person):
    for _ in range(3):
        assert sign_in(client, "fout").status_code == 200
    for password in ("fout", PASSWORD):
        refused = sign_in(client, password)
        assert refused.status_code == 429
        assert "U probeerde te vaak in te loggen." in refused.content.decode()
        assert int(refused["Retry-After"]) > 0


def test_somebody_elsewhere_is_not_held_up(client, person):
    for _ in range(3):
        sign_in(client, "fout")
    answer = client.post(
        "/inloggen/",
        {"username": person.email, "password": PASSWORD},
        REMOTE_ADDR="198.51.100.7",
    )
    assert answer.status_code == 302


def test_no_address_is_kept(client, person):
    sign_in(client, "fout")
    row = FailedAttempt.objects.get()
    assert len(row.client) == 64 and "127.0.0.1" not in row.client
    assert row.scope == "web.login"


def test_signing_in_never_leads_off_the_site(client, person):
    answer = sign_in(client, PASSWORD, next="https://elders.example/")
    assert answer["Location"] == "/"


def test_an_account_that_is_switched_off_stays_out(client, person):
    person.is_active = False
    person.save()
    assert sign_in(client, PASSWORD).status_code == 200
    assert "U handelt als" not in client.get("/privacy/").content.decode()
