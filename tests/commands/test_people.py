"""`schakel people role`: the first official of a new site."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from schakel.people.models import Membership, Person
from tests.factories.areas import AreaFactory
from tests.factories.people import MunicipalityCodeFactory

pytestmark = pytest.mark.django_db
PASSWORD = "een zin die niemand raadt\n"


@pytest.fixture
def municipality():
    return MunicipalityCodeFactory(
        party__name="Gemeente Lindendam", area__code="GM9999", starts=date(2020, 1, 1)
    ).party


def role(schakel, *more, email="ambtenaar@voorbeeld.example", stdin=PASSWORD):
    return schakel(
        "people", "role", email, "--role", "official", "--municipality", "gemeente lindendam",
        *more, stdin=stdin,
    )  # fmt: skip


def test_a_new_account_with_a_role_can_sign_in(schakel, client, municipality):
    done = role(schakel, "--name", "Ambtenaar")
    assert (done.code, done.out) == (
        0,
        "ambtenaar@voorbeeld.example: Medewerker, Gemeente Lindendam\n",
    )
    assert signs_in(client)
    # The role waits for a second step; the page of security says so.
    page = client.get("/account/beveiliging/").content.decode()
    assert "Medewerker, Gemeente Lindendam" in page


def signs_in(client, password="een zin die niemand raadt", email="ambtenaar@voorbeeld.example"):
    answer = client.post("/inloggen/wachtwoord/", {"login": email, "password": password})
    return answer.status_code == 302 and answer["Location"] == "/account/beveiliging/"


def test_a_new_account_with_an_invitation_chooses_its_own_password(schakel, client, municipality):
    done = role(schakel, "--name", "Ambtenaar", "--invite", "link", stdin="")
    assert done.code == 0
    link = done.out.splitlines()[-1]
    assert link.startswith("http://127.0.0.1:8000/inloggen/wachtwoord/nieuw/") and "@" not in link
    form = client.get(link.removeprefix("http://127.0.0.1:8000"))["Location"]
    new = "weer een heel lange zin"
    assert client.post(form, {"password1": new, "password2": new}).status_code == 302
    client.post("/uitloggen/")
    assert signs_in(client, new)
    client.post("/uitloggen/")
    page = client.get(link.removeprefix("http://127.0.0.1:8000")).content.decode()
    assert "Deze link werkt niet meer" in page


def test_an_invitation_can_be_mailed(schakel, settings, municipality):
    settings.CSRF_TRUSTED_ORIGINS = ["https://buurt.example"]
    done = role(schakel, "--name", "Ambtenaar", "--invite", "mail", stdin="")
    assert done.code == 0 and "http" not in done.out
    (letter,) = mail.outbox
    assert letter.to == ["ambtenaar@voorbeeld.example"]
    assert "https://buurt.example/inloggen/wachtwoord/nieuw/" in letter.body
    assert "Medewerker, Gemeente Lindendam" in letter.body


def test_who_lost_the_second_step_gets_rid_of_it(schakel, municipality):
    role(schakel, "--name", "Ambtenaar")
    person = Person.objects.get()
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    done = schakel("people", "second-step", "Ambtenaar@voorbeeld.example", "--forget")
    assert (done.code, Authenticator.objects.count()) == (0, 0)
    assert schakel("people", "second-step", "niemand@voorbeeld.example", "--forget").code == 2


def test_a_second_time_adds_nothing(schakel, municipality):
    for _ in range(2):
        assert role(schakel, "--name", "Ambtenaar").code == 0
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "email", "stdin", "sentence"),
    [
        ([], "nieuw@voorbeeld.example", PASSWORD, "--name"),
        (["--name", "A"], "geen-adres", PASSWORD, "geen e-mailadres"),
        (["--name", "A"], "a@voorbeeld.example", "kort\n", "ander wachtwoord"),
        (["--name", "A", "--area", "WK000000"], "a@voorbeeld.example", PASSWORD, "geen gebied van"),
        (["--name", "A", "--role", "baas"], "a@voorbeeld.example", PASSWORD, "kies uit"),
        (
            ["--name", "A", "--municipality", "Elders"],
            "a@voorbeeld.example",
            PASSWORD,
            "niet bekend",
        ),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    schakel, municipality, more, email, stdin, sentence
):
    AreaFactory(district=True, code="WK000000")
    done = role(schakel, *more, email=email, stdin=stdin)
    assert done.code == 2
    assert sentence in done.err and done.err.count("\n") == 1
    assert not Person.objects.exists()
