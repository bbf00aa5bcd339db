from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from schakel.base import clock, progress
from schakel.base.actor import Actor
from schakel.funding import queries as funding
from schakel.funding.models import Outcome, Round
from schakel.journal.models import Entry, Leaf
from schakel.voice import queries as ballot_boxes
from schakel.voice import services as voice
from schakel.voice.models import Ballot, Voter
from schakel.web.demo import builder
from schakel.web.demo.content import municipalities, round_content
from schakel.web.demo.notice import PROGRESS
from tests.demo.facts import every_row, public_facts
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


@pytest.mark.django_db
def test_two_builds_tell_the_same() -> None:
    told = []
    for _ in range(2):
        with transaction.atomic():
            builder.build(SMALL)
            told.append(public_facts())
            transaction.set_rollback(True)
        assert not Round.objects.exists()
    assert told[0] == told[1]


@pytest.mark.django_db
def test_an_interrupted_build_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        builder.build(SMALL)
        uninterrupted = public_facts()
        transaction.set_rollback(True)

    def torn(*arguments: object) -> int:
        raise RuntimeError("the power went out")

    with monkeypatch.context() as patch:
        patch.setattr(voice, "add_ballots", torn)
        with pytest.raises(RuntimeError):
            builder.build(SMALL)
    row = progress.of(PROGRESS)
    assert row is not None
    assert (row.done, row.finished, row.failure) == (1, False, "RuntimeError")
    assert not Round.objects.exists()
    assert not Ballot.objects.exists()

    builder.build(SMALL, until=builder.FIRST + 4)
    assert builder.build(SMALL).finished
    assert public_facts() == uninterrupted


def test_taken_up_again_after_the_last_day_of_voting_it_still_finishes(db: None) -> None:
    builder.build(SMALL, until=builder.FIRST + 3)
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        box = ballot_boxes.boxes(Actor.visitor()).get(dossier=round_content("spelen").id)
        from schakel.funding import services

        services.close_voting(Actor.system(), box.dossier.round)
        assert builder.build(SMALL).finished


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


def test_at_full_size_the_residents_choose_five_of_fourteen_plans(db: None) -> None:
    builder.build(until=2)
    outcome = Outcome.objects.get()
    assert outcome.voters == builder.Scale().decided
    assert outcome.spent_cents == 59_900_00
    assert len(outcome.data["winners"]) == 5
    assert outcome.round.projects.count() == 14
    # Most votes first would leave more people with nothing that they chose.
    assert outcome.comparison_covered < outcome.covered


def test_what_the_college_decides_fits_the_advice_at_full_size(db: None) -> None:
    """The text of that decision is content: it names the plans that the advice holds."""
    builder.build(builder.Scale(decided=80, electorate=20, votes=10), until=4)
    advised = Outcome.objects.get(round=round_content("oosterveld").id).data["winners"]
    assert set(advised) == {"schaduwdoek", "geveltuinen", "koele-plek", "bomen-plein", "watertap"}


def test_codes_of_areas_are_not_those_of_real_places() -> None:
    for town in municipalities():
        assert town.code in ("GM9999", "GM9998")
        for district in town.districts:
            assert district.code.startswith(f"WK{town.code[2:]}")
            assert all(
                code.startswith(f"BU{district.code[2:]}") for code, _ in district.neighbourhoods
            )


def test_its_migrations_are_complete(db: None) -> None:
    call_command("makemigrations", "demo", check=True, dry_run=True, verbosity=0)


def test_ballots_are_the_same_every_time_and_never_empty() -> None:
    content = round_content("molenkwartier")
    ballots = content.ballots(500)
    assert ballots == content.ballots(500)
    assert all(ballots)
    assert content.ballots(100) == ballots[:100]


def test_the_clock_is_free_after_building(built: None) -> None:
    assert abs(clock.now() - datetime.now(tz=clock.now().tzinfo)) < timedelta(seconds=5)
