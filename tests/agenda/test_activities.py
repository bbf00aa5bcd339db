"""An activity stands on its days, changes for one day or all, and is called off with a reason."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from schakel.agenda import queries, services
from schakel.agenda.models import Activity, Occurrence
from schakel.agenda.series import plan_of
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Fact, Notice
from tests.factories import agenda as make
from tests.factories.initiatives import initiative
from tests.factories.people import official

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> make.Town:
    return make.Town()


def test_a_series_falls_every_week_for_more_than_a_year(town: make.Town) -> None:
    made, _actor = make.activity(town)
    days = list(made.occurrences.values_list("day", flat=True))
    assert days[0] == made.first_day and len(days) >= 57
    assert {(b - a).days for a, b in itertools.pairwise(days)} == {7}


def test_the_hour_stays_when_the_clock_goes_back(town: make.Town) -> None:
    with clock.at(make.moment(date(2026, 10, 20))):
        made, _actor = make.activity(town, first_day=date(2026, 10, 24))
        starts = [make.day(made, n).starts.astimezone(UTC) for n in (0, 1)]
    assert starts == [
        datetime(2026, 10, 24, 16, tzinfo=UTC), datetime(2026, 10, 31, 17, tzinfo=UTC),
    ]  # fmt: skip


def test_followers_hear_of_it_and_the_journal_knows(town: make.Town) -> None:
    made, _actor = make.activity(town)
    assert Notice.objects.get(dossier=made.dossier).kind == "activity.add"
    assert Fact.objects.get(dossier=made.dossier).entry.verb == "activity.add"


def test_who_follows_the_initiative_hears_of_its_activity(town: make.Town) -> None:
    group, actor = initiative(town)
    services.add(actor, town.area, make.soup(), about=group.dossier)
    assert Notice.objects.filter(dossier=group.dossier, kind="activity.add").exists()


def test_nobody_hangs_an_activity_on_the_initiative_of_another(town: make.Town) -> None:
    group, _actor = initiative(town)
    with pytest.raises(NotAllowed):
        services.add(town.party(), town.area, make.soup(), about=group.dossier)


@pytest.mark.parametrize("who", ["visitor", "resident"])
def test_only_a_party_puts_something_in_the_agenda(town: make.Town, who: str) -> None:
    actor = Actor.visitor() if who == "visitor" else make.resident()
    with pytest.raises(NotAllowed):
        services.add(actor, town.area, make.soup())
    assert not Activity.objects.exists()


def test_nobody_puts_something_in_the_agenda_of_another_municipality(town: make.Town) -> None:
    for other in (make.Town().party(), official(make.Town().municipality)):
        with pytest.raises(InputRefused, match="andere gemeente"):
            services.add(other, town.area, make.soup())


def test_another_party_and_the_municipality_change_nothing(town: make.Town) -> None:
    made, _actor = make.activity(town)
    for other in (town.party(), official(town.municipality), make.resident()):
        with pytest.raises(NotAllowed):
            services.change(other, made, make.soup(title="Anders"))
        with pytest.raises(NotAllowed):
            services.call_off(other, made, reason="Zomaar.")
        with pytest.raises(NotAllowed):
            services.call_off_day(other, make.day(made), reason="Zomaar.")


def test_one_day_is_called_off_with_a_reason_and_the_others_stand(town: make.Town) -> None:
    made, actor = make.activity(town)
    services.call_off_day(actor, make.day(made, 1), reason="De keuken is dicht.")
    assert [one.reason for one in made.occurrences.all()[:3]] == ["", "De keuken is dicht.", ""]
    entry = Fact.objects.filter(dossier=made.dossier).last().entry  # type: ignore[union-attr]
    assert (entry.verb, entry.reason) == ("activity.call_off_day", "De keuken is dicht.")


def test_all_of_it_is_called_off_with_a_reason_and_stays_so(town: make.Town) -> None:
    made, actor = make.activity(town)
    made = services.call_off(actor, made, reason="Wij stoppen.")
    assert made.called_off and set(made.occurrences.values_list("reason", flat=True)) == {
        "Wij stoppen."
    }
    with pytest.raises(InputRefused):
        services.change(actor, made, make.soup())
    with pytest.raises(InputRefused, match="waarom"):
        services.call_off(actor, make.activity(town, actor)[0], reason=" ")


def test_one_day_moves_and_keeps_its_place_in_the_series(town: make.Town) -> None:
    made, actor = make.activity(town)
    second = make.day(made, 1)
    other = second.day + timedelta(days=2)
    services.move_day(actor, second, day=other, at=time(10), place="De school")
    moved = made.occurrences.get(day=second.day)
    assert moved.pk == second.pk and moved.place == "De school"
    assert (moved.starts, moved.ends - moved.starts) == (
        make.moment(other, 10), timedelta(minutes=90),
    )  # fmt: skip
    services.change(actor, made, replace(plan_of(made), title="Soep met brood"))
    again = made.occurrences.get(day=second.day)
    assert (again.starts, again.title) == (moved.starts, "Soep met brood")


def test_another_weekday_takes_the_place_of_the_old_days(town: make.Town) -> None:
    made, actor = make.activity(town)
    first = made.first_day + timedelta(days=3)
    services.change(actor, made, make.soup(first_day=first))
    assert {day.weekday() for day in made.occurrences.values_list("day", flat=True)} == {
        first.weekday()
    }


def test_days_come_within_sight_by_themselves(town: make.Town) -> None:
    made, _actor = make.activity(town)
    before = made.occurrences.count()
    with clock.at(make.moment(clock.today() + timedelta(days=28))):
        assert services.draw_on() == 1
        assert services.draw_on() == 0
    assert made.occurrences.count() == before + 4


def test_the_agenda_of_an_area_holds_its_parts_and_no_other(town: make.Town) -> None:
    make.activity(town)
    make.activity(town, area=town.beside, title="Elders")
    for area, names in ((town.area, {"Soep op de stoep"}),
                        (town.district, {"Soep op de stoep", "Elders"})):  # fmt: skip
        found = queries.coming(Actor.visitor(), area)
        assert set(found.values_list("title", flat=True)) == names


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "hoe de activiteit heet"),
        ({"title": "x" * 201}, "te lang"),
        ({"text": "Mail naar iemand@voorbeeld.example"}, "e-mailadres"),
        ({"rule": "FREQ=HOURLY"}, "Deze herhaling kan niet: FREQ=HOURLY"),
        ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "geen enkele dag"),
        ({"first_day": date(1990, 1, 1)}, "eerste dag"),
        ({"minutes": 60 * 24 * 40}, "31 dagen"),
        ({"zone": "Mars/Olympus"}, "tijdzone"),
        ({"price": -1}, "prijs"),
        ({"capacity": 3}, "aanmelden"),
        ({"step_free": "maybe"}, "ja, nee"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_not_kept(
    town: make.Town, wrong: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InputRefused, match=sentence):
        make.activity(town, **wrong)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"capacity": 5, "sign_up": False}, {"capacity": 0, "sign_up": True}, {"reason": "Zomaar."},
        {"at": None, "minutes": 0},
    ],
)  # fmt: skip
def test_the_database_refuses_half_an_activity(town: make.Town, broken: dict[str, object]) -> None:
    made, _actor = make.activity(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=made.pk).update(**broken)


def test_the_database_has_one_row_for_a_day(town: make.Town) -> None:
    made, _actor = make.activity(town)
    day = make.day(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.create(activity=made, day=day.day, starts=day.starts, ends=day.ends)
