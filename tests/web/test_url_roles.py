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

ROLES = ("visitor", "resident", "council", "official", "official_elsewhere")
EVERYBODY = (200,) * 5
OFFICIAL_HERE = (403, 403, 403, 200, 403)
OFFICIALS = (403, 403, 403, 200, 200)
BY_FORM_ONLY = (302,) * 5  # the code travels in the body; a bare visit goes back to the first page
POST_ONLY = (405,) * 5
SIGNED_IN_ONLY = (302, 200, 200, 200, 200)

TABLE = {
    "areas:detail": EVERYBODY,
    "areas:json": EVERYBODY,
    "areas:list": EVERYBODY,
    "areas:list-json": EVERYBODY,
    # Only where the demo is installed; tests/demo/inside runs this same table there.
    "demo:code": POST_ONLY,
    "demo:outbox": EVERYBODY,
    "demo:people": EVERYBODY,
    "demo:signin": POST_ONLY,
    "funding:ballots": EVERYBODY,
    "funding:change_plan": OFFICIAL_HERE,
    "funding:check_new": (403, 403, 403, 302, 302),
    "funding:close": OFFICIAL_HERE,
    "funding:codes": OFFICIAL_HERE,
    "funding:count": (403,) * 5,  # the example round is counted already
    "funding:decide": OFFICIAL_HERE,
    "funding:journal": EVERYBODY,
    "funding:list": EVERYBODY,
    "funding:list_json": EVERYBODY,
    "funding:new": (403, 403, 403, 302, 302),
    "funding:new_plan": OFFICIAL_HERE,
    "funding:new_step": OFFICIALS,
    "funding:open": OFFICIAL_HERE,
    "funding:outcome": EVERYBODY,
    "funding:plans": OFFICIAL_HERE,
    "funding:remove_plan": OFFICIAL_HERE,
    "funding:round": EVERYBODY,
    "funding:round_json": EVERYBODY,
    "funding:upload": OFFICIALS,
    "funding:waiting": (403, 403, 403, 200, 404),
    "funding:withdraw": OFFICIAL_HERE,
    "journal:export": EVERYBODY,
    "journal:heads": EVERYBODY,
    "journal:index": EVERYBODY,
    "journal:verifier": EVERYBODY,
    "voice:check": BY_FORM_ONLY,
    "voice:choice": BY_FORM_ONLY,
    "voice:code": EVERYBODY,
    "voice:done": BY_FORM_ONLY,
    "voice:list": EVERYBODY,
    "voice:list-json": EVERYBODY,
    "web:accessibility": EVERYBODY,
    "web:decisions": EVERYBODY,
    "web:erase-account": SIGNED_IN_ONLY,
    "web:favicon": (302,) * 5,
    "web:decisions-json": EVERYBODY,
    "web:front": EVERYBODY,
    "web:healthz": (503,) * 5,  # no worker runs beside the tests, and it says so
    "web:help": EVERYBODY,
    "web:language": POST_ONLY,
    "web:livez": EVERYBODY,
    "web:login": (200, 302, 302, 302, 302),
    "web:logout": POST_ONLY,
    "web:my-data": SIGNED_IN_ONLY,
    "web:my-data-file": SIGNED_IN_ONLY,
    "web:open-data": EVERYBODY,
    "web:privacy": EVERYBODY,
    "web:recompute": EVERYBODY,
    "web:recompute-file": EVERYBODY,
    "web:robots": EVERYBODY,
    "web:role": SIGNED_IN_ONLY,
    "web:security-txt": (404,) * 5,  # nobody is named to report to, so there is no promise
}
ANYBODY = frozenset(ROLES)
SIGNED_IN = frozenset(ROLES) - {"visitor"}
HERE = frozenset({"official"})
MAY_POST = {
    "demo:code": ANYBODY,
    "demo:signin": ANYBODY,
    "funding:change_plan": HERE,
    "funding:check_new": frozenset({"official", "official_elsewhere"}),
    "funding:close": HERE,
    "funding:codes": HERE,
    "funding:count": HERE,
    "funding:decide": HERE,
    "funding:new_plan": HERE,
    "funding:new_step": frozenset({"official", "official_elsewhere"}),
    "funding:open": HERE,
    "funding:remove_plan": HERE,
    "funding:upload": frozenset({"official", "official_elsewhere"}),
    "funding:withdraw": HERE,
    "voice:check": ANYBODY,
    "voice:choice": ANYBODY,
    "voice:code": ANYBODY,
    "voice:done": ANYBODY,
    "web:erase-account": SIGNED_IN,
    "web:language": ANYBODY,
    "web:login": ANYBODY,
    "web:logout": ANYBODY,
    "web:role": SIGNED_IN,
}
# Pages that take no POST, and say so; every other address outside MAY_POST is one of these.
REFUSED = {403, 404, 405}
TO_SIGN_IN = {"web:role", "web:erase-account"}


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
        status = client.post(address, {"reason": "x"}).status_code
        if status not in REFUSED and not (name in TO_SIGN_IN and status == 302):
            wrong[name] = status
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
