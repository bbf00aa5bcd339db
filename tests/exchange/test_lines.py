"""A line from asked or offered to confirmed: who may take each step, and what the database refuses."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.exchange import queries, services
from schakel.exchange.models import Line
from schakel.exchange.services import Terms
from schakel.journal.models import Entry
from schakel.people.models import Role
from tests.factories import exchange as make
from tests.factories.people import official, runs

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.Town()


def promised(town, asker=None, helper=None, **more):
    asker, helper = asker or make.resident(), helper or make.resident()
    made = services.answer(helper, make.asked(town, asker), text="Ik kan zaterdag.", **more)
    return services.accept(asker, made), asker, helper


def verbs():
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_from_a_question_to_thanks(town):
    line, asker, helper = promised(town)
    assert (line.status, line.giver_person, line.receiver_person) == (
        "promised", helper.person, asker.person,
    )  # fmt: skip
    services.deliver(helper, line)
    line = services.confirm(asker, line, thanks="Wat een feest was het.")
    assert (line.status, line.thanks) == ("confirmed", "Wat een feest was het.")
    assert verbs() == ["line.promise", "line.deliver", "line.confirm"]


def test_from_an_offer_the_giver_says_yes(town):
    giver, taker = make.resident(), make.resident()
    made = services.answer(taker, make.offered(town, giver), text="Graag voor onze straat.")
    assert (made.status, made.giver_person) == ("asked", giver.person)
    with pytest.raises(NotAllowed):
        services.accept(taker, made)
    assert services.accept(giver, made).status == "promised"


def test_only_the_receiver_confirms_and_only_the_giver_delivers(town):
    line, asker, helper = promised(town)
    with pytest.raises(NotAllowed):
        services.deliver(asker, line)
    services.deliver(helper, line)
    for other in (helper, make.resident(), official(town.municipality)):
        with pytest.raises(NotAllowed):
            services.confirm(other, line)


def test_what_did_not_come_stands_again_as_a_promise(town):
    line, asker, helper = promised(town)
    services.deliver(helper, line)
    line = services.miss(asker, line, reason="Er kwam niemand.")
    assert (line.status, line.reason) == ("promised", "Er kwam niemand.")
    assert verbs()[-1] == "line.miss"


def test_a_promise_is_late_when_its_day_has_passed(town):
    today = clock.today()
    line, *_ = promised(town, due=today)
    assert not line.is_late and not queries.late().exists()
    with clock.at(clock.now() + timedelta(days=1)):
        assert line.is_late and list(queries.late()) == [line]


def test_either_side_withdraws_with_a_reason_and_nobody_else(town):
    line, _, helper = promised(town)
    with pytest.raises(InputRefused, match="waarom"):
        services.withdraw(helper, line, reason=" ")
    with pytest.raises(NotAllowed):
        services.withdraw(make.resident(), line, reason="Zomaar")
    line = services.withdraw(helper, line, reason="Ik ben ziek.")
    assert (line.status, line.reason, verbs()[-1]) == ("withdrawn", "Ik ben ziek.", "line.withdraw")


def test_answers_that_wait_end_with_the_question(town):
    asker, helper = make.resident(), make.resident()
    question = make.asked(town, asker)
    waiting = services.answer(helper, question, text="Ik kan.")
    services.withdraw(asker, question, reason="Het is al gevonden.")
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reason) == ("withdrawn", "Het is al gevonden.")
    with pytest.raises(InputRefused, match="niet meer"):
        services.answer(make.resident(), question, text="Ik ook.")


def test_many_can_give_a_part(town):
    asker = make.resident()
    question = make.asked(town, asker, Terms("time", "Wie helpt met verven?", quantity=600))
    for minutes in (120, 180):
        made = services.answer(make.resident(), question, text="Ik kom.", quantity=minutes)
        services.accept(asker, made)
    assert queries.promised_so_far(question) == 300
    question.refresh_from_db()
    assert question.is_open


def test_nobody_answers_themselves_or_twice(town):
    asker, helper = make.resident(), make.resident()
    question = make.asked(town, asker)
    with pytest.raises(InputRefused, match="eigen"):
        services.answer(asker, question, text="Ik.")
    services.answer(helper, question, text="Ik kan.")
    with pytest.raises(InputRefused, match="al op geantwoord"):
        services.answer(helper, question, text="Nog eens.")


def test_for_a_party_the_party_stands_at_the_line(town):
    board = town.party(name="Stichting De Spil")
    question = make.asked(town, board)
    assert (question.receiver, question.receiver_party) == ("party", board.party)
    assert question.receiver_person is None
    # Another of the same board may go on with it.
    helper = make.resident()
    made = services.answer(helper, question, text="Ik kan.")
    assert services.accept(runs(board.party), made).status == "promised"


def test_without_an_account_nobody_asks_and_a_council_member_not_for_the_municipality(town):
    with pytest.raises(NotAllowed, match="Log in"):
        make.asked(town, Actor.visitor())
    with pytest.raises(NotAllowed):
        make.asked(town, official(town.municipality, role=Role.COUNCIL))


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (Terms("onzin", "Iets"), "soort"),
        (Terms("time", "  "), "paar woorden"),
        (Terms("time", "x" * 201), "te lang"),
        (Terms("time", "Bel 06 12 34 56 78"), "telefoon"),
        (Terms("money", "Geld voor verf"), "hoeveel geld"),
        (Terms("time", "Hulp", quantity=0), "boven nul"),
        (Terms("time", "Hulp", square_metres=3), "alleen bij ruimte"),
    ],
)
def test_terms_that_do_not_fit_are_refused_and_nothing_is_kept(town, terms, sentence):
    with pytest.raises(InputRefused, match=sentence):
        make.asked(town, terms=terms)
    assert not Line.objects.exists()


def test_the_same_id_twice_is_one_line(town):
    number = uuid.uuid4()
    assert make.asked(town, id=number) == make.asked(town, id=number)


def raw(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def key(line):
    return line.pk if connection.vendor == "postgresql" else line.pk.hex


def test_the_database_refuses_steps_that_no_promise_takes(town):
    line, *_ = promised(town)
    question = line.answers
    for wrong in ("confirmed", "delivered"):
        with pytest.raises(DatabaseError):
            raw("UPDATE exchange_line SET status = %s WHERE id = %s", wrong, key(question))
    for wrong in ("confirmed", "asked", "offered"):
        with pytest.raises(DatabaseError):
            raw("UPDATE exchange_line SET status = %s WHERE id = %s", wrong, key(line))


@pytest.mark.parametrize("change", ["quantity = 5", "kind = 'goods'", "giver = ''"])
def test_the_database_keeps_what_was_promised(town, change):
    line, *_ = promised(town)
    with pytest.raises(DatabaseError):
        raw(f"UPDATE exchange_line SET {change} WHERE id = %s", key(line))
    with pytest.raises(DatabaseError):
        raw("DELETE FROM exchange_line WHERE id = %s", key(line))


def test_the_database_wants_two_sides_a_reason_and_thanks_last(town):
    question = make.asked(town)
    for change in ("status = 'promised'", "status = 'withdrawn'", "thanks = 'Dank'"):
        with pytest.raises(DatabaseError):
            raw(f"UPDATE exchange_line SET {change} WHERE id = %s", key(question))
