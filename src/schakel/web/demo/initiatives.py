"""What residents of the demo dream of and do: told, taken up, and brought as far as they came."""

import random
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor, Channel
from schakel.initiatives import services
from schakel.initiatives.models import Initiative
from schakel.people import queries as people
from schakel.people.models import Person, Role
from schakel.web.demo.content import Early, InitiativeContent, copies, initiatives, stable_id

# What a group says on the way to where it stands now.
WAYS = {
    "idea": (),
    "start": ("begin",),
    "growth": ("begin", "grow"),
    "steady": ("begin", "grow", "settle"),
    "rest": ("begin", "settle", "rest"),
    "ended": ("begin", "grow", "settle", "end"),
    # Handing over has its own steps, by those who take part in it.
    "handing": ("begin", "settle"),
    "anchored": ("begin", "grow", "settle"),
}
ENDS = "Wat wij wilden, is er. Dank aan iedereen die hielp."
_PAGE = ("type", "why", "gives", "costs", "conditions", "stays_small")


def fill(first_day: date, district: str) -> None:
    """The initiatives of one district."""
    people_there = residents()
    for content in initiatives():
        if content.area[2:8] == district[2:]:
            draw = random.Random(f"schakel.demo.initiative.{content.key}")
            begin(first_day, content, draw.choice(people_there), named=draw.random() < 0.5)


def take_over(first_day: date) -> None:
    """Ideas that another neighbourhood took over, with the credit of who had them."""
    people_there = residents()
    for content in copies():
        draw = random.Random(f"schakel.demo.initiative.{content.key}")
        told = first_day - timedelta(days=content.days)
        with at(told, 20):
            made = services.copy(
                as_resident(draw.choice(people_there)),
                Initiative.objects.get(pk=stable_id(f"initiative.{content.source}")),
                _area(content.area),
                title=content.title,
                because=content.because,
                group=content.group,
                id=stable_id(f"initiative.{content.key}"),
            )
        _go_on(made, content.state, told, first_day)


def begin(first_day: date, content: InitiativeContent, person: Person, *, named: bool) -> None:
    """Tell one dream, and bring it as far as it came."""
    met = first_day - timedelta(days=content.days)
    told = told_on(first_day, content.days)
    without_account = content.state == "told"
    teller = Actor.visitor() if without_account else as_resident(person)
    with at(told, 19):
        initiative = services.tell(
            teller,
            _area(content.area),
            _dream(first_day, content, met if met < told else None),
            email=f"verteller-{content.key}@lindendam.example" if without_account else "",
            named=named and not without_account,
            id=stable_id(f"initiative.{content.key}"),
        ).initiative
    if not content.group:
        return
    with at(told + timedelta(days=1), 20):
        initiative = services.adopt(teller, initiative, group=content.group)
        board = board_of(initiative)
        page = {name: value for name in _PAGE if (value := getattr(content, name))}
        services.change(board, initiative, domains=list(content.domains), **page)
    if content.early:
        _too_early(first_day, initiative, content.early)
    _go_on(initiative, content.state, told, first_day)


def told_on(first_day: date, days: int) -> date:
    """What is older than this site was told here in its first months."""
    met = first_day - timedelta(days=days)
    return max(met, date(first_day.year - 1, 1, 10) + timedelta(days=days % 50))


def _dream(first_day: date, content: InitiativeContent, met: date | None) -> services.Dream:
    end = first_day + timedelta(days=content.end_in) if content.end_in else None
    return services.Dream(
        title=content.title,
        want=content.want,
        can=content.can,
        need=content.need,
        told=content.told,
        met=met,
        end_state=content.end_state,
        end_day=end,
        milestones=services.steps_back(
            end, **dict(zip(("first", "halfway", "last"), content.steps, strict=False))
        )
        if end
        else (),
    )


def _too_early(first_day: date, initiative: Initiative, early: Early) -> None:
    official = people.memberships_on(Person(id=stable_id("person.joost")), first_day).first()
    assert official is not None
    with at(first_day - timedelta(days=10), 10):
        services.say_again(
            people.actor_for(official, Channel.SYSTEM),
            initiative,
            services.TooEarly(early.because, first_day + timedelta(days=early.days), early.helps),
        )


def _go_on(initiative: Initiative, state: str, told: date, first_day: date) -> None:
    """Say the steps of its way, spread over the time since it was told."""
    board, way = board_of(initiative), WAYS[state]
    pause = (first_day - told) / (len(way) + 1)
    for place, verb in enumerate(way, 1):
        with at(told + place * pause, 18):
            initiative = services.say(board, initiative, verb, reason=ENDS if verb == "end" else "")


def board_of(initiative: Initiative) -> Actor:
    seat = people.who_run(initiative.dossier.owner).first()
    assert seat is not None
    return people.actor_for(seat)


def residents() -> list[Person]:
    return list(Person.objects.filter(email__endswith="@lindendam.example").order_by("email"))


def as_resident(person: Person) -> Actor:
    return Actor(person, None, Role.RESIDENT.value, Role.RESIDENT.label)


def _area(code: str) -> Area:
    found = areas.by_code(code)
    assert found is not None
    return found


def at(day: date, hour: int) -> AbstractContextManager[None]:
    return clock.at(timezone.make_aware(datetime.combine(day, time(hour))))
