"""What a process of its own does in a test: `python -m tests.people.acts ACT < given.json`."""

import json
import sys
from typing import Any

import django

django.setup()

from schakel.base.exceptions import SchakelError  # noqa: E402
from schakel.people import services  # noqa: E402
from schakel.people.models import Membership, Party  # noqa: E402
from schakel.people.queries import actor_for  # noqa: E402
from tests.factories.people import MembershipFactory, PartyFactory  # noqa: E402


def make(parties: int) -> list[list[int]]:
    """Parties that two people run: their roles, two by two."""
    made = []
    for _ in range(parties):
        party = PartyFactory()
        made.append([MembershipFactory(party=party, role="board").pk for _ in range(2)])
    return made


def leave(roles: list[int]) -> list[str]:
    said = []
    for pk in roles:
        held = Membership.objects.select_related("person", "party", "area").get(pk=pk)
        try:
            services.leave(actor_for(held), held)
            said.append("left")
        except SchakelError as refusal:
            said.append(str(refusal))
    return said


def run_by() -> list[int]:
    """How many still run each party."""
    return [party.memberships.filter(ends=None).count() for party in Party.objects.all()]


if __name__ == "__main__":
    given: dict[str, Any] = json.load(sys.stdin)
    json.dump(globals()[sys.argv[1]](**given), sys.stdout)
