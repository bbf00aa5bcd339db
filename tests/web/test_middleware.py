"""Every request: whose address, which language, who acts."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from schakel.base.exceptions import InputRefused, NotAllowed, TooManyAttempts
from schakel.web import middleware
from tests.factories.people import MembershipFactory, PersonFactory
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "1.1.1.1", "9.9.9.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (2, "1.1.1.1", "9.9.9.9"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="9.9.9.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert middleware._client_address(request) == expected


def test_dutch_unless_chosen_and_never_guessed(client):
    response = client.get("/privacy/", HTTP_ACCEPT_LANGUAGE="en")
    assert response["Content-Language"] == "nl"
    chosen = client.post("/taal/", {"taal": "en", "terug": "/privacy/"})
    assert chosen["Location"] == "/privacy/"
    assert client.get("/privacy/")["Content-Language"] == "en"
    client.post("/taal/", {"taal": "xx"})
    assert client.get("/privacy/")["Content-Language"] == "en"


def test_choosing_a_language_never_leads_off_the_site(client):
    response = client.post("/taal/", {"taal": "en", "terug": "https://elders.example/"})
    assert response["Location"] == "/"


def test_a_visitor_costs_no_session_query(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get("/hulp/")


def test_a_person_acts_in_one_role_and_the_page_says_which(client):
    """S2-066: act as resident or as professional, and see which."""
    held = MembershipFactory(party__name="Gemeente Lindendam", role="council")
    client.force_login(held.person)
    page = client.get("/privacy/").content.decode()
    assert "Raadslid, Gemeente Lindendam" in page


@pytest.mark.requirement("S2-066", breaks="schakel.people.queries.actor_for")
def test_switching_role_changes_who_acts(client):
    official = MembershipFactory(party__name="Gemeente Lindendam", role="area_manager")
    resident = MembershipFactory(
        person=official.person,
        party__name="Tuingroep De Kas",
        party__kind="residents",
        party__corner="community",
        role="resident",
    )
    client.force_login(official.person)
    seen = []
    for chosen in (official, resident):
        answer = client.post("/rol/", {"rol": chosen.id})
        assert answer.status_code == 302
        seen.append(client.get("/privacy/").content.decode())
    assert "Gebiedsmanager, Gemeente Lindendam" in seen[0]
    assert "Bewoner, Tuingroep De Kas" in seen[1]


def test_a_role_that_is_not_held_cannot_be_taken(client):
    client.force_login(PersonFactory())
    other = MembershipFactory(role="admin")
    assert client.post("/rol/", {"rol": other.id}).status_code == 200
    assert "Beheerder" not in client.get("/privacy/").content.decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [(NotAllowed("Alleen de gebiedsmanager."), 403), (InputRefused("Vul in."), 400)],
)
def test_a_refusal_becomes_a_page_with_its_sentence(error, status):
    request = RequestFactory().get("/")
    response = middleware.refusals(lambda _: None).process_exception(request, error)
    assert response.status_code == status
    assert str(error) in said(response)


def test_too_many_attempts_is_429_with_a_time():
    later = timezone.now() + timedelta(minutes=5)
    request = RequestFactory().get("/")
    error = TooManyAttempts("Probeer het later opnieuw.", later)
    response = middleware.refusals(lambda _: None).process_exception(request, error)
    assert response.status_code == 429
    assert 290 <= int(response["Retry-After"]) <= 300
    assert timezone.localtime(later).strftime("%H.%M") in response.content.decode()


def test_an_unforeseen_error_is_left_to_the_server_error_page():
    request = RequestFactory().get("/")
    assert middleware.refusals(lambda _: None).process_exception(request, ValueError()) is None
