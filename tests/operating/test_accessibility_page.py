"""The page says what the browser tests found, and what they did not look at."""

import json

import pytest
from django.utils import timezone

from schakel.web.operating import accessibility_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(tmp_path, monkeypatch):
    """A report of our own in the place of the one that ships."""

    def write(**changes) -> None:
        told = {
            "day": "2026-11-02",
            "tools": ["Chromium 1.2", "axe-core 3.4"],
            "pages": [
                {"name": "web:front", "width": 360, "language": "nl", "faults": 0},
                {"name": "web:front", "width": 1280, "language": "en", "faults": 0},
            ],
            "without_page": ["web:healthz"],
            "keyboard": True,
            "without_javascript": False,
        } | changes
        (tmp_path / "report.json").write_text(json.dumps(told))

    monkeypatch.setattr(accessibility_report, "FILE", tmp_path / "report.json")
    accessibility_report.read.cache_clear()
    yield write
    accessibility_report.read.cache_clear()


def page(client) -> str:
    return " ".join(client.get("/toegankelijkheid/").content.decode().split())


def test_the_page_tells_the_report(client, report):
    report()
    text = page(client)
    assert "testte 1 van de" in text and "2 november 2026" in text
    assert "Chromium 1.2, axe-core 3.4" in text and "360, 1280 punten" in text
    assert "Er zijn geen fouten gevonden." in text
    # Tested by keyboard, not without JavaScript; and a page that nobody looked at is named.
    assert text.count("Niet getest") == 2
    assert "web:privacy" in text and "web:healthz" not in text


def test_a_fault_is_told(client, report):
    report(pages=[{"name": "web:front", "width": 360, "language": "nl", "faults": 3}])
    assert "Er zijn 3 fouten gevonden." in page(client)


def test_a_page_that_is_no_more_does_not_count(client, report):
    report(pages=[{"name": "web:gone", "width": 360, "language": "nl", "faults": 0}])
    assert "testte 0 van de" in page(client)


def test_without_a_report_nothing_is_claimed(client, report):
    text = page(client)
    assert "Van deze versie is geen test bekend." in text and "axe" not in text


def test_the_statement_is_linked_once_there_is_one(client, settings):
    assert "Er is nog geen toegankelijkheidsverklaring" in page(client)
    settings.ACCESSIBILITY = {"url": "https://register.example/123", "status": "C"}
    text = page(client)
    assert "De status van deze site is C." in text and "https://register.example/123" in text


def test_the_report_that_ships_is_of_this_site_and_without_faults():
    accessibility_report.read.cache_clear()
    shipped = accessibility_report.read()
    assert shipped is not None and shipped.faults == 0
    assert shipped.day <= timezone.localdate()
    assert shipped.keyboard and shipped.without_javascript
    assert shipped.pages >= 30
