from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from schakel.base import progress
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.funding.models import Outcome, Round
from schakel.journal.models import Entry
from schakel.voice import queries as ballot_boxes
from schakel.voice import services as voice
from schakel.voice.models import Ballot
from schakel.web.demo import builder
from schakel.web.demo.content import municipalities, round_content
from schakel.web.demo.notice import PROGRESS
from tests.demo.facts import public_facts
from tests.demo.inside.conftest import SMALL
from tests.factories.people import MunicipalityFactory


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
    content = round_content("oosterveld")
    winners = Outcome.objects.get(round=content.id).data["winners"]
    assert {plan.key for plan in content.plans if plan.number in winners} == {
        "schaduwdoek",
        "geveltuinen",
        "koele-plek",
        "bomen-plein",
        "watertap",
    }


def test_codes_of_areas_are_not_those_of_real_places() -> None:
    for town in municipalities():
        assert town.code in ("GM9998", "GM9999")
        for district in town.districts:
            assert district.code.startswith(f"WK{town.code[2:]}")
            assert all(
                code.startswith(f"BU{district.code[2:]}")
                for code, _name, _like in district.neighbourhoods
            )


def test_its_migrations_are_complete(db: None) -> None:
    call_command("makemigrations", "demo", check=True, dry_run=True, verbosity=0)


def test_ballots_are_the_same_every_time_and_never_empty() -> None:
    content = round_content("molenkwartier")
    ballots = content.ballots(500)
    assert ballots == content.ballots(500)
    assert all(ballots)
    assert content.ballots(100) == ballots[:100]


@pytest.mark.parametrize("day", range(7))
def test_it_can_be_built_on_every_day_of_the_week_and_the_office_is_closed_in_weekends(
    db: None, day: int
) -> None:
    with time_machine.travel(f"2026-03-{day + 2:02d}T23:30:00+01:00", tick=False):
        assert builder.build(SMALL).finished
    office = Entry.objects.filter(verb__in=["round.declare", "round.decide", "round.plans.add"])
    assert office.count() == 10
    assert all(timezone.localtime(entry.at).weekday() < 5 for entry in office)


@pytest.mark.django_db
def test_it_stays_out_of_the_database_of_a_real_site() -> None:
    builder.refuse_other_data()
    MunicipalityFactory()
    with pytest.raises(InputRefused, match="not the demo's"):
        builder.refuse_other_data()


def test_it_knows_its_own_database(db: None) -> None:
    builder.build(SMALL, until=1)
    builder.refuse_other_data()
