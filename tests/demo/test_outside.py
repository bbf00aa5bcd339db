"""On a real site the demo does not exist, whatever somebody sets."""

import re
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from schakel.base.exceptions import NotAllowed
from schakel.voice import randomness
from schakel.web import demo

PAGES = ["mensen/", "mensen/word/", "code/", "post/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_its_pages_are_not_there(client: Client, page: str, method: str) -> None:
    assert getattr(client, method)(f"/voorbeeld/{page}").status_code == 404


@pytest.mark.django_db
def test_no_page_says_it_is_an_example(client: Client) -> None:
    assert b"schakel-demo" not in client.get("/").content


def test_its_app_is_not_installed() -> None:
    assert not apps.is_installed("schakel.web.demo")


def test_its_app_refuses_to_be_installed() -> None:
    with pytest.raises(ImproperlyConfigured, match="SCHAKEL_DEMO"):
        AppConfig.create("schakel.web.demo").ready()


def test_codes_from_a_seed_are_refused() -> None:
    with pytest.raises(NotAllowed), randomness.seeded(1):
        pass


def test_it_is_filled_through_services_only() -> None:
    writes = re.compile(
        r"\.(save|create|bulk_create|update|bulk_update|get_or_create|update_or_create|delete"
        r"|execute)\("
    )
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in sorted(Path(demo.__file__).parent.glob("*.py"))
        # The outbox is the demo's own table.
        if path.name != "mail.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if writes.search(line)
    ]
    assert found == []
