"""Signing in with the account of an organisation, at a real OpenID Connect server on this machine."""

import json
from urllib.parse import parse_qs, urlsplit

import jwt
import oidc_provider_mock
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from environ import Env
from jwt.algorithms import RSAAlgorithm

from schakel.people.models import Person, Role
from schakel.web.accounts.config import oidc, oidc_apps
from schakel.web.accounts.provider import OrganisationAdapter
from tests.accounts.steps import EMAIL, is_in, make_person
from tests.factories.people import MembershipFactory

pytestmark = pytest.mark.django_db
SUBJECT = "a1b2"
BSN = "123456782"


@pytest.fixture(scope="module")
def server():
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as running:
        yield f"http://127.0.0.1:{running.server_port}"


@pytest.fixture
def setup(settings, server):
    """Set the organisation as the environment would: `setup(SCHAKEL_OIDC_TRUST_EMAIL="true")`."""

    def set_up(**more):
        values = {
            "SCHAKEL_OIDC_ISSUER": server,
            "SCHAKEL_OIDC_CLIENT": "schakel",
            "SCHAKEL_OIDC_SECRET": "geheim",
            "SCHAKEL_OIDC_LABEL": "Gemeente Lindendam",
            **more,
        }
        env = Env()
        env.ENVIRON = values
        settings.OIDC = oidc(env)
        settings.SOCIALACCOUNT_PROVIDERS = oidc_apps(settings.OIDC)

    set_up()
    return set_up


def somebody(server, **claims):
    told = {"email": EMAIL, "email_verified": True, "name": "Noor", **claims}
    requests.put(f"{server}/users/{SUBJECT}", json=told, timeout=10).raise_for_status()


def to_the_organisation(client, **more):
    answer = client.get("/inloggen/organisatie/", more)
    assert answer.status_code == 302
    return answer["Location"]


def come_back(client, address, **form):
    """Do at the organisation what a person does there; the answer of our page after it."""
    back = requests.post(
        address, data=form or {"sub": SUBJECT}, allow_redirects=False, timeout=10
    ).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == "/inloggen/organisatie/terug/"
    return client.get(f"{parts.path}?{parts.query}")


def refused(client, answer, sentence):
    assert answer.status_code == 403
    assert sentence in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_without_a_setting_there_is_no_organisation(client):
    assert client.get("/inloggen/organisatie/").status_code == 404
    assert "Log in met Gemeente" not in client.get("/inloggen/").content.decode()


def test_the_page_names_the_organisation(client, setup):
    page = client.get("/inloggen/?next=/account/").content.decode()
    assert "Log in met Gemeente Lindendam" in page
    assert 'href="/inloggen/organisatie/?next=/account/"' in page.replace("%2F", "/")


def test_a_new_person_gets_an_account_with_what_is_needed_and_no_more(client, setup, server):
    setup(SCHAKEL_OIDC_TRUST_EMAIL="true")
    somebody(server, given_name="Noor", birthdate="1970-01-01", bsn=BSN)
    answer = come_back(client, to_the_organisation(client, next="/account/"))
    assert answer["Location"] == "/account/"
    person = Person.objects.get()
    assert (person.email, person.name) == (EMAIL, "Noor")
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (person, SUBJECT, {"strong": False})
    assert not SocialToken.objects.exists()


