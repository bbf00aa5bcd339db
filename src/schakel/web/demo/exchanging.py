"""What the people of the demo ask, offer and promise each other: 400 lines in every state."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.exchange import services
from schakel.exchange.models import Line
from schakel.people.models import Party, Person, Role
from schakel.people.queries import actor_for
from schakel.web.demo.content import LineContent, lines, stable_id

# So many of each hundred lines stop in this state.
_SHARES = (
    ("open", 55),
    ("waiting", 8),
    ("promised", 12),
    ("delivered", 5),
    ("confirmed", 14),
    ("withdrawn", 6),
)
_THANKS = (
    "Wat een fijne middag was dit.",
    "Heel hartelijk bedankt.",
    "Zonder u was het niet gelukt.",
    "",
)


@dataclass(frozen=True)
class _Somebody:
    """Who acts, and where they are at home."""

    actor: Actor
    area: Area


def fill(first_day: date, number: int) -> None:
    """The same lines in every demo; done again it changes nothing."""
    draw = random.Random("schakel.demo.exchange")
    everybody = _everybody()
    for place in range(number):
        content = lines()[place % len(lines())]
        asks = draw.random() < 0.45
        (end,) = draw.choices([name for name, _ in _SHARES], [share for _, share in _SHARES])
        one, other = draw.sample(everybody, 2)
        begun = first_day - timedelta(days=draw.randint(2, 240))
        named, thanks = draw.random() < 0.6, draw.choice(_THANKS)
        hour = draw.randint(9, 20)
        with clock.at(timezone.make_aware(datetime.combine(begun, time(hour)))):
            line = _begin(one, content, asks, named, place)
        if line.status in ("asked", "offered") and not line.answered_by.exists():
            _go_on(line, one.actor, other.actor, end, thanks)


def _begin(one: _Somebody, content: LineContent, asks: bool, named: bool, place: int) -> Line:
    terms = services.Terms(
        kind=content.kind,
        title=content.ask if asks else content.offer,
        text=content.text,
        quantity=content.much * 100 if content.kind == "money" else content.much or None,
        square_metres=content.square_metres or None,
    )
    begin = services.ask if asks else services.offer
    return begin(one.actor, one.area, terms, named=named, id=stable_id(f"line.{place}"))


def _go_on(line: Line, maker: Actor, other: Actor, end: str, thanks: str) -> None:
    if end == "open":
        return
    at = line.created
    if end == "withdrawn":
        with clock.at(at + timedelta(days=20)):
            services.withdraw(maker, line, reason="Het is niet meer nodig.")
        return
    with clock.at(at + timedelta(hours=20)):
        made = services.answer(
            other, line, text="Dat kan. Past zaterdag?", due=(at + timedelta(days=30)).date()
        )
    if end == "waiting":
        return
    with clock.at(at + timedelta(hours=30)):
        made = services.accept(maker, made)
    giver, receiver = (other, maker) if line.status == "asked" else (maker, other)
    if end in ("delivered", "confirmed"):
        with clock.at(at + timedelta(hours=40)):
            services.deliver(giver, made)
    if end == "confirmed":
        with clock.at(at + timedelta(hours=44)):
            services.confirm(receiver, made, thanks=thanks)


def _everybody() -> Sequence[_Somebody]:
    """Residents, each in a neighbourhood, and between them the boards of parties at their own home."""
    homes = [
        area for area in areas.neighbourhoods() if area.kind == Area.Kind.BUURT and _ours(area)
    ]
    people = Person.objects.filter(email__endswith="@lindendam.example").order_by("email")
    found = [
        _Somebody(
            Actor(person, None, Role.RESIDENT.value, Role.RESIDENT.label), homes[place % len(homes)]
        )
        for place, person in enumerate(people)
    ]
    boards = Party.objects.filter(
        memberships__role=Role.BOARD, memberships__stopped=None, ended=None, area__isnull=False
    ).order_by("name")
    for party in boards.select_related("area__parent__parent").distinct():
        seat = party.memberships.filter(role=Role.BOARD, stopped=None).order_by("id").first()
        if seat is not None and party.area is not None:
            found.append(_Somebody(actor_for(seat), party.area))
    return found


def _ours(area: Area) -> bool:
    return area.code.startswith("BU9998")
