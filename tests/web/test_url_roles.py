"""Each address x each role: what a GET answers, and who may POST. An address that is missing fails.

Roles: a visitor; a resident with an account; a council member; the municipality's official; an
official of another municipality.
"""

import pytest
from django.conf import settings
from django.test import Client

from schakel.dossiers.models import Fact
from schakel.processes.models import Process
from tests import world
from tests.web.addresses import addresses, names
from tests.web.who_sees import ROLES, TABLE
from tests.web.who_sends import MAY_POST

# Pages that take no POST, and say so; every other address outside MAY_POST is one of these.
REFUSED = {403, 404, 405}


@pytest.fixture
def town(db):
    return world.build()


def client_of(town: world.World, role: str) -> Client:
    client = Client()
    if role != "visitor":
        client.force_login(town.persons[role])
    return client


def test_every_address_is_in_the_table():
    here = {name for name in TABLE if settings.DEMO or not name.startswith("demo:")}
    assert here == names()
    assert set(MAY_POST) <= set(TABLE)


def test_each_role_gets_the_expected_answer_at_each_address(town):
    wrong = {}
    for role, place in zip(ROLES, range(len(ROLES)), strict=True):
        client = client_of(town, role)
        for name, address in addresses(town).items():
            status = client.get(address).status_code
            if status != TABLE[name][place]:
                wrong[f"{role} at {name}"] = f"{status}, not {TABLE[name][place]}"
    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_a_post_by_who_may_not_is_refused_and_writes_nothing(town, role):
    client = client_of(town, role)
    before = (
        Fact.objects.count(),
        list(Process.objects.order_by("pk").values_list("state", flat=True)),
    )
    wrong = {}
    for name, address in addresses(town).items():
        if role in MAY_POST.get(name, ()):
            continue
        answer = client.post(address, {"reason": "x"})
        asked_who = answer.status_code == 302 and answer["Location"].startswith("/inloggen/")
        if answer.status_code not in REFUSED and not asked_who:
            wrong[name] = answer.status_code
    after = (
        Fact.objects.count(),
        list(Process.objects.order_by("pk").values_list("state", flat=True)),
    )
    assert wrong == {}
    assert after == before


def test_a_post_without_the_token_of_the_form_is_refused(town):
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.persons["official"])
    open_address = addresses(town)["funding:open"]
    assert client.post(open_address).status_code == 403
    assert Process.objects.get(dossier=town.preparing.dossier).state == "prepare"
