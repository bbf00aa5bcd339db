import pytest
from django.db import DatabaseError, connection, transaction

from schakel.base import clock
from schakel.funding import services
from tests.factories import funding as make

pytestmark = pytest.mark.django_db


def refused(sql, match, *params):
    with (
        pytest.raises(DatabaseError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, params)


def accepted(sql, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def key(round):
    return round.pk if connection.vendor == "postgresql" else round.pk.hex


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE funding_round SET budget_cents = budget_cents - 1 WHERE dossier_id = %s",
        "UPDATE funding_round SET ties = 'votes' WHERE dossier_id = %s",
        "UPDATE funding_project SET cost_cents = 1 WHERE round_id = %s",
        "DELETE FROM funding_project WHERE round_id = %s",
        "INSERT INTO funding_project (round_id, key, title, description, cost_cents, proposer, position)"
        " VALUES (%s, 'later', 'Later', '', 100, '', 9)",
    ],
)
def test_money_and_plans_are_frozen_once_voting_opens(sql):
    round = make.prepared()
    with clock.at(make.OPENS):
        services.open_voting(make.SYSTEM, round)
    refused(sql, "frozen", key(round))


def test_money_and_plans_may_change_before_that():
    round = make.prepared()
    accepted("UPDATE funding_round SET budget_cents = 100 WHERE dossier_id = %s", key(round))
    accepted("DELETE FROM funding_project WHERE round_id = %s", key(round))


def test_a_plan_cannot_be_moved_into_a_frozen_round():
    open_round, other = make.opened(), make.prepared()
    refused(
        "UPDATE funding_project SET round_id = %s, key = 'smuggled' WHERE round_id = %s AND key = '1'",
        "frozen",
        key(open_round),
        key(other),
    )


def test_the_rounds_of_a_pot_stay_within_it_whoever_writes():
    pot = make.pot(10_000_00)
    first = make.prepared(pot=pot, budget_cents=6_000_00)
    make.prepared(pot=pot, budget_cents=4_000_00)
    refused(
        "UPDATE funding_round SET budget_cents = budget_cents + 1 WHERE dossier_id = %s",
        "more than the pot",
        key(first),
    )
    refused("UPDATE funding_pot SET amount_cents = amount_cents - 1", "more than the pot")
    accepted("UPDATE funding_pot SET amount_cents = amount_cents + 1")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE funding_outcome SET spent_cents = 0 WHERE round_id = %s",
        "DELETE FROM funding_outcome WHERE round_id = %s",
        "UPDATE funding_projectresult SET votes = 99 WHERE outcome_id = %s",
        "DELETE FROM funding_projectresult WHERE outcome_id = %s",
    ],
)
def test_an_outcome_never_changes(sql):
    refused(sql, "never changes", key(make.counted()))


def test_an_outcome_belongs_to_a_count():
    round = make.decided()
    columns = "data, comparison, voters, covered, comparison_covered, asked_cents, spent_cents"
    columns += (
        ", comparison_spent_cents, winner_count, share_cents, tie, box_head, file_bytes, computed"
    )
    refused(
        f"INSERT INTO funding_outcome (round_id, {columns}) SELECT %s, {columns} FROM funding_outcome"
        " WHERE round_id = %s",
        "never changes",
        key(make.opened()),
        key(round),
    )


@pytest.mark.parametrize("column", ["cost_cents", "title"])
def test_a_plan_costs_something_and_has_a_name(column):
    round = make.prepared()
    value = "0" if column == "cost_cents" else "''"
    refused(
        f"UPDATE funding_project SET {column} = {value} WHERE round_id = %s",
        "(?i)check",
        key(round),
    )
