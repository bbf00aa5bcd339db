"""What the rounds of the demo stand on: areas with their shape and figures, parties, people with roles."""

import csv
import json
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schakel.areas import queries as areas
from schakel.areas import services as add_areas
from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.people import queries as people
from schakel.people import services as add_people
from schakel.people.models import Party, Person, Role
from schakel.web.demo import town
from schakel.web.demo.content import (
    Municipality,
    PartyContent,
    first_names,
    municipalities,
    parties,
    stable_id,
)
from schakel.web.demo.examples import EXAMPLES

_SYSTEM = Actor.system()
_MAP = ("Kaart van het voorbeeld, verzonnen", "Schakel", "CC0")
_FIGURES = ("Cijfers van het voorbeeld, verzonnen", "Schakel", "CC0")


def places(first_day: date) -> dict[str, Area]:
    """Every area of the content, by code; adding them again changes nothing."""
    found: dict[str, Area] = {}

    def add(code: str, kind: str, name: str, parent: Area | None = None) -> Area:
        found[code] = areas.by_code(code) or add_areas.add(
            _SYSTEM, code=code, year=first_day.year, kind=kind, name=name, parent=parent
        )
        return found[code]

    for place in municipalities():
        top = add(place.code, "gemeente", place.name)
        for district in place.districts:
            middle = add(district.code, "wijk", district.name, top)
            for code, name, _like in district.neighbourhoods:
                add(code, "buurt", name, middle)
    return found


def begin(first_day: date) -> None:
    """The places, the two municipalities and the people whose eyes a visitor can look through."""
    since, found = _since(first_day), places(first_day)
    for place in municipalities():
        add_people.add_municipality(
            _SYSTEM,
            name=f"Gemeente {place.name}",
            area=found[place.code],
            starts=since,
            id=stable_id(f"party.{place.key}"),
        )
    known = {party.key: party for party in parties()}
    for example in EXAMPLES:
        person = add_people.add_person(
            _SYSTEM, email=example.email, name=example.name, id=stable_id(f"person.{example.key}")
        )
        for role, key, code in example.roles:
            party = _party(known[key], found) if key in known else _municipality(key)
            add_people.give_role(
                _SYSTEM,
                person=person,
                party=party,
                role=role,
                starts=since,
                area=found.get(code),
            )


def shape(first_day: date) -> None:
    """Where the areas lie, read in as anybody's map is."""
    places(first_day)  # a demo of before had fewer
    with tempfile.TemporaryDirectory(prefix="schakel-demo-") as folder:
        for offset, place in zip((0, 12), municipalities(), strict=True):
            names = {area.code: area.name for area in areas.current()}
            features = [
                {
                    "type": "Feature",
                    "properties": {"code": code, "name": names[code]},
                    "geometry": geometry,
                }
                for code, geometry in town.boundaries(place, offset).items()
            ]
            title, publisher, licence = _MAP
            path = Path(folder) / f"kaart-{place.key}.geojson"
            path.write_text(
                json.dumps(
                    {
                        "type": "FeatureCollection",
                        "bron": title,
                        "uitgever": publisher,
                        "licentie": licence,
                        "features": features,
                    }
                )
            )
            add_areas.import_files(_SYSTEM, [path], first_day.year)


def count(first_day: date) -> None:
    """Ten years of figures, read in as a municipality's own list is."""
    with tempfile.TemporaryDirectory(prefix="schakel-demo-") as folder:
        for place in municipalities():
            path = Path(folder) / f"cijfers-{place.key}.csv"
            _write(path, place, first_day.year - 1)
            add_areas.import_files(_SYSTEM, [path])


def _write(path: Path, place: Municipality, newest: int) -> None:
    title, publisher, licence = _FIGURES
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow("code jaar onderwerp waarde bron uitgever uitgave soort licentie".split())
        for code, year, key, value in town.figures(place, newest):
            out.writerow([code, year, key, value, title, publisher, newest, "cijfer", licence])


