"""What the district house of the demo asked at doors, on cards and here, twice: and what people said."""

import random
from datetime import date, timedelta

from schakel.areas import queries as areas
from schakel.base.actor import Actor
from schakel.initiatives.models import Campaign
from schakel.initiatives.services import campaigns
from schakel.people.models import Party
from schakel.people.queries import actor_for, who_run
from schakel.web.demo.content import responses, stable_id
from schakel.web.demo.initiatives import at

_AREA = "WK999801"
_HOW = ("door", "door", "card", "meeting")
# So many of each hundred knew the house, in the first round and in the second.
_ROUNDS = ((380, 90, 41), (40, 160, 58))


def fill(first_day: date) -> None:
    board = _board()
    assert isinstance(board.party, Party)
    for number, (days, cards, knew) in enumerate(_ROUNDS):
        draw = random.Random(f"schakel.demo.campaign.{number}")
        begun = first_day - timedelta(days=days)
        area = areas.by_code(_AREA)
        assert area is not None
        asked = campaigns.Asked(
            title=f"Wat mist u in Noord? Ronde {number + 1}",
            purpose="Wij leggen de antwoorden naast elkaar op de wijkavond.",
            question="Wat mist u in uw buurt?",
            closes=begun + timedelta(days=60),
            known=board.party.name,
        )
        with at(begun, 10):
            made = campaigns.begin(board, area, asked, id=stable_id(f"campaign.{number}"))
        for way in range(4):
            day = begun + timedelta(days=5 + 5 * way)
            lines = [
                (draw.choice(responses()), draw.random() * 100 < knew) for _ in range(cards // 4)
            ]
            with at(day, 20):
                campaigns.enter(board, made, lines, how=_HOW[way], day=day)
                campaigns.order(board, made)
        _online(begun, made)


def _online(begun: date, made: Campaign) -> None:
    with at(begun + timedelta(days=12), 21):
        for text in responses()[:3]:
            campaigns.answer(Actor.visitor(), made, text, knows=True)


def _board() -> Actor:
    """The foundation that is at home in the north, with somebody who speaks for it."""
    found = Party.objects.filter(
        kind=Party.Kind.FOUNDATION, corner=Party.Corner.COMMUNITY, ended=None
    ).order_by("name")
    here = [party for party in found if party.area and party.area.code[2:8] == _AREA[2:]]
    seat = who_run((here or list(found))[0]).first()
    assert seat is not None
    return actor_for(seat)
