"""A year of agenda in the demo: what groups and organisations of ten districts do, week by week."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import islice

from schakel.agenda import services
from schakel.agenda.models import Activity
from schakel.agenda.series import Plan
from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.initiatives.models import Initiative
from schakel.people.models import Party, Person, Role
from schakel.people.queries import actor_for
from schakel.web.demo.content import initiatives, stable_id
from schakel.web.demo.initiatives import at, board_of

_YEAR = 330


@dataclass(frozen=True)
class _Kind:
    title: str
    text: str
    rule: str
    at: time | None
    minutes: int
    place: str
    price: int | None = 0
    capacity: int = 0


_KINDS = (
    _Kind("Koffie voor iedereen", "Loop binnen. De koffie staat klaar.", "FREQ=WEEKLY", time(10), 120,
          "De huiskamer"),
    _Kind("Samen eten", "Wij koken met groente uit de buurt. Zeg het als u iets niet eet.",
          "FREQ=WEEKLY", time(17, 30), 120, "De grote zaal", 350, 10),
    _Kind("Spreekuur: hulp met papieren", "Neem uw brieven mee. Wij lezen ze samen.",
          "FREQ=WEEKLY", time(13), 120, "Kamer 2"),
    _Kind("Repair café", "Neem mee wat stuk is. Wij maken het samen.", "FREQ=MONTHLY;BYDAY=1SA",
          time(13), 180, "De werkplaats"),
    _Kind("Werkochtend in de tuin", "Handschoenen en laarzen zijn er. Daarna is er soep.",
          "FREQ=WEEKLY;INTERVAL=2", time(9, 30), 150, "Achter de school"),
    _Kind("Nederlands oefenen", "Praten over gewone dingen. U hoeft niets te kunnen.",
          "FREQ=WEEKLY", time(19), 90, "Het leslokaal", 0, 8),
    _Kind("Wandelen met de buurt", "Een uur, in rustig tempo.", "FREQ=WEEKLY", time(14), 60,
          "Bij de ingang"),
    _Kind("Bewonersavond", "Wat speelt er, en wie doet wat?", "FREQ=MONTHLY;BYDAY=2TU", time(20), 120,
          "De grote zaal"),
    _Kind("Naaicafé", "Leer een zoom maken, of help een ander.", "FREQ=WEEKLY;INTERVAL=2",
          time(19, 30), 120, "Het atelier", 200, 6),
    _Kind("Spelletjesmiddag", "Voor jong en oud. Taart is er ook.", "FREQ=MONTHLY;BYDAY=-1SU",
          time(14), 150, "De huiskamer", 100),
    _Kind("Muziek op het plein", "Neem een stoel mee.", "FREQ=YEARLY", time(15), 240, "Het plein"),
    _Kind("Open dag", "Kom kijken wat wij doen.", "", None, 1440, "Bij ons", 0),
)  # fmt: skip
_REASONS = ("De kok is ziek.", "De zaal is die dag dicht.", "Het is dan feest in de buurt.")


@dataclass(frozen=True)
class _Organiser:
    actor: Actor
    area: Area
    about: Dossier | None = None


def fill(first_day: date) -> None:
    """The same agenda in every demo; done again it changes nothing."""
    draw = random.Random("schakel.demo.agenda")
    people = list(
        Person.objects.filter(email__endswith="@lindendam.example").order_by("email")[:60]
    )
    for number, organiser in enumerate(islice(_organisers(), 0, None, 2)):
        # No two neighbours do the same in the same week.
        kind = _KINDS[(number * 5) % len(_KINDS)]
        begun = first_day - timedelta(days=_YEAR - draw.randint(0, 60))
        with at(begun, 11):
            made = services.add(
                organiser.actor,
                organiser.area,
                _plan(draw, kind, first_day, begun),
                about=organiser.about,
                id=stable_id(f"activity.{number}"),
            )
    with at(first_day, 7):
        services.draw_on()
    for number, made in enumerate(_ours()):
        with at(first_day, 8):
            _live(draw, made, number, people)


def _plan(draw: random.Random, kind: _Kind, first_day: date, begun: date) -> Plan:
    first = begun + timedelta(days=draw.randint(3, 9))
    if kind.rule in ("", "FREQ=YEARLY"):
        first = first_day + timedelta(days=draw.randint(2, 60))
    return Plan(
        title=kind.title,
        text=kind.text,
        first_day=first,
        at=kind.at,
        minutes=kind.minutes,
        rule=kind.rule,
        place=kind.place,
        step_free=draw.choice(("yes", "yes", "no", "")),
        toilet=draw.choice(("yes", "no", "")),
        hearing_loop=draw.choice(("", "", "yes")),
        price=kind.price,
        price_note="Met een stadspas de helft." if kind.price and draw.random() < 0.5 else "",
        sign_up=bool(kind.capacity),
        capacity=kind.capacity or None,
    )


def _live(draw: random.Random, made: Activity, number: int, people: list[Person]) -> None:
    """Some days differ, some do not go on, one is over for good, and people sign up."""
    coming = list(made.occurrences.filter(reason="").order_by("starts"))
    coming = [one for one in coming if one.starts.date() > made.drawn_until - timedelta(days=399)]
    if made.called_off or made.differences.exists() or len(coming) < 4:
        return
    if number % 4 == 1:
        services.call_off_day(Actor.system(), coming[1], reason=draw.choice(_REASONS))
    if number % 4 == 2:
        services.move_day(Actor.system(), coming[2], day=coming[2].day + timedelta(days=1),
                          at=made.at)  # fmt: skip
    if made.capacity:
        many = min(len(people), made.capacity + draw.choice((-4, 2)))
        for person in draw.sample(people, many):
            if not coming[0].registrations.filter(person=person).exists():
                services.register(
                    Actor(person, None, Role.RESIDENT.value, Role.RESIDENT.label), coming[0]
                )
    if number == 16:
        services.call_off(Actor.system(), made, reason="Wij stoppen. Dank aan wie er was.")


def _ours() -> list[Activity]:
    number, found = 0, []
    while made := (
        Activity.objects.filter(pk=stable_id(f"activity.{number}"))
        .select_related("dossier__area")
        .first()
    ):
        found.append(made)
        number += 1
    return found


def _organisers() -> Iterator[_Organiser]:
    """Parties with a board at their own home, and groups whose initiative is going."""
    boards = Party.objects.filter(
        corner=Party.Corner.COMMUNITY,
        memberships__role=Role.BOARD,
        memberships__stopped=None,
        ended=None,
        area__isnull=False,
    ).order_by("name")
    going = [one for one in initiatives() if one.group and one.state in ("growth", "steady")]
    groups = set()
    for content in going:
        initiative = Initiative.objects.select_related("dossier__owner", "dossier__area").get(
            pk=stable_id(f"initiative.{content.key}")
        )
        dossier = initiative.dossier
        groups.add(dossier.owner_id)
        yield _Organiser(board_of(initiative), dossier.area, dossier)
    for party in boards.select_related("area__parent__parent").distinct():
        if party.pk in groups or party.area is None or not party.area.code.startswith(_WITHIN):
            continue
        seat = party.memberships.filter(role=Role.BOARD, stopped=None).order_by("id").first()
        if seat is not None:
            yield _Organiser(actor_for(seat), party.area)


_WITHIN = ("BU9998", "WK9998", "GM9998")
