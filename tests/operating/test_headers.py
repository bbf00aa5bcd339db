"""What every answer says to a browser, and the files that others look for."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import world
from tests.web.addresses import addresses

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_every_answer_carries_the_headers(client):
    for name, address in addresses(world.build()).items():
        answer = client.get(address)
        for header, value in ALWAYS.items():
            assert answer.headers.get(header) == value, (name, header)
        assert "geolocation=()" in answer.headers["Permissions-Policy"], name
        assert "unsafe" not in answer.headers["Content-Security-Policy"], name


def test_over_https_a_browser_is_told_to_stay_there(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    answer = client.get("/privacy/", secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_security_txt_names_who_to_tell(client, settings):
    settings.CONTACT = {"name": "", "email": "veilig@gemeente.example", "phone": ""}
    answer = client.get("/.well-known/security.txt", secure=True)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:veilig@gemeente.example"
    assert fields["Canonical"] == "https://testserver/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "nl, en"
    expires = datetime.fromisoformat(fields["Expires"])
    # RFC 9116: in the future, and less than a year away.
    assert timedelta(days=1) < expires - datetime.now(UTC) < timedelta(days=365)


def test_without_a_contact_there_is_no_security_txt(client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_robots_stay_out_of_accounts_and_of_a_town_that_does_not_exist(client, settings):
    assert "Disallow: /account/" in client.get("/robots.txt").content.decode().splitlines()
    settings.DEMO = True
    assert "Disallow: /" in client.get("/robots.txt").content.decode().splitlines()


def test_a_browser_that_asks_for_the_old_icon_gets_ours(client):
    assert client.get("/favicon.ico")["Location"].endswith("schakel/icon.svg")
