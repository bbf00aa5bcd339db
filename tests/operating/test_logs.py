"""The log tells what happened, never to whom: planted personal data is looked for in every line."""

import io
import json
import logging
import re

import pytest
from django.db import IntegrityError
from django.test import Client

from schakel.base.actor import Actor
from schakel.people import services as people
from schakel.people.models import Person
from schakel.web.operating import logs
from tests import world
from tests.web.addresses import addresses

PLANTED = {
    "e-mail": "geplant.persoon@voorbeeld.example",
    "name": "Geplante Achternaam",
    "telephone": "06-12345678",
    "account": "NL91ABNA0417164300",
    "device": "203.0.113.77",
    "device six": "2001:db8:85a3::8a2e:370:7334",
    "browser": "GeplanteBrowser/9.9",
    "looked for": "geplantzoekwoord",
    "from elsewhere": "geplanteherkomst.example",
}


@pytest.fixture
def log():
    """All loggers, through the handler that the settings declare, as loud as it goes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(logs.Private())
    handler.setFormatter(logs.Json())
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    root.handlers, root.level = [handler], logging.INFO
    for known in list(logging.Logger.manager.loggerDict.values()):
        if isinstance(known, logging.Logger):
            known._cache.clear()
    yield written
    root.handlers, root.level = handlers, level
    for known in list(logging.Logger.manager.loggerDict.values()):
        if isinstance(known, logging.Logger):
            known._cache.clear()


def planted_in(text: str) -> dict[str, str]:
    return {kind: value for kind, value in PLANTED.items() if value.lower() in text.lower()}


def visit(client: Client, address: str, method: str = "get") -> int:
    """As a browser that tells much about itself, with something in the address."""
    return getattr(client, method)(
        f"{address}?zoek={PLANTED['looked for']}&mail={PLANTED['e-mail']}",
        REMOTE_ADDR=PLANTED["device"],
        HTTP_X_FORWARDED_FOR=PLANTED["device six"],
        HTTP_USER_AGENT=PLANTED["browser"],
        HTTP_REFERER=f"https://{PLANTED['from elsewhere']}/",
    ).status_code


@pytest.mark.django_db
def test_every_page_is_logged_by_name_and_nobody_is_in_the_log(log):
    town = world.build()
    person = people.add_person(Actor.system(), email=PLANTED["e-mail"], name=PLANTED["name"])
    signed_in, visitor = Client(), Client()
    signed_in.force_login(person)
    for address in addresses(town).values():
        for client in (visitor, signed_in):
            visit(client, address)
            visit(client, address, "post")
    visit(visitor, f"/{PLANTED['looked for']}/{PLANTED['e-mail']}/")
    visitor.post("/inloggen/", {"username": PLANTED["e-mail"], "password": PLANTED["account"]})
    text = log.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    requests = [line for line in lines if line["logger"] == "schakel.request"]
    assert set(addresses(town)) - {line["page"] for line in requests} == set()
    assert all({"method", "status", "ms", "queries"} <= set(line) for line in requests)
    assert any(line["queries"] > 0 for line in requests)
    assert planted_in(text) == {}
    assert town.decided.dossier.short_id not in text
    assert str(person.pk) not in text


@pytest.mark.django_db
def test_an_error_says_where_it_was_and_not_with_what(log, monkeypatch):
    secret = PLANTED["name"]

    def broken():
        kept = {"name": secret, "address": PLANTED["device six"]}
        raise ValueError(f"cannot write to {PLANTED['e-mail']} ({len(kept)})")

    from schakel.web import views

    monkeypatch.setattr(views.processes, "decisions", broken)
    client = Client(raise_request_exception=False)
    assert visit(client, "/") == 500
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (line,) = (line for line in lines if "error" in line)
    assert line["message"] == "GET web:front 500"
    assert line["error"].startswith("builtins.ValueError: cannot write to [e-mail]")
    assert re.search(r"schakel/web/views.py:\d+ front", line["error"])
    assert planted_in(log.getvalue()) == {}


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_told(log):
    people.add_person(Actor.system(), email=PLANTED["e-mail"], name=PLANTED["name"])
    logger = logging.getLogger("schakel.test")
    from django.db import transaction

    try:
        with transaction.atomic():
            Person.objects.create(email=PLANTED["e-mail"], name=PLANTED["name"])
    except IntegrityError:
        logger.exception("not stored")
    assert "IntegrityError" in log.getvalue()
    assert planted_in(log.getvalue()) == {}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("van 203.0.113.77 op 12:30:45", "van [address] op 12:30:45"),
        ("from ::1 and 2001:db8::1, at 12:30:45", "from [address] and [address], at 12:30:45"),
        ("bel 06-12345678 of 0201234567", "bel [telephone] of [telephone]"),
        ("naar a.b+c@voorbeeld.example", "naar [e-mail]"),
        ("rekening NL91 ABNA 0417 1643 00.", "rekening [account]."),
        ("GET /buurten/?zoek=iemand HTTP/1.1", "GET /buurten/?[query] HTTP/1.1"),
        ("Schakel 0.1.0, Python 3.11", "Schakel 0.1.0, Python 3.11"),
        ("duplicate key\nDETAIL:  Key (email)=(iemand) already exists.", "duplicate key"),
    ],
)  # fmt: skip
def test_what_points_to_a_person_is_replaced(text, left):
    assert logs.scrub(text) == left


def test_the_web_server_writes_no_line_of_its_own(log):
    """Gunicorn's access log would hold addresses; its errors name the address that was asked for."""
    from gunicorn.config import Config

    kept = logs.WebServer(Config())
    kept.access(None, None, None, None)
    kept.error("Error handling request %s", f"/?mail={PLANTED['looked for']}")
    kept.warning("Invalid request from ip=%s: x", PLANTED["device"])
    text = log.getvalue()
    assert "Error handling request /?[query]" in text
    assert planted_in(text) == {}


def test_text_and_json_say_the_same(log):
    record = logging.LogRecord("schakel.x", logging.INFO, "f", 1, "mail %s", ("a@b.example",), None)
    logs.Private().filter(record)
    assert logs.Text().format(record).endswith("INFO schakel.x mail [e-mail]")
    assert json.loads(logs.Json().format(record))["message"] == "mail [e-mail]"
