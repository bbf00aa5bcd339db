from fractions import Fraction

from schakel.engines.allocation import greedy, phragmen
from tests.engines.cases import problem, street


def test_phragmen_by_hand():
    outcome = phragmen(street())
    # d at 60 a head, b at 75, then a's turn comes at 136.67 but 200 no longer fits.
    assert outcome.winners == ("d", "b")
    assert [turn.price for turn in outcome.rounds] == [60, 75]
    assert outcome.overshoot == (("a", Fraction(410, 3)),)
    assert dict(outcome.end) == {"a": 200, "c": Fraction(7666, 100)}
    assert outcome.utility is None


def test_phragmen_stops_when_any_of_the_tied_projects_exceeds_the_budget():
    # Both can be paid at 10 a head; a would fit but z would not: the rule stops.
    tied = problem(25, {"a": 10, "z": 20, "y": 10}, ["a", "z", "z", "y", "y"])
    assert phragmen(tied).winners == ("y",)


def test_phragmen_leaves_out_what_is_dearer_than_the_whole_budget():
    assert phragmen(problem(10, {"a": 11, "b": 10}, ["a", "a", "b"])).winners == ("b",)


def test_greedy_by_votes_and_by_votes_per_cost():
    assert greedy(street()).winners == ("a", "b")
    assert greedy(street(), utility="cardinality").winners == ("d", "a")
    assert [turn.price for turn in greedy(street()).rounds] == [400, 200]


def test_greedy_ties():
    same = problem(30, {"9": 30, "10": 30}, [["9"], ["10"]])
    assert greedy(same).winners == ("10",)
    cheap = problem(30, {"a": 30, "b": 20}, ["a", "b"])
    assert greedy(cheap, ties="cost").winners == ("b",)


def test_nobody_voting_gives_nothing():
    empty = problem(30, {"a": 30}, [])
    assert phragmen(empty).winners == greedy(empty).winners == ()
