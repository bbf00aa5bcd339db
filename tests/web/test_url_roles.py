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
NOBODY = (403,) * 5
OFFICIALS = (403, 403, 403, 200, 200)
WITH_ACCOUNT = (403, 200, 200, 200, 200)
THE_WRITER = (403, 200, 403, 403, 403)  # the example remarks are the resident's
ONE_SIDE = (404, 200, 404, 404, 404)  # what two people promise each other is theirs
SPEAKS = (302, 200, 403, 200, 200)  # a council member does not promise for the municipality
BY_FORM_ONLY = (302,) * 5  # the code travels in the body; a bare visit goes back to the first page
POST_ONLY = (405,) * 5
ASKED_WHO = (302, 200, 200, 200, 200)  # a visitor is asked to sign in first
ELSEWHERE = (302,) * 5  # a step of a journey: who is not on it is sent to where it begins
SIGNING_IN = (200, 302, 302, 302, 302)

TABLE = {
    "account_change": ASKED_WHO,
    "account_change_password": ELSEWHERE,
    "account_confirm_login_code": ELSEWHERE,
    "account_email": ASKED_WHO,
    "account_email_verification_sent": ELSEWHERE,
    "account_inactive": (403,) * 5,
    "account_login": SIGNING_IN,
    "account_organisation": (404,) * 5,  # only where an organisation is set
    "account_organisation_back": (404,) * 5,
    "account_password_login": SIGNING_IN,
    "account_profile": ASKED_WHO,
    "account_reauthenticate": ELSEWHERE,
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_set_password": ASKED_WHO,
    "account_sign_out_everywhere": POST_ONLY,
    "account_signup": ELSEWHERE,
    "areas:changes": EVERYBODY,
    "areas:changes-json": EVERYBODY,
    "areas:detail": EVERYBODY,
    "areas:json": EVERYBODY,
    "areas:list": EVERYBODY,
    "areas:list-json": EVERYBODY,
    # Only where the demo is installed; tests/demo/inside runs this same table there.
    "demo:code": POST_ONLY,
    "demo:outbox": EVERYBODY,
    "demo:people": EVERYBODY,
    "demo:signin": POST_ONLY,
    "dossiers:add_file": OFFICIAL_HERE,
    "dossiers:agenda": EVERYBODY,
    "dossiers:answer": WITH_ACCOUNT,
    "dossiers:appeal": THE_WRITER,
    "dossiers:area_agenda": EVERYBODY,
    "dossiers:change": THE_WRITER,
    "dossiers:decide_appeal": OFFICIAL_HERE,
    "dossiers:dismiss": OFFICIAL_HERE,
    "dossiers:file": EVERYBODY,
    "dossiers:follow": POST_ONLY,
    "dossiers:follow_area": POST_ONLY,
    "dossiers:follows": WITH_ACCOUNT,
    "dossiers:hide": OFFICIAL_HERE,
    "dossiers:moderation": OFFICIALS,
    "dossiers:preview": WITH_ACCOUNT,
    "dossiers:remarks": EVERYBODY,
    "dossiers:remove_file": OFFICIAL_HERE,
    "dossiers:report": EVERYBODY,
    "dossiers:small_file": EVERYBODY,
    "dossiers:unsubscribe": EVERYBODY,
    "dossiers:withdraw": THE_WRITER,
    "dossiers:word": OFFICIAL_HERE,
    "dossiers:write": WITH_ACCOUNT,
    "exchange:accept": ONE_SIDE,
    "exchange:answer": SPEAKS,
    "exchange:block": ONE_SIDE,
    "exchange:confirm": ONE_SIDE,
    "exchange:deliver": ONE_SIDE,
    "exchange:detail": EVERYBODY,
    "exchange:list": EVERYBODY,
    "exchange:list-json": EVERYBODY,
    "exchange:mine": SPEAKS,
    "exchange:miss": ONE_SIDE,
    "exchange:new": SPEAKS,
    "exchange:withdraw": THE_WRITER,
    "funding:ballots": EVERYBODY,
    "funding:change_plan": OFFICIAL_HERE,
    "funding:check_new": (403, 403, 403, 302, 302),
    "funding:close": OFFICIAL_HERE,
    "funding:codes": OFFICIAL_HERE,
    "funding:count": (403,) * 5,  # the example round is counted already
    "funding:decide": OFFICIAL_HERE,
    "funding:recompute": EVERYBODY,
    "funding:journal": EVERYBODY,
    "funding:letter": EVERYBODY,
    "funding:letter_pdf": EVERYBODY,
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
    "initiatives:adopt": (302, 200, 403, 403, 403),
    "initiatives:ask_link": POST_ONLY,
    "initiatives:again": OFFICIAL_HERE,
    "initiatives:change": NOBODY,  # the foundation's: tests/initiatives/test_page.py
    "initiatives:claim": (302, 403, 403, 403, 403),  # none of them told it
    "initiatives:copy": (302, 200, 403, 403, 403),
    "initiatives:detail": EVERYBODY,
    "initiatives:edit_link": OFFICIAL_HERE,
    "initiatives:edit_table": OFFICIAL_HERE,
    "initiatives:fill_scan": (
        302,
        403,
        403,
        403,
        403,
    ),  # the foundation's: tests/initiatives/test_scans.py
    "initiatives:fill_stamina": (302, 403, 403, 403, 403),
    "initiatives:json": EVERYBODY,
    "initiatives:list": EVERYBODY,
    "initiatives:list-json": EVERYBODY,
    "initiatives:milestone": NOBODY,
    "initiatives:reached": NOBODY,
    "initiatives:release": NOBODY,
    "initiatives:questions": EVERYBODY,
    "initiatives:remove": OFFICIAL_HERE,
    "initiatives:renew": EVERYBODY,
    "initiatives:say": NOBODY,
    "initiatives:scan": EVERYBODY,  # shared with all; test_scans.py has those that are not
    "initiatives:scans": EVERYBODY,
    "initiatives:share_scan": NOBODY,
    "initiatives:show": (404, 404, 403, 200, 404),  # nobody else sees that it is there
    "initiatives:stamina": EVERYBODY,
    "initiatives:tell": EVERYBODY,
    "initiatives:waiting": OFFICIALS,
    "journal:export": EVERYBODY,
    "journal:heads": EVERYBODY,
    "journal:index": EVERYBODY,
    "journal:verifier": EVERYBODY,
    "processes:worklist": OFFICIALS,
    # Who runs a party and who stands at a desk: tests/people/test_url_roles.py.
    "people:change": NOBODY,
    "people:change_role": NOBODY,
    "people:desk": NOBODY,
    "people:desk_erase": (404,) * 5,
    "people:desk_stop": POST_ONLY,
    "people:doubles": OFFICIALS,
    "people:end": NOBODY,
    "people:end_mandate": NOBODY,
    "people:end_role": NOBODY,
    "people:invitation": EVERYBODY,
    "people:invite": NOBODY,
    "people:join": (302, 200, 200, 200, 200),
    "people:join_confirm": (302, 200, 200, 200, 200),
    "people:json": EVERYBODY,
    "people:leave": (404,) * 5,
    "people:list": EVERYBODY,
    "people:list-json": EVERYBODY,
    "people:mandates": EVERYBODY,
    "people:mandates-json": EVERYBODY,
    "people:merge": OFFICIAL_HERE,
    "people:money": NOBODY,
    "people:named": (404,) * 5,
    "people:new": (302, 200, 403, 200, 200),
    "people:new_mandate": NOBODY,
    "people:party": EVERYBODY,
    "people:roles": NOBODY,
    "people:uninvite": NOBODY,
    "mfa_activate_totp": ASKED_WHO,
    "mfa_add_webauthn": ASKED_WHO,
    "mfa_authenticate": ELSEWHERE,
    "mfa_deactivate_totp": (302, 404, 404, 404, 404),  # who has none cannot take it away
    "mfa_generate_recovery_codes": ASKED_WHO,
    "mfa_index": ASKED_WHO,
    "mfa_login_webauthn": ELSEWHERE,
    "mfa_reauthenticate": ELSEWHERE,
    "mfa_reauthenticate_webauthn": ELSEWHERE,
    "mfa_remove_webauthn": (302, 404, 404, 404, 404),
    "mfa_view_recovery_codes": (302, 404, 404, 404, 404),
    "norms:change": OFFICIALS,
    "norms:detail": EVERYBODY,
    "norms:deviate": OFFICIALS,
    "norms:end": OFFICIAL_HERE,
    "norms:json": EVERYBODY,
    "norms:list": EVERYBODY,
    "norms:list-json": EVERYBODY,
    "norms:verify": OFFICIALS,
    "search:index": EVERYBODY,
    "search:json": EVERYBODY,
    "voice:check": BY_FORM_ONLY,
    "voice:choice": BY_FORM_ONLY,
    "voice:code": EVERYBODY,
    "voice:done": BY_FORM_ONLY,
    "voice:list": EVERYBODY,
    "voice:list-json": EVERYBODY,
    "web:accessibility": EVERYBODY,
    "web:decisions": EVERYBODY,
    "web:erase-account": ASKED_WHO,
    "web:favicon": (302,) * 5,
    "web:decisions-json": EVERYBODY,
    "web:front": EVERYBODY,
    "web:healthz": (503,) * 5,  # no worker runs beside the tests, and it says so
    "web:help": EVERYBODY,
    "web:language": POST_ONLY,
    "web:livez": EVERYBODY,
    "web:login": SIGNING_IN,
    "web:logout": POST_ONLY,
    "web:my-data": ASKED_WHO,
    "web:my-data-file": ASKED_WHO,
    "web:open-data": EVERYBODY,
    "web:privacy": EVERYBODY,
    "web:recompute": EVERYBODY,
    "web:recompute-file": EVERYBODY,
    "web:robots": EVERYBODY,
    "web:words": EVERYBODY,
    "web:words-json": EVERYBODY,
    "web:security-txt": (404,) * 5,  # nobody is named to report to, so there is no promise
    "web:role": ASKED_WHO,
}
ANYBODY = frozenset(ROLES)
SIGNED_IN = frozenset(ROLES) - {"visitor"}
HERE = frozenset({"official"})
RESIDENT = frozenset({"resident"})
MAY_POST = {
    "account_change": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_confirm_login_code": ANYBODY,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": ANYBODY,
    "account_login": ANYBODY,
    "account_password_login": ANYBODY,
    "account_reauthenticate": SIGNED_IN,
    "account_reset_password": ANYBODY,
    "account_reset_password_from_key": ANYBODY,
    "account_set_password": SIGNED_IN,
    "account_sign_out_everywhere": SIGNED_IN,
    "account_signup": ANYBODY,
    "demo:code": ANYBODY,
    "demo:signin": ANYBODY,
    "dossiers:add_file": HERE,
    "dossiers:answer": SIGNED_IN,
    "dossiers:appeal": frozenset({"resident"}),
    "dossiers:change": frozenset({"resident"}),
    "dossiers:decide_appeal": HERE,
    "dossiers:dismiss": HERE,
    "dossiers:follow": SIGNED_IN,
    "dossiers:follow_area": SIGNED_IN,
    "dossiers:follows": SIGNED_IN,
    "dossiers:hide": HERE,
    "dossiers:remove_file": HERE,
    "dossiers:report": ANYBODY,
    "dossiers:unsubscribe": ANYBODY,
    "dossiers:withdraw": frozenset({"resident"}),
    "dossiers:word": HERE,
    "dossiers:write": SIGNED_IN,
    "exchange:accept": RESIDENT,
    "exchange:answer": SIGNED_IN - {"council"},
    "exchange:block": RESIDENT,
    "exchange:confirm": RESIDENT,
    "exchange:deliver": RESIDENT,
    "exchange:miss": RESIDENT,
    "exchange:new": SIGNED_IN - {"council"},
    "exchange:withdraw": RESIDENT,
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
    "initiatives:adopt": RESIDENT,
    "initiatives:again": HERE,
    "initiatives:copy": RESIDENT,
    "initiatives:edit_link": HERE,
    "initiatives:edit_table": HERE,
    "initiatives:remove": HERE,
    "initiatives:renew": ANYBODY,
    "initiatives:show": HERE,
    "initiatives:tell": ANYBODY,
    "people:desk_stop": SIGNED_IN,
    "people:join": SIGNED_IN,
    "people:merge": HERE,
    "people:new": SIGNED_IN - {"council"},
    "mfa_activate_totp": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_authenticate": ANYBODY,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_login_webauthn": ANYBODY,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    # What a norm says holds for all municipalities of an installation; a deviation for one's own.
    "norms:change": frozenset({"official", "official_elsewhere"}),
    "norms:deviate": frozenset({"official", "official_elsewhere"}),
    "norms:end": HERE,
    "norms:verify": frozenset({"official", "official_elsewhere"}),
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
