from datetime import timedelta

import pytest

from schakel.base import clock
from schakel.voice import queries, services
from schakel.voice.exceptions import BoxClosed, ChoiceRefused, CodeRefused, NotOpenForVotes
from schakel.voice.models import Ballot, BallotBox, Voter
from tests.factories.voice import SYSTEM, close, end_voting, make_box


def issue(box: BallotBox, count: int = 1) -> list[str]:
    return [one.code for one in services.issue_codes(SYSTEM, box, count)]


def test_vote_counts_and_the_receipt_says_until_when_but_not_what(box):
    (code,) = issue(box)

    receipt = services.cast(SYSTEM, box, code, ["b", "a"])

    assert receipt.until == queries.vote_phase(box)[1]
    assert not receipt.replaced
    assert set(vars(receipt)) == {"until", "replaced"}
    assert list(queries.ballots(close(box))) == [(("a", "b"), 1)]


def test_later_vote_takes_the_place_of_the_earlier_one(box):
    (code,) = issue(box)
    services.cast(SYSTEM, box, code, ["a"])

    receipt = services.cast(SYSTEM, box, code, ["c"])

    assert receipt.replaced
    assert list(queries.ballots(close(box))) == [(("c",), 1)]


@pytest.mark.parametrize(
    "typed",
    [str.upper, lambda c: c.replace("-", " "), lambda c: c.replace("-", ""), lambda c: f"  {c}\n"],
)
def test_code_is_recognised_however_it_is_typed(box, typed):
    (code,) = issue(box)
    services.cast(SYSTEM, box, code, ["a"])

    assert services.cast(SYSTEM, box, typed(code), ["b"]).replaced


def test_look_alikes_are_read_as_what_was_meant(box, monkeypatch):
    monkeypatch.setattr("schakel.voice.codes.draw", lambda: "0011-vvab-cdef")
    issue(box)

    services.cast(SYSTEM, box, "OoIl-uUab-cdef", ["a"])

    assert Voter.objects.get(box=box).used


@pytest.mark.parametrize("code", ["", "abc", "aaaa-bbbb-cccc", "é" * 12, "a" * 13])
def test_unknown_code_is_refused_with_what_to_do(box, code):
    issue(box)

    with pytest.raises(CodeRefused, match="Kijk de code in uw brief na"):
        services.cast(SYSTEM, box, code, ["a"])
    assert not Ballot.objects.exists()


def test_code_of_another_vote_is_refused(box):
    (code,) = issue(make_box())

    with pytest.raises(CodeRefused):
        services.cast(SYSTEM, box, code, ["a"])


def test_same_choice_twice_counts_once(box):
    (code,) = issue(box)

    services.cast(SYSTEM, box, code, ["a", "b", "a"])

    assert list(queries.ballots(close(box))) == [(("a", "b"), 1)]


def test_blank_vote_counts_as_a_ballot(box):
    (code,) = issue(box)

    services.cast(SYSTEM, box, code, [])

    assert list(queries.ballots(close(box))) == [((), 1)]


def test_choice_that_is_not_on_the_list_is_refused_and_nothing_is_stored(box):
    (code,) = issue(box)

    with pytest.raises(ChoiceRefused, match="Kies uit de lijst"):
        services.cast(SYSTEM, box, code, ["a", "zzz"])
    assert not Ballot.objects.exists()
    assert not Voter.objects.get(box=box).used


@pytest.mark.parametrize(("ballot_type", "most"), [("choose-1", None), ("approval", 1)])
def test_more_choices_than_allowed_are_refused(db, cheap_hash, ballot_type, most):
    box = make_box(ballot_type=ballot_type, max_choices=most)
    (code,) = issue(box)

    with pytest.raises(ChoiceRefused, match=r"hoogstens 1\. U koos er 2"):
        services.cast(SYSTEM, box, code, ["a", "b"])
    assert services.cast(SYSTEM, box, code, ["a"])


@pytest.mark.parametrize("days", [-2, 8])
def test_votes_are_refused_outside_the_phase(box, days):
    (code,) = issue(box)

    with (
        clock.at(clock.now() + timedelta(days=days)),
        pytest.raises(NotOpenForVotes, match="niet open"),
    ):
        services.cast(SYSTEM, box, code, ["a"])
    assert not Ballot.objects.exists()


def test_votes_are_refused_before_and_after_the_state_of_voting(db, cheap_hash):
    box = make_box(voting=False)
    (code,) = issue(box)
    with pytest.raises(NotOpenForVotes):
        services.cast(SYSTEM, box, code, ["a"])

    later = make_box()
    (code,) = issue(later)
    end_voting(later)
    with pytest.raises(NotOpenForVotes):
        services.cast(SYSTEM, later, code, ["a"])


def test_closed_box_takes_nothing_more(box):
    (code,) = issue(box)
    close(box)

    with pytest.raises(NotOpenForVotes, match="gesloten"):
        services.cast(SYSTEM, box, code, ["a"])
    with pytest.raises(BoxClosed):
        services.add_ballots(SYSTEM, box, [["a"]])
    with pytest.raises(BoxClosed):
        services.issue_codes(SYSTEM, box, 1)
    with pytest.raises(BoxClosed):
        services.reissue(SYSTEM, box, 1)
    with pytest.raises(BoxClosed):
        services.close_box(SYSTEM, box)


def test_paper_ballots_are_counted_with_the_others(box):
    (code,) = issue(box)
    services.cast(SYSTEM, box, code, ["a"])

    assert services.add_ballots(SYSTEM, box, [["a"], ["b", "c", "b"], []]) == 3

    closed = close(box)
    assert list(queries.ballots(closed)) == [((), 1), (("a",), 2), (("b", "c"), 1)]
    assert queries.turnout(closed) == queries.Turnout(codes=1, used=1, ballots=4)


def test_wrong_paper_ballot_is_named_and_none_is_stored(box):
    with pytest.raises(ChoiceRefused, match="Biljet 2"):
        services.add_ballots(SYSTEM, box, [["a"], ["zzz"], ["b"]])
    assert not Ballot.objects.exists()
