from fractions import Fraction

import pytest

from schakel.base.explanations import render_all
from schakel.engines.allocation import (
    BallotGroup,
    Problem,
    Project,
    equal_shares,
    explain,
    explain_ties,
    greedy,
    phragmen,
)
from tests.engines.cases import problem, street

EURO = "€\u00a0"


def stories(outcome, of=None):
    return {story.project: story for story in explain(of or street(), outcome)}


def text(story, language="nl"):
    return " ".join(render_all(story.explanation, language)).replace(EURO, "€ ")


def test_a_winner_by_equal_shares():
    told = stories(equal_shares(street()))
    assert list(told) == ["a", "d", "b", "c"]
    assert (told["a"].won, told["a"].round, told["a"].money) == (True, 1, (300,))
    assert (told["d"].paid_full, told["d"].paid_less, told["d"].paid_nothing) == (1, 1, 0)
    assert told["d"].highest == Fraction(8667, 100)
    assert text(told["a"]) == (
        "3 stemmers kozen dit plan. In ronde 1 hadden zij samen € 300 in hun deel. "
        "Het plan kost € 200. Dat kon dus. "
        "Wie voor dit plan koos, betaalde ten hoogste € 66,67 uit het eigen deel van € 100."
    )
    assert text(told["d"]).endswith(
        "1 stemmer betaalde dat bedrag. 1 stemmer had minder over en gaf alles."
    )


def test_a_loser_by_equal_shares():
    told = stories(equal_shares(street()))["b"]
    assert told.money == (200, Fraction(6666, 100), Fraction(6666, 100))
    assert (told.won, told.round, told.lacked) == (False, None, Fraction(8334, 100))
    assert text(told) == (
        "2 stemmers kozen dit plan. Aan het eind hadden zij samen nog € 66,66. "
        "Het plan kost € 150. Er ontbrak € 83,34. "
        "Een deel van hun geld ging naar andere plannen die zij ook kozen. "
        "Kostte het plan ten hoogste € 66,66, dan kreeg het wel geld. "
        "Kwamen er 2 stemmers bij die alleen dit plan kozen, dan kreeg het wel geld."
    )


def test_what_would_have_changed_it_is_true():
    for name in ("b", "c"):
        most = stories(equal_shares(street()))[name].explanation.would_change[0].values["cost"]
        costs = {"a": 200, "b": 150, "c": 100, "d": 120, name: most}
        cheaper = problem(400, costs, ["ab", "ab", "ad", "cd"])
        assert name in equal_shares(cheaper).winners


def test_losers_by_other_reasons():
    nobody = problem(100, {"a": 10, "b": 10, "c": 200}, ["ac", "c"])
    told = stories(equal_shares(nobody), nobody)
    assert text(told["b"]) == (
        "Niemand koos dit plan. "
        "Kwam er 1 stemmer bij die alleen dit plan koos, dan kreeg het wel geld."
    )
    assert "In de hele pot zat € 100. Er ontbrak € 100." in text(told["c"])
    empty = problem(100, {"a": 10}, [])
    for rule in (equal_shares, phragmen, greedy):
        assert text(stories(rule(empty), empty)["a"]).startswith("Niemand heeft gestemd.")


def test_phragmen_says_where_it_stopped():
    told = stories(phragmen(street()))
    assert "Maar in de pot zat nog € 130." in text(told["a"])
    assert told["a"].lacked == 70
    assert "Er ontbrak € 23,34." in text(told["c"])
    assert "Bij € 60 per stemmer was er genoeg" in text(told["d"])


def test_phragmen_stopped_by_another_plan():
    tied = problem(25, {"a": 10, "z": 20, "y": 10}, ["a", "z", "z", "y", "y"])
    told = stories(phragmen(tied), tied)
    assert "had genoeg. Maar op dat moment was een ander plan te duur" in text(told["a"])
    assert told["a"].lacked is None
    assert told["z"].lacked == 5


def test_greedy_says_what_was_left():
    told = stories(greedy(street()))
    assert told["d"].lacked == 70
    assert "zat er nog € 50 in de pot" in text(told["d"])
    assert "Had the plan cost at most €50" in text(told["d"], "en")
    assert "zat er nog € 400 in de pot" in text(told["a"])


def test_greedy_by_points_goes_by_points_not_by_votes():
    ballots = (BallotGroup(("a", "b"), 2, (1, 9)), BallotGroup(("a",), 1, (1,)))
    round_ = Problem(100, (Project("a", 60), Project("b", 60)), ballots, kind="cumulative")
    told = stories(greedy(round_, "points"), round_)
    assert told["b"].won and told["a"].lacked == 20


def test_completion_says_that_the_share_was_not_enough():
    wide = problem(100, {"a": 60, "b": 60, "c": 30}, ["a", "a", "b", "c"])
    told = stories(equal_shares(wide, completion="utilitarian"), wide)
    assert "Hun deel was niet genoeg. Daarna bleef er € 100 over in de pot." in text(told["a"])
    assert "In de pot zat aan het eind nog € 10." in text(told["b"])


def keys(round_, outcome) -> dict[str, str]:
    return {
        story.project: story.explanation.key.removeprefix("allocation.")
        for story in explain(round_, outcome)
    }


def test_what_lost_to_another_of_its_set_hears_that_and_no_false_promise():
    corner = [Project("b", 40, exclusive="corner"), Project("c", 30, exclusive="corner")]
    round_ = Problem.of(90, corner, [["b"], ["b", "c"], ["b", "c"]])
    for outcome in (equal_shares(round_), greedy(round_)):
        assert outcome.winners == ("b",)
        assert keys(round_, outcome)["c"] == "lost.exclusive"
        told = [change.values for change in explain(round_, outcome)[1].explanation.would_change]
        assert told == [{"voters": 2}]


def test_a_part_is_called_a_part():
    round_ = Problem.of(90, [Project("a", 120, minimum=30)], [["a"], ["a"], []])
    shares, most = equal_shares(round_), greedy(round_)
    assert (shares.rounds[0].part, most.rounds[0].part) == (60, 90)
    assert keys(round_, shares) == {"a": "won.part"}
    assert keys(round_, most) == {"a": "won.rest"}
    dear = Problem.of(90, [Project("a", 120, minimum=70)], [["a"], ["a"], []])
    assert keys(dear, equal_shares(dear)) == {"a": "lost.minimum"}
    assert explain(dear, equal_shares(dear))[0].lacked == 10


@pytest.mark.parametrize(
    ("ties", "key"), [("lexicographic", "by_id"), ("votes", "by_votes"), ("cost", "by_cost")]
)
def test_a_tie_is_told_with_what_the_declared_order_looked_at(ties, key):
    # Both cost one vote's worth for each vote: 20 for two voters, 10 for one.
    tied = problem(90, {"a": 10, "z": 20}, ["a", "z", "z"])
    first = "z" if ties == "votes" else "a"
    outcome = equal_shares(tied, "cardinality", ties=ties)
    (told,) = explain_ties(tied, outcome)
    assert outcome.winners[0] == first
    assert (told.key, told.values["winner"]) == ("allocation.tie.equal", f"Plan {first}")
    assert [each.key for each in told.because] == [f"allocation.tie.{key}"]


def test_a_near_tie_is_told_as_one_and_no_tie_as_none():
    nearly = problem(10**12, {"a": 10**11 + 1, "b": 10**11}, ["a", "b"])
    told = explain_ties(nearly, equal_shares(nearly, "cardinality"))
    assert [each.key for each in told] == ["allocation.tie.near"]
    assert told[0].values["winner"] == "Plan b"
    assert explain_ties(street(), equal_shares(street())) == ()
