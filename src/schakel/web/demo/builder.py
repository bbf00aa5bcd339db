"""Fills the demo through the services of the rooms, in steps that are counted with what they did.

An interrupted build goes on where it stopped and a finished one changes nothing. Steps are only ever
added at the end: a demo of an older version then grows by what is new. All days hang on the day of
the first build, and all chance on fixed seeds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django.db import connection
from django.utils import timezone

from schakel.areas import queries as areas
from schakel.base import clock, progress
from schakel.base.actor import Actor, Channel
from schakel.base.exceptions import InputRefused, SchakelError
from schakel.base.models import Progress
from schakel.funding import services as funding
from schakel.funding.models import Round
from schakel.journal import services as journal
from schakel.people import queries as people
from schakel.people.models import Party, Person
from schakel.voice import codes, randomness
from schakel.voice import queries as ballot_boxes
from schakel.voice import services as voice
from schakel.web.demo import (
    agenda,
    campaigns,
    exchanging,
    ground,
    initiatives,
    places,
    scans,
    starting,
    takingpart,
)
from schakel.web.demo.content import RoundContent, municipalities, round_content, stable_id
from schakel.web.demo.notice import PROGRESS

OPEN_ROUND = "spelen"
# So many steps make the pages that a visitor meets first: a result, and a vote that is open.
FIRST = 3
_VOTE_STEPS = 10


@dataclass(frozen=True)
class Scale:
    """How many people the demo has. Tests build a small one."""

    decided: int = 2960
    advised: int = 1140
    electorate: int = 400
    votes: int = 120
    by_code: int = 4
    people: int = 300
    lines: int = 400


@dataclass(frozen=True)
class Step:
    """What to do. `whole`: in one transaction with its counting; otherwise doing it again is harmless."""

    do: Callable[["Demo"], None]
    whole: bool = True


def refuse_other_data() -> None:
    """Keep the demo out of the database of a real site. Raises InputRefused."""
    tables = connection.introspection.table_names()
    if "people_party" not in tables or not Party.objects.exists():
        return
    if not Progress.objects.filter(pk=PROGRESS).exists():
        raise InputRefused(
            f"the database {connection.settings_dict['NAME']} holds data that is not the demo's. "
            "Name an empty folder with --data, or an empty database in DATABASE_URL."
        )


def build(scale: Scale | None = None, *, until: int | None = None) -> Progress:
    """Do the steps that are still to be done, at most until one; returns how far the demo is."""
    todo = _steps()
    row = progress.begin(PROGRESS, title="Demo", total=len(todo))
    demo = Demo(scale or Scale(), timezone.localdate(row.started))
    try:
        for number in range(row.done, len(todo) if until is None else min(until, len(todo))):
            if not todo[number].whole:
                todo[number].do(demo)
            with progress.step(PROGRESS, number) as due:
                if due and todo[number].whole:
                    todo[number].do(demo)
    except SchakelError as error:
        progress.fail(PROGRESS, str(error))
        raise
    except Exception as error:
        progress.fail(PROGRESS, type(error).__name__)
        raise
    found = progress.of(PROGRESS)
    assert found is not None
    return found


def done() -> int:
    row = progress.of(PROGRESS)
    return row.done if row else 0


def vote_is_over(row: Progress) -> bool:
    """Whether the demo is so old that its open vote has ended."""
    demo = Demo(Scale(), timezone.localdate(row.started))
    return clock.now() >= demo.moment(round_content(OPEN_ROUND).days["closed"], 20)


@dataclass(frozen=True)
class Demo:
    scale: Scale
    first_day: date

    def moment(self, days: int, hour: int, minute: int = 0) -> datetime:
        """That many days after the first day, on the clock of the town."""
        return _at(self.first_day + timedelta(days=days), hour, minute)

    def office(self, days: int, hour: int) -> datetime:
        """The same, or the Monday after when that is in a weekend."""
        day = self.first_day + timedelta(days=days)
        return _at(day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0), hour)

    @property
    def official(self) -> Actor:
        joost = Person(id=stable_id("person.joost"))
        membership = people.memberships_on(joost, self.first_day).first()
        assert membership is not None
        return people.actor_for(membership, Channel.SYSTEM)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _steps() -> list[Step]:
    return [
        Step(lambda demo: ground.begin(demo.first_day)),
        Step(lambda demo: _decided(demo, round_content("molenkwartier"), demo.scale.decided)),
        Step(_open),
        Step(lambda demo: _decided(demo, round_content("oosterveld"), demo.scale.advised)),
        Step(_prepared),
        # A vote that is cast again takes the place of itself.
        *(Step(partial(_votes, part=part), whole=False) for part in range(_VOTE_STEPS)),
        Step(lambda demo: _finish()),
        # Reading the same file in again changes nothing.
        Step(lambda demo: ground.shape(demo.first_day)),
        Step(lambda demo: ground.count(demo.first_day)),
        Step(lambda demo: ground.fill(demo.first_day, demo.scale.people)),
        Step(lambda demo: ground.mandate(demo.first_day)),
        Step(lambda demo: _finish()),
        Step(lambda demo: exchanging.fill(demo.first_day, demo.scale.lines), whole=False),
        Step(lambda demo: _finish()),
        *(
            Step(partial(_initiatives, district=district.code))
            for district in municipalities()[0].districts
        ),
        Step(lambda demo: initiatives.take_over(demo.first_day)),
        Step(lambda demo: scans.fill(demo.first_day)),
        Step(lambda demo: takingpart.fill(demo.first_day)),
        Step(lambda demo: places.fill(demo.first_day)),
        Step(lambda demo: starting.fill(demo.official, demo.first_day)),
        Step(lambda demo: campaigns.fill(demo.first_day)),
        Step(lambda demo: _finish()),
        Step(lambda demo: agenda.fill(demo.first_day)),
        Step(lambda demo: _finish()),
    ]


def _initiatives(demo: Demo, district: str) -> None:
    initiatives.fill(demo.first_day, district)


def _declare(demo: Demo, content: RoundContent) -> Round:
    """A round with its pot and plans, on the day on which it was declared."""
    days, actor = content.days, demo.official
    assert actor.party is not None
    opens = demo.moment(days["opened"], 9)
    area = areas.by_code(content.area)
    assert area is not None
    with clock.at(demo.office(days["declared"], 10)):
        pot = funding.create_pot(
            actor,
            name=content.pot,
            municipality=actor.party,
            year=opens.year,
            amount_cents=content.budget * 100,
            source=content.pot_source.format(year=opens.year),
            id=stable_id(f"pot.{content.key}"),
        )
        round = funding.create_round(
            actor,
            pot=pot,
            title=content.title.format(year=opens.year),
            purpose=content.purpose,
            area=area,
            budget_cents=content.budget * 100,
            regulation=content.regulation,
            decides=content.decides,
            vote=(opens, demo.moment(days["closed"], 20)),
            result_by=demo.office(days["decided"] + 7, 17),
            standing=content.standing,
            rule=content.rule,
            # Also the file that leaves the site says what it is.
            file_meta={"comment": f"#1: Synthetic. {municipalities()[0].name} does not exist."},
            id=content.id,
        )
    with clock.at(demo.office((days["declared"] + min(days["opened"], 0)) // 2, 14)):
        funding.add_projects(
            actor,
            round,
            [
                funding.ProjectSpec(
                    key=plan.number,
                    title=plan.title,
                    cost_cents=plan.cost * 100,
                    description=plan.text,
                    proposer=plan.proposer,
                )
                for plan in content.plans
            ],
        )
    return round


def _open_voting(demo: Demo, content: RoundContent, codes: int) -> tuple[Round, list[str]]:
    with clock.at(demo.moment(content.days["opened"], 9)):
        round = funding.open_voting(demo.official, _declare(demo, content))
        return round, _issue(demo, content, round, codes)


def _issue(demo: Demo, content: RoundContent, round: Round, count: int) -> list[str]:
    with randomness.seeded(_seed(content)):
        issued = voice.issue_codes(demo.official, round.dossier.ballot_box, count)
    return [one.code for one in issued]


def _seed(content: RoundContent) -> int:
    return content.id.int


def _decided(demo: Demo, content: RoundContent, count: int) -> None:
    """A round from declaration to decision, in one step: no worker finds it half done."""
    ballots = content.ballots(count)
    by_code = ballots[: demo.scale.by_code]
    round, issued = _open_voting(demo, content, len(by_code))
    box, actor = round.dossier.ballot_box, demo.official
    with clock.at(demo.moment(content.days["opened"], 12)):
        for code, choices in zip(issued, by_code, strict=True):
            voice.cast(Actor.visitor(), box, code, choices)
    paper = actor.via(Channel.PAPER)
    with clock.at(demo.moment(content.days["closed"], 19)):
        voice.add_ballots(paper, box, ballots[len(by_code) :])
    with clock.at(demo.moment(content.days["closed"], 20, 1)):
        round = funding.close_voting(actor, round)
    with clock.at(demo.moment(content.days["closed"], 20, 5)):
        funding.count(actor, round)
    if content.decision is None:
        with clock.at(demo.office(content.days["decided"], 10)):
            funding.decide(actor, round)
        return
    with clock.at(demo.office(content.days["closed"] + 1, 10)):
        funding.advise(actor, round)
    with clock.at(demo.office(content.days["decided"], 15)):
        texts = {name: " ".join(text.split()) for name, text in content.decision.items()}
        funding.decide(
            actor,
            round,
            outcome=texts["outcome"],
            plain_text=texts["plain"],
            legal_text=texts["legal"],
            legal_ground=texts["ground"],
            english_summary=texts["english"],
        )


def _open(demo: Demo) -> None:
    """The round in which a visitor votes at once."""
    _open_voting(demo, round_content(OPEN_ROUND), demo.scale.electorate)


def _prepared(demo: Demo) -> None:
    _declare(demo, round_content("havenkwartier"))


def _votes(demo: Demo, part: int) -> None:
    """A share of the votes in the open round, each cast with its own code."""
    content = round_content(OPEN_ROUND)
    with clock.at(demo.moment(0, 12)):
        box = ballot_boxes.boxes(demo.official).get(dossier=content.id)
        if not ballot_boxes.accepts_votes(box):
            return  # taken up again after the last day of voting: those who had not voted did not
        # The codes that were issued are drawn anew from their seed: nowhere are they written down.
        with randomness.seeded(_seed(content)):
            issued = [codes.draw() for _ in range(demo.scale.electorate)]
        votes = list(zip(issued, content.ballots(demo.scale.votes), strict=False))
        for code, choices in votes[part::_VOTE_STEPS]:
            voice.cast(Actor.visitor(), box, code, choices)


def _finish() -> None:
    """What the workers would do in their next second."""
    voice.mix_open_boxes()
    journal.seal()