def test_the_question_carries_state_nonce_and_a_challenge(client, setup):
    asked = parse_qs(urlsplit(to_the_organisation(client)).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    again = parse_qs(urlsplit(to_the_organisation(client)).query)
    for name in ("state", "nonce", "code_challenge"):
        assert asked[name] != again[name]


def test_nobody_can_add_to_the_question_by_its_address(client, setup):
    asked = to_the_organisation(client, auth_params="prompt=none&acr_values=x", scope="everything")
    assert "prompt" not in asked and "acr" not in asked and "everything" not in asked


def test_the_same_subject_comes_back_to_the_same_account_under_another_address(
    client, setup, server
):
    setup(SCHAKEL_OIDC_TRUST_EMAIL="true")
    somebody(server)
    come_back(client, to_the_organisation(client))
    client.post("/uitloggen/")
    somebody(server, email="noor@nieuw.example")
    come_back(client, to_the_organisation(client))
    assert is_in(client) and Person.objects.count() == 1


def test_a_trusted_verified_address_leads_to_the_account_that_is_there(client, setup, server):
    setup(SCHAKEL_OIDC_TRUST_EMAIL="true")
    person = make_person()
    somebody(server, email=EMAIL.upper())
    come_back(client, to_the_organisation(client))
    assert is_in(client)
    assert SocialAccount.objects.get().user == person


@pytest.mark.parametrize(
    ("trust", "verified"), [("true", False), ("true", "true"), ("false", True)]
)
def test_an_address_that_is_not_shown_or_not_trusted_leads_to_no_account(
    client, setup, server, trust, verified
):
    setup(SCHAKEL_OIDC_TRUST_EMAIL=trust)
    make_person()
    somebody(server, email_verified=verified)
    come_back(client, to_the_organisation(client))
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert mail.outbox[-1].subject == "U hebt al een account"


def test_an_untrusted_new_address_must_be_shown_first(client, setup, server):
    somebody(server)
    answer = come_back(client, to_the_organisation(client))
    assert answer["Location"] == "/inloggen/e-mail/"
    assert not is_in(client)
    code = mail.outbox[-1].body.split("\n")[2]
    client.post("/inloggen/e-mail/", {"action": "verify", "code": code})
    assert is_in(client)
    assert EmailAddress.objects.get().verified


def test_of_a_persons_number_only_a_keyed_hash_is_kept(client, setup, server):
    key = "k" * 32
    setup(
        SCHAKEL_OIDC_TRUST_EMAIL="true",
        SCHAKEL_OIDC_SUBJECT_CLAIM="bsn",
        SCHAKEL_OIDC_SUBJECT_KEY=key,
    )
    somebody(server, bsn=BSN)
    come_back(client, to_the_organisation(client))
    assert is_in(client)
    account = SocialAccount.objects.get()
    kept = json.dumps([account.uid, account.extra_data, dict(client.session.items())])
    assert BSN not in kept and SUBJECT not in kept
    assert len(account.uid) == 64


@pytest.mark.parametrize(
    ("claims", "strong", "role"),
    [
        ({"acr": "substantieel"}, "substantieel,hoog", "Medewerker"),
        ({"loa": "hoog"}, "substantieel,hoog", "Medewerker"),
        ({"amr": ["pwd", "mfa"]}, "mfa", "Medewerker"),
        ({"acr": "basis", "amr": ["pwd"]}, "substantieel,hoog,mfa", "Bewoner"),
        ({"acr": "hoog"}, "", "Bewoner"),
        ({"acr": ""}, "", "Bewoner"),
    ],
)
def test_two_steps_at_the_organisation_are_two_steps_here_when_the_setting_says_so(
    client, setup, server, claims, strong, role
):
    setup(SCHAKEL_OIDC_TRUST_EMAIL="true", SCHAKEL_OIDC_STRONG=strong)
    person = make_person()
    MembershipFactory(person=person, party__name="Gemeente Lindendam", role=Role.OFFICIAL)
    somebody(server, **claims)
    come_back(client, to_the_organisation(client))
    assert is_in(client)
    assert f"<strong>{role}" in client.get("/privacy/").content.decode()


def test_an_own_second_step_is_asked_unless_the_organisation_vouches(client, setup, server):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    person = make_person()
    TOTP.activate(person, generate_totp_secret())
    setup(SCHAKEL_OIDC_TRUST_EMAIL="true", SCHAKEL_OIDC_STRONG="hoog")
    somebody(server, acr="basis")
    answer = come_back(client, to_the_organisation(client))
    assert answer["Location"] == "/inloggen/tweede-stap/" and not is_in(client)
    somebody(server, acr="hoog")
    come_back(client, to_the_organisation(client))
    assert is_in(client)


def test_stopping_there_is_one_sentence_here(client, setup):
    address = to_the_organisation(client)
    state = parse_qs(urlsplit(address).query)["state"][0]
    # This server leaves the state out when somebody stops; the standard asks for it.
    answer = client.get("/inloggen/organisatie/terug/", {"error": "access_denied", "state": state})
    refused(client, answer, "U stopte bij Gemeente Lindendam. U bent niet ingelogd.")


def test_an_answer_that_nobody_asked_for_is_refused(client, setup, server):
    from django.test import Client

    somebody(server)
    address = to_the_organisation(client)
    refused(Client(), come_back(Client(), address), "lukte niet. Probeer het opnieuw.")
    refused(
        client,
        client.get("/inloggen/organisatie/terug/", {"code": "x", "state": "y"}),
        "Inloggen met Gemeente Lindendam lukte niet.",
    )


def test_an_answer_counts_once(client, setup, server):
    somebody(server)
    setup(SCHAKEL_OIDC_TRUST_EMAIL="true")
    address = to_the_organisation(client)
    back = requests.post(address, data={"sub": SUBJECT}, allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    again = f"{parts.path}?{parts.query}"
    assert client.get(again).status_code == 302
    client.post("/uitloggen/")
    assert client.get(again).status_code == 403


CHANGES = {
    "issuer": {"iss": "https://elders.example"},
    "audience": {"aud": "somebody-else"},
    "expired": {"exp": 1},
    "later": {"iat": 99_999_999_999},
    "nonce": {"nonce": "of another browser"},
    "no nonce": {"nonce": None},
    "subject": {"sub": "the-mayor"},
}


@pytest.fixture
def on_the_way(setup, server, monkeypatch):
    """The server tells the truth; on the way the answer is changed and signed with `key`."""
    setup(SCHAKEL_OIDC_TRUST_EMAIL="true")
    somebody(server)
    theirs = OrganisationAdapter.get_access_token_data

    def change(key, algorithm="RS256", head=None, **changes):
        def changed(self, *args, **more):
            answer = theirs(self, *args, **more)
            claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
            claims = {k: v for k, v in {**claims, **changes}.items() if v is not None}
            return {**answer, "id_token": jwt.encode(claims, key, algorithm, head)}

        monkeypatch.setattr(OrganisationAdapter, "get_access_token_data", changed)

    return change


def own_key(monkeypatch):
    """A key that the site takes for one of theirs."""
    key = rsa.generate_private_key(65537, 2048)
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    keys = [jwt.PyJWK({**public, "kid": "1", "alg": "RS256"})]
    monkeypatch.setattr(OrganisationAdapter, "_keys", lambda self: keys)
    return key


def test_the_changed_answer_would_be_taken_without_a_change(client, on_the_way, monkeypatch):
    on_the_way(own_key(monkeypatch), head={"kid": "1"})
    come_back(client, to_the_organisation(client))
    assert is_in(client)


@pytest.mark.parametrize("wrong", CHANGES)
def test_a_wrong_claim_is_refused_under_a_right_signature(client, on_the_way, monkeypatch, wrong):
    on_the_way(own_key(monkeypatch), head={"kid": "1"}, **CHANGES[wrong])
    answer = come_back(client, to_the_organisation(client))
    refused(client, answer, "Inloggen met Gemeente Lindendam lukte niet.")


@pytest.mark.parametrize(
    ("key", "algorithm", "head"),
    [
        (rsa.generate_private_key(65537, 2048), "RS256", None),
        (rsa.generate_private_key(65537, 2048), "RS256", {"kid": "unknown"}),
        (None, "none", None),
        ("the secret that everybody knows, or the public key", "HS256", None),
    ],
)
def test_a_signature_that_is_not_theirs_is_refused(client, on_the_way, key, algorithm, head):
    on_the_way(key, algorithm, head)
    answer = come_back(client, to_the_organisation(client))
    refused(client, answer, "Inloggen met Gemeente Lindendam lukte niet.")


def test_an_organisation_that_does_not_answer_is_one_sentence(client, setup):
    setup(SCHAKEL_OIDC_ISSUER="http://127.0.0.1:9")
    refused(client, client.get("/inloggen/organisatie/"), "lukte niet. Probeer het opnieuw.")


def test_an_organisation_that_is_something_else_is_one_sentence(client, setup, live_server):
    setup(SCHAKEL_OIDC_ISSUER=f"{live_server.url}/healthz")
    refused(client, client.get("/inloggen/organisatie/"), "lukte niet. Probeer het opnieuw.")


def test_without_an_address_the_page_says_what_else_works(client, setup, server):
    somebody(server, email="")
    answer = come_back(client, to_the_organisation(client))
    refused(client, answer, "Gemeente Lindendam gaf geen e-mailadres door. Log in met een code.")


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"SCHAKEL_OIDC_CLIENT": ""}, "SCHAKEL_OIDC_CLIENT"),
        ({"SCHAKEL_OIDC_LABEL": ""}, "SCHAKEL_OIDC_LABEL"),
        ({"SCHAKEL_OIDC_SUBJECT_CLAIM": "bsn"}, "SCHAKEL_OIDC_SUBJECT_KEY"),
    ],
)
def test_half_a_setting_stops_the_site_with_its_name(setup, more, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        setup(**more)
