"""People sign up, wait in order, and move up; the database gives no more places than there are."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, connections, transaction

from schakel.agenda import queries, services
from schakel.agenda.models import Activity, Occurrence, Registration
from schakel.agenda.series import plan_of
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from tests.factories import agenda as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def full() -> tuple[Occurrence, list[Actor]]:
    """A day with two places and four people, in the order in which they came."""
    made, _actor = make.activity(make.Town(), sign_up=True, capacity=2)
    day, people = make.day(made), [make.resident() for _ in range(4)]
    for person in people:
        services.register(person, day)
    return day, people


def stand(day: Occurrence, people: list[Actor]) -> list[str]:
    found = dict(day.registrations.values_list("person_id", "standing"))
    return [found.get(actor.person.pk, "") for actor in people]  # type: ignore[union-attr]


def test_who_comes_first_has_a_place_and_the_rest_wait(
    full: tuple[Occurrence, list[Actor]],
) -> None:
    assert stand(*full) == ["place", "place", "waiting", "waiting"]


def test_a_free_place_goes_to_who_waits_longest_and_they_hear_of_it(
    full: tuple[Occurrence, list[Actor]], django_capture_on_commit_callbacks: object
) -> None:
    day, people = full
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.leave(people[0], day)
    assert stand(day, people) == ["", "place", "place", "waiting"]
    (sent,) = mail.outbox
    assert sent.to == [people[2].person.email]  # type: ignore[union-attr]
    assert sent.subject == "U hebt een plek: Soep op de stoep"


def test_who_leaves_the_waiting_list_frees_no_place(
    full: tuple[Occurrence, list[Actor]],
) -> None:
    day, people = full
    services.leave(people[2], day)
    assert stand(day, people) == ["place", "place", "", "waiting"]


def test_more_places_let_the_next_in(full: tuple[Occurrence, list[Actor]]) -> None:
    day, people = full
    made = Activity.objects.get(pk=day.activity_id)
    services.change(Actor.system(), made, replace(plan_of(made), capacity=3))
    assert stand(day, people) == ["place", "place", "place", "waiting"]


def test_fewer_places_than_are_taken_are_refused_by_service_and_database(
    full: tuple[Occurrence, list[Actor]],
) -> None:
    day, _people = full
    made = Activity.objects.get(pk=day.activity_id)
    with pytest.raises(InputRefused, match="al 2 mensen"):
        services.change(Actor.system(), made, replace(plan_of(made), capacity=1))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE agenda_activity SET capacity = 1")


@pytest.mark.parametrize("how", ["insert", "update"])
def test_the_database_refuses_a_place_too_many(
    full: tuple[Occurrence, list[Actor]], how: str
) -> None:
    day, _people = full
    person = make.resident().person
    with pytest.raises(IntegrityError), transaction.atomic():
        if how == "insert":
            Registration.objects.create(
                occurrence=day, person=person, standing="place", at=clock.now()
            )
        else:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE agenda_registration SET standing = 'place'")
    assert day.registrations.filter(standing="place").count() == 2


def test_the_database_refuses_a_place_where_nobody_signs_up() -> None:
    made, _actor = make.activity(make.Town())
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(
            occurrence=make.day(made), person=make.resident().person, standing="place",
            at=clock.now(),
        )  # fmt: skip


def test_without_a_number_of_places_everybody_fits() -> None:
    made, _actor = make.activity(make.Town(), sign_up=True)
    assert {services.register(make.resident(), make.day(made)).standing for _ in range(5)} == {
        "place"
    }


def test_signing_up_is_for_whoever_is_known_and_once_and_in_time() -> None:
    made, actor = make.activity(make.Town(), sign_up=True, capacity=2)
    day, person = make.day(made), make.resident()
    with pytest.raises(NotAllowed):
        services.register(Actor.visitor(), day)
    services.register(person, day)
    with pytest.raises(InputRefused, match="al aangemeld"):
        services.register(person, day)
    with clock.at(day.starts), pytest.raises(InputRefused, match="begonnen"):
        services.register(make.resident(), day)
    services.call_off_day(actor, make.day(made, 1), reason="Ziek.")
    with pytest.raises(InputRefused, match="gaat niet door"):
        services.register(person, make.day(made, 1))
    free, _actor = make.activity(make.Town())
    with pytest.raises(InputRefused, match="gewoon komen"):
        services.register(person, make.day(free))


def test_who_signed_up_hears_that_it_does_not_go_on(
    full: tuple[Occurrence, list[Actor]], django_capture_on_commit_callbacks: object
) -> None:
    day, people = full
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.call_off_day(Actor.system(), day, reason="De kok is ziek.")
    assert {sent.to[0] for sent in mail.outbox} == {
        actor.person.email
        for actor in people  # type: ignore[union-attr]
    }
    assert "De kok is ziek." in mail.outbox[0].body


def test_who_is_erased_leaves_every_list_and_the_next_comes_in(
    full: tuple[Occurrence, list[Actor]],
) -> None:
    day, people = full
    person = people[0].person
    assert person is not None
    assert len(queries.personal_data(person)["registrations"]) == 1
    assert services.erase_person(Actor.system(), person) == 1
    assert stand(day, people) == ["", "place", "place", "waiting"]
    assert queries.personal_data(person)["registrations"] == []


def test_after_a_while_nobody_knows_who_came(full: tuple[Occurrence, list[Actor]]) -> None:
    day, _people = full
    assert services.clean(day.ends) == 0
    assert services.clean(day.ends + timedelta(seconds=1)) == 4


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_do_not_share_the_last_place() -> None:
    made, _actor = make.activity(make.Town(), sign_up=True, capacity=1)
    day, people = make.day(made), [make.resident().person for _ in range(6)]
    refused: list[bool] = []

    def take(person: object) -> None:
        try:
            Registration.objects.create(
                occurrence=day,
                person=person,
                standing="place",
                at=clock.now(),  # type: ignore[misc]
            )
            refused.append(False)
        except IntegrityError:
            refused.append(True)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(refused) == [False] + [True] * 5
