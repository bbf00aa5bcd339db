"""Who decides for others signs in with two steps: an app with codes, or a recovery code."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from schakel.people.models import Role
from tests.accounts.steps import EMAIL, PASSWORD, app_code, is_in, make_person, sign_in
from tests.factories.people import MembershipFactory

pytestmark = pytest.mark.django_db
OFFICE = "Medewerker, Gemeente Lindendam"


@pytest.fixture
def official():
    person = make_person(password=PASSWORD)
    MembershipFactory(person=person, party__name="Gemeente Lindendam", role=Role.OFFICIAL)
    return person


@pytest.fixture
def start_app(django_capture_on_commit_callbacks):
    """Go through the page of the app; gives the secret that the phone now has."""

    def start(client: Client) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            return _start_app(client)

    return start


def _start_app(client: Client) -> str:
    page = client.get("/account/beveiliging/app/")
    secret = page.context["form"].secret
    answer = client.post("/account/beveiliging/app/", {"code": app_code(secret)})
    assert answer["Location"] == "/account/beveiliging/herstelcodes/"
    return str(secret)


def test_without_a_second_step_an_official_is_a_resident(client, official):
    assert sign_in(client)["Location"] == "/account/beveiliging/"
    page = client.get("/account/beveiliging/").content.decode()
    assert "Nog één stap voor uw rol" in page and OFFICE in page
    assert "<strong>Bewoner</strong>" in page
    assert "U hebt nog een rol die op u wacht" in client.get("/rol/").content.decode()
    assert client.post("/rol/", {"rol": official.memberships.get().pk}).status_code == 200
    assert OFFICE not in client.get("/privacy/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_makes_the_session_strong_at_once(client, official):
    sign_in(client)
    _start_app(client)
    assert OFFICE in client.get("/privacy/").content.decode()
    assert "De app met codes is toegevoegd" in mail.outbox[-1].body


def test_the_next_time_the_code_is_asked_before_anything_opens(client, official, start_app):
    sign_in(client)
    secret = start_app(client)
    later = Client()
    assert sign_in(later)["Location"] == "/inloggen/tweede-stap/"
    assert not is_in(later)
    assert later.get("/account/").status_code == 302
    assert later.post("/inloggen/tweede-stap/", {"code": "000000"}).status_code == 200
    answer = later.post("/inloggen/tweede-stap/", {"code": app_code(secret, later=1)})
    assert answer["Location"] == "/"
    assert OFFICE in later.get("/privacy/").content.decode()


def test_a_mailed_code_does_not_pass_by_the_second_step(client, official, start_app):
    from tests.accounts.steps import ask_code, give_code, mailed_code

    sign_in(client)
    start_app(client)
    later = Client()
    ask_code(later)
    assert give_code(later, mailed_code())["Location"] == "/inloggen/tweede-stap/"
    assert not is_in(later)


def test_a_code_works_once_over_all_processes(client, official, start_app):
    sign_in(client)
    secret = start_app(client)
    code, first, second = app_code(secret, later=1), Client(), Client()
    for visitor in (first, second):
        sign_in(visitor)
    assert first.post("/inloggen/tweede-stap/", {"code": code}).status_code == 302
    # What another process knows of it is only in the database.
    from django.core.cache import cache

    cache.clear()
    assert second.post("/inloggen/tweede-stap/", {"code": code}).status_code == 200
    assert not is_in(second)


def test_guessing_the_second_code_stops(client, official, start_app, settings):
    settings.CODE_ATTEMPTS = 3
    sign_in(client)
    secret = start_app(client)
    later = Client()
    sign_in(later)
    for _ in range(3):
        assert later.post("/inloggen/tweede-stap/", {"code": "000000"}).status_code == 200
    right = later.post("/inloggen/tweede-stap/", {"code": app_code(secret, later=1)})
    assert right.status_code == 429
    assert "U vulde te vaak een verkeerde code in." in right.content.decode()


def test_recovery_codes_are_shown_once_and_each_works_once(client, official, start_app):
    sign_in(client)
    start_app(client)
    shown = client.get("/account/beveiliging/herstelcodes/")
    codes = shown.context["unused_codes"]
    assert len(codes) == 10 and codes[0] in shown.content.decode()
    again = client.get("/account/beveiliging/herstelcodes/").content.decode()
    assert codes[0] not in again and "U hebt nog 10 codes." in again
    first, second = Client(), Client()
    for visitor, status in ((first, 302), (second, 200)):
        sign_in(visitor)
        answer = visitor.post("/inloggen/tweede-stap/", {"code": codes[0]})
        assert answer.status_code == status


def test_the_picture_to_scan_has_no_style_and_says_what_it_is(client, official):
    sign_in(client)
    page = client.get("/account/beveiliging/app/").content.decode()
    assert "<svg" in page and " style=" not in page
    assert "<title>Vierkante code om met uw telefoon te scannen</title>" in page


def test_the_secret_of_the_app_is_closed_in_the_database(client, official, start_app):
    sign_in(client)
    secret = start_app(client)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_secret_still_opens_after_a_new_key(client, official, start_app, settings):
    sign_in(client)
    secret = start_app(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key of the installation"
    later = Client()
    sign_in(later)
    answer = later.post("/inloggen/tweede-stap/", {"code": app_code(secret, later=1)})
    assert answer.status_code == 302


def test_taking_the_app_away_ends_the_strength_and_the_other_sessions(client, official, start_app):
    sign_in(client)
    secret = start_app(client)
    other = Client()
    sign_in(other)
    other.post("/inloggen/tweede-stap/", {"code": app_code(secret, later=1)})
    assert client.post("/account/beveiliging/app/weghalen/").status_code == 302
    assert OFFICE not in client.get("/privacy/").content.decode()
    assert other.get("/account/").status_code == 302
    assert not Authenticator.objects.exists()
    assert "De app met codes is weggehaald" in mail.outbox[-1].body


def test_a_session_that_is_not_fresh_must_show_who_it_is(client, official):
    sign_in(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    asked = client.get("/account/beveiliging/app/")
    assert asked["Location"].startswith("/account/bevestigen/?next=")
    answer = client.post(asked["Location"], {"password": PASSWORD})
    assert answer["Location"] == "/account/beveiliging/app/"
    assert client.get("/account/beveiliging/app/").status_code == 200


def test_a_resident_needs_no_second_step(client):
    person = make_person(password=PASSWORD)
    MembershipFactory(
        person=person,
        party__kind="residents",
        party__corner="community",
        party__name="De Kas",
        role=Role.RESIDENT,
    )
    assert sign_in(client)["Location"] == "/"
    assert "Bewoner, De Kas" in client.get("/privacy/").content.decode()


def test_which_roles_need_it_is_a_setting(client, official, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"admin"})
    assert sign_in(client)["Location"] == "/"
    assert OFFICE in client.get("/privacy/").content.decode()


def test_the_mailbox_of_the_official_is_not_enough(client, official):
    """A reset link signs in with one step: the role stays closed."""
    client.post("/inloggen/wachtwoord/vergeten/", {"email": EMAIL})
    link = next(word for word in mail.outbox[-1].body.split() if "/nieuw/" in word)
    form = client.get(link.removeprefix("http://testserver"))["Location"]
    client.post(form, {"password1": "weer een lange zin", "password2": "weer een lange zin"})
    assert is_in(client)
    assert OFFICE not in client.get("/privacy/").content.decode()
