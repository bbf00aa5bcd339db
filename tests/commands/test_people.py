"""`schakel people role`: the first official of a new site."""

from datetime import date

import pytest

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
    answer = client.post(
        "/inloggen/", {"username": "ambtenaar@voorbeeld.example", "password": PASSWORD.strip()}
    )
    assert answer.status_code == 302
    assert "Medewerker, Gemeente Lindendam" in client.get("/privacy/").content.decode()


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
