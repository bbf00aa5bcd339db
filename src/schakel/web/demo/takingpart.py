"""Who takes part in the initiatives of the demo: neighbours, ambassadors, friends, and two handovers."""

import random
from datetime import date, timedelta

from schakel.areas.queries import neighbourhoods
from schakel.dossiers.services.advice import advise
from schakel.initiatives.models import Initiative
from schakel.initiatives.services import circle, handover, neighbours, participants, vitality
from schakel.people import services as people
from schakel.people.models import Party, Role
from schakel.people.queries import actor_for, who_run
from schakel.web.demo.content import initiatives, stable_id
from schakel.web.demo.initiatives import as_resident, at, board_of, residents

_EACH = 3
_HELPS = (
    "Ik heb een bus en kan spullen halen.",
    "Ik ken mensen bij de woningcorporatie.",
    "Ik kan klussen en heb gereedschap.",
    "Bel mij voor de boekhouding.",
    "Ik spreek Turks en Arabisch.",
)
_WANTS = (
    ("Met kinderen buiten iets maken.", ("jeugd", "groen")),
    ("Samen eten, het liefst op vrijdag.", ("eten", "ontmoeten")),
    ("Iemand helpen met papieren en brieven.", ("leren", "werk")),
    ("Een leesclub beginnen.", ("cultuur", "ontmoeten")),
    ("De straat groener maken.", ("groen",)),
    ("Wandelen met wie niet graag alleen loopt.", ("sport", "zorg")),
    ("Een repaircafé opzetten.", ("groen", "leren")),
    ("Muziek maken in de wijk.", ("cultuur",)),
)
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
    _be_found(first_day)


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
        for other in others[: draw.randint(1, 4)]:
            circle.stand_in(as_resident(other), initiative, helps=draw.choice(_HELPS))
    with at(first_day - timedelta(days=6), 21):
        vitality.say(board_of(initiative), initiative, draw.choice(("full", "enough", "low")))


def _be_found(first_day: date) -> None:
    """Some three dozen neighbours want to do something, each in a neighbourhood of the town."""
    draw = random.Random("schakel.demo.neighbours")
    areas = [area for area in neighbourhoods() if area.code.startswith("BU9998")]
    for person in draw.sample(residents(), min(36, len(residents()))):
        wants, domains = draw.choice(_WANTS)
        kind = "professional" if draw.random() < 0.2 else "resident"
        known = neighbours.Known(person.name.split()[0], wants, kind, list(domains))
        with at(first_day - timedelta(days=draw.randint(1, 60)), 20):
            neighbours.be_found(as_resident(person), draw.choice(areas), known)


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
