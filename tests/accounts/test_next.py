"""Signing in leads back to where somebody was, and never off the site."""

import pytest

from tests.accounts.steps import PASSWORD, ask_code, give_code, mailed_code, make_person, sign_in

pytestmark = pytest.mark.django_db
HOSTILE = [
    "https://elders.example/",
    "//elders.example/",
    "/\\elders.example",
    "javascript:alert(1)",
    "http:///elders.example",
    "\thttps://elders.example",
]


def test_back_to_where_somebody_was(client):
    make_person(password=PASSWORD)
    assert client.get("/account/")["Location"] == "/inloggen/?next=/account/"
    assert (
        'name="next" value="/account/"' in client.get("/inloggen/?next=/account/").content.decode()
    )
    answer = ask_code(client, next="/account/")
    assert answer["Location"] == "/inloggen/code/?next=%2Faccount%2F"
    assert give_code(client, mailed_code(), next="/account/")["Location"] == "/account/"


@pytest.mark.parametrize("next", HOSTILE)
def test_never_off_the_site(client, next):
    make_person(password=PASSWORD)
    assert ask_code(client, next=next)["Location"] == "/inloggen/code/"
    assert give_code(client, mailed_code(), next=next)["Location"] == "/"
    client.post("/uitloggen/")
    assert sign_in(client, next=next)["Location"] == "/"
    assert client.get("/inloggen/", {"next": next})["Location"] == "/"


@pytest.mark.parametrize("next", HOSTILE)
def test_never_off_the_site_with_a_new_account(client, next):
    ask_code(client, next=next)
    give_code(client, mailed_code(), next=next)
    assert client.post("/inloggen/naam/", {"name": "Noor", "next": next})["Location"] == "/"
