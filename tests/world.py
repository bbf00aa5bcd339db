"""A small municipality with one of everything, built through the services: for crawls of all pages.

With `marked` every word that is data stands between ⟦ and ⟧, so that a crawl can tell data from
the words of the interface.
"""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from schakel.areas import services as areas
from schakel.areas.models import Area, Boundary, Figures, Source
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.models import Progress
from schakel.dossiers.models import Dossier, File, Remark
from schakel.dossiers.services import files, follows, remarks
from schakel.exchange import services as exchange
from schakel.exchange.models import Block, Line
from schakel.funding import services as funding
from schakel.funding.models import Round
from schakel.funding.services import ProjectSpec
from schakel.norms import services as norms
from schakel.norms.models import Deviation
from schakel.people import services as people
from schakel.people.models import Behalf, Mandate, Membership, Party, Person, Role
from schakel.people.queries import actor_for
from schakel.voice import services as voice
from schakel.web.accounts import services as accounts
from tests import worlds


@dataclass(frozen=True)
class World:
    municipality: Party
    area: Area
    elsewhere: Party
    persons: dict[str, Person]
    actors: dict[str, Actor]
    preparing: Round
    open: Round
    decided: Round
    advised: Round
    code: str
    progress: Progress
    file: File
    remark: Remark
    hidden: Remark
    appealed: Remark
    party: Party
    seat: Membership
    invitation: people.Issued
    mandate: Mandate
    behalf: Behalf
    join: str
    deviation: Deviation
    lines: dict[str, Line]
    block: Block
    # What the nouns of `tests/worlds/` made, under the name of their module.
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def initiatives(self) -> dict[str, Any]:
        made: dict[str, Any] = self.more["initiatives"]
        return made


