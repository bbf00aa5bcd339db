"""Rounds made as people make them: through services."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from schakel.areas import services as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.funding import services
from schakel.funding.models import Pot, Round
from schakel.funding.services import ProjectSpec
from schakel.people import services as people
from schakel.people.models import Party, Role
from schakel.people.queries import actor_for
from schakel.voice import services as voice

SYSTEM = Actor.system()
START = datetime(2026, 11, 1, 9, 0, tzinfo=timezone.get_default_timezone())
OPENS = START + timedelta(days=7)
CLOSES = START + timedelta(days=21)
RESULT_BY = START + timedelta(days=28)

PLANS = (
    ProjectSpec("Jongerenplek", 3_000_00, key="1", description="Een plek om te zitten."),
    ProjectSpec("Buurtmoestuin", 2_000_00, key="2"),
    ProjectSpec("Eettafel", 1_000_00, key="3"),
    ProjectSpec("Speelbeek", 6_000_00, key="4"),
)
BALLOTS = ((["1", "2"], 6), (["3"], 3), (["4"], 2), (["4", "1"], 1))


def area(code: str = "WK990101", name: str = "Molenwijk", town: Area | None = None) -> Area:
    town = town or areas.add(SYSTEM, code="GM9901", year=2026, kind="gemeente", name="Lindestad")
    return areas.add(SYSTEM, code=code, year=2026, kind="wijk", name=name, parent=town)


def municipality(name: str = "Gemeente Lindestad", code: str = "GM9901") -> Party:
    town = areas.add(SYSTEM, code=code, year=2026, kind="gemeente", name=name)
    found = Party.objects.filter(name=name).first()
    return found or people.add_municipality(SYSTEM, name=name, area=town, starts=START.date())


def official(
    party: Party, email: str = "official@example.org", within: Area | None = None
) -> Actor:
    person = people.add_person(
        SYSTEM, email=email, name="Medewerker", password="een lang wachtwoord"
    )
    return actor_for(
        people.give_role(
            SYSTEM,
            person=person,
            party=party,
            role=Role.OFFICIAL,
            starts=START.date() - timedelta(days=400),
            area=within,
        )
    )


def pot(amount_cents: int = 60_000_00, party: Party | None = None, **more: Any) -> Pot:
    return services.create_pot(
        SYSTEM,
        name="Geld voor de buurt",
        municipality=party or municipality(),
        year=2026,
        amount_cents=amount_cents,
        source="Begroting 2026, programma Wijken",
        **more,
    )


def prepared(actor: Actor = SYSTEM, plans: Iterable[ProjectSpec] = PLANS, **more: Any) -> Round:
    """A round in preparation, made at START."""
    with clock.at(START):
        party = municipality()
        values = {
            "pot": more.pop("pot", None) or pot(party=party),
            "title": "Geld voor de buurt 2026",
            "purpose": "Bewoners van de Molenwijk verdelen samen geld voor plannen in hun wijk.",
            "area": more.pop("area", None) or area(),
            "budget_cents": 6_000_00,
            "regulation": "Regeling wijkbudget 2026",
            "decides": "bewoners van de Molenwijk",
            "vote": (OPENS, CLOSES),
            "result_by": RESULT_BY,
        }
        round = services.create_round(actor, **(values | more))
        services.add_projects(actor, round, plans)
        return round


def opened(**more: Any) -> Round:
    round = prepared(**more)
    with clock.at(OPENS):
        return services.open_voting(SYSTEM, round)


def closed(ballots: Iterable[tuple[list[str], int]] = BALLOTS, **more: Any) -> Round:
    round = opened(**more)
    with clock.at(OPENS + timedelta(hours=1)):
        voice.add_ballots(
            SYSTEM,
            round.dossier.ballot_box,
            [keys for keys, times in ballots for _ in range(times)],
        )
    with clock.at(CLOSES):
        return services.close_voting(SYSTEM, round)


def counted(**more: Any) -> Round:
    round = closed(**more)
    with clock.at(CLOSES):
        services.count(SYSTEM, round)
    return round


def decided(**more: Any) -> Round:
    """A round in which residents decided."""
    round = counted(**more)
    with clock.at(CLOSES):
        services.conclude(SYSTEM, round)
    return Round.objects.select_related("dossier__process", "pot__municipality").get(pk=round.pk)
