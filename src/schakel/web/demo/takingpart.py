"""Who takes part in the initiatives of the demo: neighbours, ambassadors, friends, and two handovers."""

import random
from datetime import date, timedelta

from schakel.dossiers.services.advice import advise
from schakel.initiatives.models import Initiative
from schakel.initiatives.services import handover, participants
from schakel.people import services as people
from schakel.people.models import Party, Role
from schakel.people.queries import actor_for, who_run
from schakel.web.demo.content import initiatives, stable_id
from schakel.web.demo.initiatives import as_resident, at, board_of, residents

_EACH = 3
_ADVICE = (
    "Vraag ook de jongeren. Zij komen nu niet, en zij willen wel.",
    "U doet veel zelf. Wie neemt het over als u ziek bent?",
    "Mooi hoe u iedereen groet. Zet dat op uw pagina.",
)


def fill(first_day: date) -> None:
    """Every third group has neighbours who take part; some of them tell others."""
    owned = [content for content in initiatives() if content.group and content.state != "ended"]
    for number, content in enumerate(owned):
        initiative = _initiative(content.key)
        if number % _EACH == 0:
            _take_part(first_day, content.key, initiative)
        if number % (2 * _EACH) == 0:
            _befriend(first_day, content.key, initiative)
    _hand_over(first_day)


def _initiative(key: str) -> Initiative:
    return Initiative.objects.select_related("dossier__owner", "dossier__process").get(
        pk=stable_id(f"initiative.{key}")
    )


def _take_part(first_day: date, key: str, initiative: Initiative) -> None:
    draw = random.Random(f"schakel.demo.people.{key}")
    first, *others = draw.sample(residents(), draw.randint(3, 12))
    with at(first_day - timedelta(days=25), 19):
        participants.join(as_resident(first), initiative)
        mine = participants.become_ambassador(as_resident(first), initiative)
    with at(first_day - timedelta(days=8), 19):
        for other in others:
            brought = draw.random() < 0.5
            participants.join(
                as_resident(other),
                initiative,
                by=mine if brought else None,
                counted=brought and draw.random() < 0.8,
            )


def _befriend(first_day: date, key: str, initiative: Initiative) -> None:
    draw = random.Random(f"schakel.demo.friend.{key}")
    board = board_of(initiative)
    assert board.person is not None
    others = [each for each in residents() if each.pk != board.person.pk]
    with at(first_day - timedelta(days=14), 20):
        held = people.give_role(
            board,
            person=draw.choice(others),
            party=initiative.dossier.owner,
            role=Role.FRIEND,
            starts=first_day - timedelta(days=14),
        )
        advise(actor_for(held), initiative.dossier, text=draw.choice(_ADVICE))


def _hand_over(first_day: date) -> None:
    """The kitchen on the peat quay came where it is last year; the village house is on its way."""
    cooperative = Party.objects.filter(
        kind=Party.Kind.FOUNDATION, corner=Party.Corner.COMMUNITY, ended=None, area__isnull=False
    ).order_by("name")
    to = cooperative.first()
    assert to is not None
    seat = who_run(to).first()
    assert seat is not None
    kitchen = _initiative("turf")
    with at(first_day - timedelta(days=90), 20):
        going = handover.propose(
            board_of(kitchen),
            kitchen,
            to,
            along="De pannen, de tafels en de afspraak met de loods.",
            keeps="De groep kiest zelf wat er op tafel komt.",
        )
        handover.accept(actor_for(seat), going)
    with at(first_day - timedelta(days=70), 20):
        handover.complete(board_of(kitchen), going)
    house = _initiative("dorpshuis")
    with at(first_day - timedelta(days=5), 20):
        handover.propose(
            board_of(house),
            house,
            to,
            along="De sleutels, de kas en de lijst van clubs.",
            keeps="Wie wanneer de zaal gebruikt.",
        )
