import random
from fractions import Fraction

import pytest

from schakel.engines.allocation import Problem, Project, equal_shares, native
from tests.engines.cases import problem, street


def test_two_rounds_by_hand():
    outcome = equal_shares(street())
    assert outcome.winners == ("a", "d")
    assert (outcome.cost, outcome.left, outcome.voters, outcome.share) == (320, 80, 4, 100)
    first, second = outcome.rounds
    assert first.price == Fraction(200, 3)
    assert (first.full, first.less, first.nothing) == (3, 0, 0)
    assert first.money_behind == {"a": 300, "b": 200, "c": 100, "d": 200}
    # Voter 3 has 33.33 left and gives it all; voter 4 pays the rest of 120.
    assert second.price == Fraction(260, 3)
    assert (second.full, second.less, second.nothing) == (1, 1, 0)
    assert second.money_behind == {
        "b": Fraction(6666, 100),
        "c": 100,
        "d": Fraction(13333, 100),
    }
    assert dict(outcome.end) == {"b": Fraction(6666, 100), "c": Fraction(1333, 100)}


def test_cardinality_prefers_the_lowest_price():
    assert equal_shares(street(), utility="cardinality").winners == ("d", "b")


@pytest.mark.parametrize(("increment", "runs", "share"), [(1, 11, 60), (4, 4, 62), (10, 2, 60)])
def test_add1_stops_at_the_first_exhaustive_outcome(increment, runs, share):
    short = problem(100, {"a": 40, "b": 60}, ["a", "b"])
    assert equal_shares(short).winners == ("a",)
    outcome = equal_shares(short, completion="add1", increment=increment)
    assert outcome.winners == ("b", "a") or outcome.winners == ("a", "b")
    assert (outcome.runs, outcome.share, outcome.stopped) == (runs, share, "exhaustive")
    assert outcome.variant == "equal-shares/add1"


def test_add1_returns_the_outcome_before_the_one_that_exceeds_the_budget():
    outcome = equal_shares(problem(100, {"a": 60, "b": 60}, ["a", "b"]), completion="add1")
    assert outcome.winners == ()
    assert (outcome.stopped, outcome.runs, outcome.share) == ("overshoot", 10, 59)
    assert outcome.overshoot == (("a", 60), ("b", 60))


@pytest.mark.parametrize("way", ["kernel", "twin"])
def test_add1_tells_how_far_it_is_and_stops_when_asked(way, monkeypatch):
    if way == "twin":
        monkeypatch.setattr(native, "kernel", None)

    def enough(run):
        seen.append(run)
        raise KeyboardInterrupt

    seen: list[int] = []
    # Far too many runs, most of them with another outcome: there is little to skip.
    dice = random.Random(3)
    names = [str(number) for number in range(60)]
    projects = [Project(name, dice.randrange(900, 5000)) for name in names]
    ballots = [dice.sample(names, dice.randrange(2, 12)) for _ in range(4000)]
    slow = Problem.of(60_000, projects, ballots)
    with pytest.raises(KeyboardInterrupt):
        equal_shares(slow, completion="add1", increment=Fraction(1, 100), on_progress=enough)
    assert len(seen) == 1 and seen[0] >= 1


def test_utilitarian_completion_fills_by_votes_and_names_its_order():
    wide = problem(100, {"a": 60, "b": 60, "c": 30}, ["a", "a", "b", "c"])
    outcome = equal_shares(wide, completion="utilitarian")
    assert equal_shares(wide).winners == ()
    assert outcome.winners == ("a", "c")
    assert outcome.variant == "equal-shares/utilitarian-votes"
    assert [turn.stage for turn in outcome.rounds] == ["completion", "completion"]
    by_cost = equal_shares(wide, utility="cardinality", completion="utilitarian")
    assert by_cost.winners == ("a", "c")
    assert by_cost.variant == "equal-shares/utilitarian-votes-per-cost"


def test_a_project_without_support_never_wins():
    lonely = problem(100, {"a": 10, "b": 1}, ["a"])
    for completion in ("none", "add1", "utilitarian"):
        assert equal_shares(lonely, completion=completion).winners == ("a",)


def test_ties_follow_the_declared_order():
    same = problem(20, {"9": 20, "10": 20}, [["9", "10"]])
    assert equal_shares(same).winners == ("10",)  # by text
    costs = problem(40, {"a": 20, "b": 10}, ["a", "a", "b"])
    rates = problem(40, {"z": 10, "a": 20}, [["z"], ["a"]])
    # Same rate per unit of utility (1 a head): cost tie order takes the cheaper first.
    assert equal_shares(rates).winners == ("a", "z")
    assert equal_shares(rates, ties="cost").winners == ("z", "a")
    assert equal_shares(costs, utility="cardinality", ties="votes").winners == ("a", "b")
    assert equal_shares(costs, utility="cardinality", ties="cost").winners == ("b", "a")


def test_nobody_voting_gives_nothing():
    for completion in ("none", "add1", "utilitarian"):
        outcome = equal_shares(problem(100, {"a": 10}, []), completion=completion)
        assert (outcome.winners, outcome.stopped, outcome.voters) == ((), "no voters", 0)


def test_empty_ballots_count_as_voters():
    assert equal_shares(problem(100, {"a": 60}, ["a"])).winners == ("a",)
    assert equal_shares(problem(100, {"a": 60}, ["a", ""])).winners == ()


def test_one_project_takes_all():
    outcome = equal_shares(problem(100, {"a": 100, "b": 1}, ["ab", "ab"]))
    assert outcome.winners == ("a",)
    assert outcome.left == 0
    assert dict(outcome.end) == {"b": 0}


def test_a_free_project_wins_when_somebody_chose_it():
    outcome = equal_shares(problem(10, {"a": 10, "b": 0, "c": 0}, ["ab"]))
    assert outcome.winners == ("b", "a")


def test_fractions_of_a_currency_unit_stay_exact():
    outcome = equal_shares(problem(Fraction(1, 10), {"a": Fraction(3, 100)}, ["a", "a", "a"]))
    assert outcome.winners == ("a",)
    assert outcome.rounds[0].price == Fraction(1, 100)


@pytest.mark.parametrize(
    "arguments",
    [
        {"utility": "votes"},
        {"completion": "add2"},
        {"increment": 0, "completion": "add1"},
        {"ties": "dice"},
    ],
)
def test_nonsense_is_refused(arguments):
    with pytest.raises(ValueError, match="must be"):
        equal_shares(street(), **arguments)


@pytest.mark.parametrize(
    ("budget", "costs", "ballots"),
    [(0, {"a": 1}, []), (0.5, {"a": 1}, []), (1, {"a": -1}, []), (1, {"a": 1}, ["b"])],
)
def test_a_problem_that_does_not_fit_together_is_refused(budget, costs, ballots):
    with pytest.raises(ValueError):
        problem(budget, costs, ballots)


@pytest.mark.parametrize("way", ["kernel", "twin"])
def test_ballots_without_projects_give_nothing(way, monkeypatch):
    if way == "twin":
        monkeypatch.setattr(native, "kernel", None)
    for completion in ("none", "add1", "utilitarian"):
        outcome = equal_shares(problem(100, {}, ["", ""]), completion=completion)
        assert (outcome.winners, outcome.voters, outcome.left) == ((), 2, 100)
