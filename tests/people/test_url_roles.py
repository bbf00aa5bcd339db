"""The addresses of parties, mandates and desks x who runs them, at home and elsewhere.

The table of all addresses (tests/web) has the roles that every room shares; here stand the board of
a party, the administrator of its municipality and of another, and a desk.
"""

import pytest
from django.test import Client

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers.models import Fact
from schakel.people import services
from schakel.people.models import Membership, Role
from tests import world
from tests.web.addresses import addresses

ROLES = ("board", "admin", "admin_elsewhere", "desk", "other_board")
TABLE = {
    "people:change": (200, 403, 403, 403, 403),
    "people:change_role": (200, 403, 403, 403, 403),
    "people:desk": (403, 403, 403, 200, 403),
    "people:desk_erase": (404, 404, 404, 200, 404),
    "people:doubles": (403, 200, 200, 403, 403),
    "people:end": (200, 403, 403, 403, 403),
    "people:end_mandate": (403, 200, 403, 403, 403),
    "people:end_role": (200, 403, 403, 403, 403),
    "people:invite": (200, 403, 403, 403, 403),
    "people:leave": (200, 404, 404, 404, 404),
    "people:merge": (403, 200, 403, 403, 403),
    "people:money": (200, 403, 403, 403, 403),
    "people:named": (200, 404, 404, 404, 404),
    "people:new": (200, 200, 200, 403, 200),
    "people:new_mandate": (200, 200, 200, 403, 200),
    "people:roles": (200, 403, 403, 403, 403),
    "people:uninvite": (200, 403, 403, 403, 403),
}


@pytest.fixture
def town(db):
    town = world.build()
    system = Actor.system()
    party = services.add_party(
        system, name="Anders", kind="foundation", corner="community", municipality=town.municipality
    )
    for key, at, role in [
        ("admin_elsewhere", town.elsewhere, Role.ADMIN),
        ("other_board", party, Role.BOARD),
    ]:
        person = services.add_person(system, email=f"{key}@voorbeeld.example", name=key)
        town.persons[key] = person
        services.give_role(system, person=person, party=at, role=role, starts=clock.today())
    return town


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_and_sends_what_the_table_says(town, role):
    client = Client()
    client.force_login(town.persons[role])
    everywhere = addresses(town)
    before = Fact.objects.count(), Membership.objects.count()
    wrong = {}
    for name, expected in TABLE.items():
        status = client.get(everywhere[name]).status_code
        if status != expected[ROLES.index(role)]:
            wrong[name] = f"{status}, not {expected[ROLES.index(role)]}"
        if expected[ROLES.index(role)] != 200:
            posted = client.post(everywhere[name], {"reason": "x", "role": "member"}).status_code
            if posted not in (403, 404, 405):
                wrong[f"POST {name}"] = posted
    assert wrong == {}
    assert (Fact.objects.count(), Membership.objects.count()) == before