def build(marked: bool = False) -> World:
    def word(text: str) -> str:
        return f"⟦{text}⟧" if marked else text

    system, start = Actor.system(), date(2026, 1, 1)
    town = areas.add(system, code="GM9990", year=2026, kind="gemeente", name=word("Proefdam"))
    district = areas.add(
        system, code="WK999001", year=2026, kind="wijk", name=word("Proefwijk"), parent=town
    )
    other_town = areas.add(
        system, code="GM9991", year=2026, kind="gemeente", name=word("Andersdam")
    )
    source = Source.objects.create(
        key="proef",
        year=2026,
        title=word("Cijfers en grenzen"),
        publisher=word("Bureau"),
        licence="CC0",
    )
    for place, side in ((town, 0.04), (district, 0.02)):
        ring = [
            [5.6, 52.3],
            [5.6 + side, 52.3],
            [5.6 + side, 52.3 + side],
            [5.6, 52.3],
        ]
        Boundary.objects.create(
            area=place,
            geometry={"type": "Polygon", "coordinates": [ring]},
            west=5.6,
            south=52.3,
            east=5.6 + side,
            north=52.3 + side,
            source=source,
        )
        for year in (2022, 2023, 2024, 2025):
            Figures.objects.create(
                area=place,
                source=source,
                year=year,
                values={
                    "population": "2400",
                    "share_0_14": "17",
                    "share_65_plus": str(year - 2000),
                },
            )
    municipality = people.add_municipality(
        system, name=word("Gemeente Proefdam"), area=town, starts=start
    )
    elsewhere = people.add_municipality(
        system, name=word("Gemeente Andersdam"), area=other_town, starts=start
    )
    persons, actors = {}, {"visitor": Actor.visitor()}
    for role, party, key in [
        (None, None, "resident"),
        (Role.OFFICIAL, municipality, "official"),
        (Role.OFFICIAL, elsewhere, "official_elsewhere"),
        (Role.COUNCIL, municipality, "council"),
        (Role.ADMIN, municipality, "admin"),
        (Role.DESK, municipality, "desk"),
        (None, None, "twice"),
    ]:
        person = people.add_person(system, email=f"{key}@voorbeeld.example", name=word(key))
        accounts.vouch(system, person)
        persons[key] = person
        if role:
            held = people.give_role(system, person=person, party=party, role=role, starts=start)
            actors[key] = actor_for(held)
    official = actors["official"]
    now = timezone.now()
    persons["board"] = people.add_person(
        system, email="board@voorbeeld.example", name=word("board")
    )
    party = people.add_party(
        system,
        name=word("Stichting Proefhuis"),
        kind=Party.Kind.FOUNDATION,
        corner=Party.Corner.COMMUNITY,
        municipality=municipality,
        area=district,
        description=word("Een huis voor de wijk."),
    )
    seat = people.give_role(
        system, person=persons["board"], party=party, role=Role.BOARD, starts=start
    )
    actors["board"] = actor_for(seat)
    invitation = people.invite(
        actors["board"], party=party, role=Role.MEMBER, email="nieuw@voorbeeld.example"
    )
    mandate = people.give_mandate(
        actors["admin"],
        party=municipality,
        role=Role.OFFICIAL,
        subject="funding.round",
        giver=word("college"),
        source=word("Mandaatbesluit 2026"),
        starts=start,
    )
    behalf = people.begin_behalf(actors["desk"], name=word("Iemand"), channel="desk", consent=True)
    joined = people.ask_person_merge(
        Actor(person=persons["resident"], party=None, role="resident"), persons["twice"].email
    )
    assert joined is not None
    pot = funding.create_pot(
        official,
        name=word("Buurtgeld"),
        municipality=municipality,
        year=2026,
        amount_cents=50_000_00,
        source=word("Besluit van de raad"),
    )

    def declare(title: str, opens: timedelta, closes: timedelta, standing: str = "right") -> Round:
        with clock.at(now + opens - timedelta(days=1)):
            made = funding.create_round(
                official,
                pot=pot,
                title=word(title),
                purpose=word("Bewoners verdelen geld."),
                area=district,
                budget_cents=1_000_00,
                regulation=word("Regeling buurtgeld"),
                decides=word("bewoners van de wijk"),
                standing=standing,
                vote=(now + opens, now + closes),
                result_by=now + closes + timedelta(days=7),
            )
            funding.add_projects(
                official,
                made,
                [
                    ProjectSpec(
                        title=word(f"Plan {n}"), cost_cents=n * 150_00, description=word("Zo.")
                    )
                    for n in (1, 2, 3, 4)
                ],
            )
        return made

    preparing = declare("Straks stemmen", timedelta(days=3), timedelta(days=10))
    running = declare("Nu stemmen", timedelta(days=-1), timedelta(days=5))
    with clock.at(now):
        running = funding.open_voting(official, running)
        issued = voice.issue_codes(official, running.dossier.ballot_box, 3)
    finished = []
    for title, standing in (("Besloten", "right"), ("Geadviseerd", "advice")):
        round = declare(title, timedelta(days=-20), timedelta(days=-10), standing)
        with clock.at(now - timedelta(days=19)):
            round = funding.open_voting(official, round)
            voice.add_ballots(
                official,
                round.dossier.ballot_box,
                [["1", "2"]] * 4 + [["3"]] * 3 + [["2", "4"]] * 2 + [[]],
            )
        with clock.at(now - timedelta(days=9)):
            round = funding.close_voting(system, round)
            funding.count(system, round)
            funding.conclude(system, round)
        finished.append(Round.objects.get(pk=round.pk))
    written, file = _shared(finished[0].dossier, persons, actors, word)
    world = World(
        municipality=municipality,
        area=district,
        elsewhere=elsewhere,
        persons=persons,
        actors=actors,
        preparing=preparing,
        open=running,
        decided=finished[0],
        advised=finished[1],
        code=issued[0].code,
        party=party,
        seat=seat,
        invitation=invitation,
        mandate=mandate,
        behalf=behalf,
        join=joined.token,
        deviation=norms.deviate(
            official,
            "privacy.minimum_count",
            value=Decimal(20),
            area=district.code,
            starts=clock.today(),
            ends=clock.today() + timedelta(days=365),
            reason=word("Hier wonen weinig mensen."),
            approver=word("College van Proefdam"),
        ),
        progress=Progress.objects.create(title=word("bestand.pb"), party=municipality.id, total=10),
        file=file,
        lines=_lines(district, persons, actors, word),
        block=Block.objects.create(
            by=persons["resident"],
            blocked=Person.objects.create(email="lastig@voorbeeld.example", name=word("Lastig")),
            at=clock.now(),
        ),
        remark=written[0],
        hidden=written[1],
        appealed=written[2],
    )
    for noun in worlds.NOUNS:
        world.more[noun.__name__.rpartition(".")[2]] = noun.build(world, word)
    return world