@dataclass(frozen=True)
class _Seat:
    party: Party
    role: str
    area: Area | None


def fill(first_day: date, number: int) -> None:
    """All parties of Lindendam, and so many people with a role at one of them."""
    found, since = places(first_day), _since(first_day)
    made = [_party(content, found) for content in parties()]
    names = first_names()
    seats = _seats(made, found)
    for place in range(number - len(EXAMPLES)):
        name = names[place % len(names)]
        person = add_people.add_person(
            _SYSTEM,
            email=f"inwoner{place + 1}@lindendam.example",
            name=name,
            id=stable_id(f"person.{place + 1}"),
        )
        seat = next(seats)
        add_people.give_role(
            _SYSTEM,
            person=person,
            party=seat.party,
            role=seat.role,
            area=seat.area,
            starts=since,
        )
    _money(made, since)


def _seats(made: list[Party], found: dict[str, Area]) -> Iterator[_Seat]:
    """Who sits where: first everything that must be held by somebody, then members without end."""
    lindendam = _municipality("lindendam")
    districts = [found[district.code] for district in municipalities()[0].districts]
    for party in made:
        if party.kind == Party.Kind.DEPARTMENT:
            yield from (_Seat(party, Role.OFFICIAL, None) for _ in range(3))
        else:
            yield from (_Seat(party, Role.BOARD, None) for _ in range(2))
    for district in districts:
        yield _Seat(lindendam, Role.AREA_MANAGER, district)
        yield _Seat(lindendam, Role.BROKER, district)
    yield from (_Seat(lindendam, Role.DESK, None) for _ in range(5))
    yield from (_Seat(lindendam, Role.COUNCIL, None) for _ in range(27))
    draw = random.Random("schakel.demo.seats")
    others = [party for party in made if party.kind != Party.Kind.DEPARTMENT]
    while True:
        party = draw.choice(others)
        resident = party.kind == Party.Kind.RESIDENTS
        yield _Seat(party, Role.RESIDENT if resident else Role.MEMBER, None)


def _money(made: list[Party], since: date) -> None:
    """Some groups without legal form have somebody who answers for the money, some a host, some nobody."""
    hosts = [
        party
        for party in made
        if party.kind == Party.Kind.FOUNDATION and party.corner == "community"
    ]
    groups = [party for party in made if party.kind == Party.Kind.RESIDENTS]
    for place, group in enumerate(groups):
        board = people.who_run(group).first()
        if board is None or place % 3 == 2:
            continue
        actor = people.actor_for(board)
        if place % 3 == 0:
            add_people.answer_for_money(actor, group)
            continue
        host = hosts[place % len(hosts)]
        add_people.ask_host(actor, group, host)
        says = people.who_run(host).first()
        if says is not None and place % 2:
            add_people.answer_as_host(people.actor_for(says), group, True)


def mandate(first_day: date) -> None:
    """What the college lets its officials decide, so that "wie beslist hier?" has an answer."""
    admin = people.actor_for(
        people.memberships_on(Person(id=stable_id("person.wout")), first_day).get()
    )
    for role, source in (
        (Role.OFFICIAL, "Mandaatbesluit Lindendam, artikel 4"),
        (Role.AREA_MANAGER, "Mandaatbesluit Lindendam, artikel 5"),
    ):
        add_people.give_mandate(
            admin,
            party=_municipality("lindendam"),
            role=role,
            subject="funding.round",
            giver="college van burgemeester en wethouders",
            source=source,
            starts=_since(first_day),
        )


def _party(content: PartyContent, found: dict[str, Area]) -> Party:
    return add_people.add_party(
        _SYSTEM,
        name=content.name,
        kind=content.kind,
        corner=content.corner,
        municipality=_municipality("lindendam"),
        area=found[content.area],
        description=content.about,
        id=stable_id(f"party.{content.key}"),
    )


def _municipality(key: str) -> Party:
    return Party.objects.get(id=stable_id(f"party.{key}"))


def _since(first_day: date) -> date:
    return date(first_day.year - 1, 1, 1)
