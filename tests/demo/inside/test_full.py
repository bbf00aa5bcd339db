from datetime import datetime, timedelta

import time_machine
from django.utils import timezone

from schakel.base import clock, progress
from schakel.base.actor import Actor
from schakel.funding import queries as funding
from schakel.funding.models import Round
from schakel.journal.models import Entry, Leaf
from schakel.voice import queries as ballot_boxes
from schakel.voice.models import Ballot, Voter
from schakel.web.demo import builder
from schakel.web.demo.content import round_content
from schakel.web.demo.notice import PROGRESS
from tests.demo.facts import every_row
from tests.demo.inside.conftest import SMALL


def test_a_second_build_changes_no_row(built: None) -> None:
    before = every_row()
    assert sum(map(len, before.values())) > 200
    builder.build(SMALL)
    assert every_row() == before


def test_a_second_build_weeks_later_changes_no_row(built: None) -> None:
    before = every_row()
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        builder.build(SMALL)
    assert every_row() == before


def test_it_has_a_decision_an_advice_an_open_vote_and_a_round_in_preparation(built: None) -> None:
    states = {
        round.dossier_id: (round.standing, round.dossier.process.state)
        for round in Round.objects.all()
    }
    assert states == {
        round_content("molenkwartier").id: ("right", "decided"),
        round_content("oosterveld").id: ("advice", "decided"),
        round_content("spelen").id: ("right", "voting"),
        round_content("havenkwartier").id: ("right", "prepare"),
    }
    assert [str(round) for round in funding.open_rounds(Actor.visitor())] == [
        round_content("spelen").title
    ]


def test_the_open_vote_closes_eight_days_after_the_first_day(built: None) -> None:
    box = ballot_boxes.open_boxes().get()
    row = progress.of(PROGRESS)
    assert row is not None
    assert (timezone.localdate(box.closes) - timezone.localdate(row.started)).days == 8


def test_votes_lie_in_the_open_box_each_with_its_own_code(built: None) -> None:
    box = ballot_boxes.open_boxes().get()
    assert Voter.objects.filter(box=box).count() == SMALL.electorate
    assert Voter.objects.filter(box=box, used=True).count() == SMALL.votes
    assert Ballot.objects.filter(box=box).count() == SMALL.votes


def test_acts_stand_in_the_journal_at_their_own_time_and_are_sealed(built: None) -> None:
    first = Entry.objects.order_by("at").first()
    assert first is not None
    assert first.at < timezone.now() - timedelta(days=100)
    assert not Entry.objects.filter(at__gt=timezone.now()).exists()
    assert Leaf.objects.count() == Entry.objects.count()


def test_the_clock_is_free_after_building(built: None) -> None:
    assert abs(clock.now() - datetime.now(tz=clock.now().tzinfo)) < timedelta(seconds=5)


def test_it_knows_when_its_open_vote_is_over(built: None) -> None:
    row = progress.of(PROGRESS)
    assert row is not None
    assert not builder.vote_is_over(row)
    with clock.at(timezone.now() + timedelta(days=9)):
        assert builder.vote_is_over(row)