def _lines(
    area: Area, persons: dict[str, Person], actors: dict[str, Actor], word: Any
) -> dict[str, Line]:
    """Asks, offers and promises of the resident, in every state."""
    resident, neighbour = (
        Actor(persons[key], None, "resident", "Bewoner") for key in ("resident", "twice")
    )

    def terms(title: str, kind: str = "time", **more: Any) -> exchange.Terms:
        return exchange.Terms(kind, word(title), word("Voor de hele straat."), **more)

    asked = exchange.ask(resident, area, terms("Helpen met verven", quantity=180))
    offered = exchange.offer(
        actors["board"], area, terms("Helpen met verven", quantity=240), named=True
    )
    answer = exchange.answer(neighbour, asked, text=word("Ik kan zaterdag."))
    request = exchange.ask(neighbour, area, terms("Stoelen lenen", "goods", quantity=12))
    promised = exchange.accept(neighbour, exchange.answer(resident, request, text=word("Ja.")))
    space = exchange.offer(
        neighbour, area, terms("Tuin op zondag", "space", quantity=120, square_metres=40)
    )
    delivered = exchange.deliver(
        neighbour,
        exchange.accept(neighbour, exchange.answer(resident, space, text=word("Graag."))),
    )
    outright = exchange.promise(
        actors["official"],
        actors["board"].party,
        area,
        terms("Geld voor verf", "money", quantity=250_00),
    )
    return {
        "asked": asked,
        "offered": offered,
        "answer": answer,
        "promised": promised,
        "delivered": delivered,
        "outright": outright,
    }


def _shared(
    dossier: Dossier, persons: dict[str, Person], actors: dict[str, Actor], word: Any
) -> tuple[list[Remark], File]:
    """What people put beside a decided round: remarks, a report, an appeal, followers, a picture."""
    resident = Actor(persons["resident"], None, "resident", "Bewoner")
    written = [
        remarks.write(resident, dossier, text=word(text))
        for text in ("Wanneer begint het?", "Dit is niet in orde.", "Dit ook niet.")
    ]
    remarks.write(actors["official"], dossier, text=word("In mei."), answer_to=written[0])
    remarks.report(Actor.visitor(), written[0], reason=word("Dit klopt niet."))
    manager = people.give_role(
        Actor.system(),
        person=people.add_person(
            Actor.system(), email="manager@voorbeeld.example", name=word("manager")
        ),
        party=dossier.municipality,
        role=Role.AREA_MANAGER,
        starts=date(2026, 1, 1),
    )
    for remark in written[1:]:
        remarks.hide(actor_for(manager), remark, reason=word("Dit scheldt iemand uit."))
    remarks.appeal(resident, written[2], why=word("Dat is niet zo."))
    follows.follow(resident, dossier)
    follows.follow(resident, dossier.area)
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(drawn, "PNG")
    file = files.add(
        actors["official"],
        dossier,
        upload=SimpleUploadedFile("tuin.png", drawn.getvalue()),
        alternative=word("Een tuin"),
    )
    for remark in written:
        remark.refresh_from_db()
    return written, file
