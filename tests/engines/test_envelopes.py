import json
from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.engines.allocation import (
    BallotGroup,
    Division,
    Envelope,
    Problem,
    Project,
    divide,
    equal_shares,
    greedy,
    phragmen,
    read_pabulib,
)
from tests.engines.cases import problem
from tests.engines.divisions import GROEN, NOORD, apart, elections, town

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def won(division: Division) -> dict[str, tuple[str, ...]]:
    return {part.name: part.outcome.winners for part in division.parts}


def test_a_town_by_hand():
    division = divide(town(), [NOORD, GROEN], equal_shares)
    noord, groen, shared = division.parts
    # Three voters named a plan of Noord; each holds 20 and pays 13.33 for n1.
    assert (noord.outcome.voters, noord.outcome.share) == (3, 20)
    assert noord.outcome.rounds[0].price == Fraction(40, 3)
    # All six have a say on groen and hold 6.67: two of them can pay g2, two cannot pay g1.
    assert (groen.outcome.voters, groen.outcome.share) == (6, Fraction(20, 3))
    # The shared 200, with the 20 and 28 that were left, gives each voter 41.33.
    assert (shared.outcome.budget, shared.outcome.voters) == (248, 6)
    assert sorted(shared.problem.by_id) == ["g1", "n2", "s1", "s2"]
    assert won(division) == {"Noord": ("n1",), "groen": ("g2",), "": ("s1", "g1", "n2")}
    assert division.winners == ("n1", "g2", "s1", "g1", "n2")
    assert (division.budget, division.cost, division.left) == (300, 226, 74)


def test_what_envelopes_leave_can_stay_unspent():
    division = divide(town(), [NOORD, GROEN], equal_shares, pass_on=False)
    # 33.33 each: no longer enough for the swimming pool of 120.
    assert division.parts[2].outcome.budget == 200
    assert won(division)[""] == ("g1", "n2")
    assert division.left == 300 - 106


def test_who_votes_for_an_envelope_is_declared():
    # Were all six voters of Noord, each would hold 10: three of them cannot pay 40.
    assert won(divide(town(), [replace(NOORD, voters="all")], equal_shares))["Noord"] == ()
    # Four named a plan of groen and hold 10 each: those of g1 can still not pay 24.
    own = divide(town(), [replace(GROEN, voters="own")], equal_shares).parts[0]
    assert (own.outcome.voters, own.outcome.winners) == (4, ("g2",))


def test_by_every_rule():
    add1 = partial(equal_shares, completion="add1")
    # From a share of 12 both of groen can be paid, at the same price per euro.
    assert won(divide(town(), [NOORD, GROEN], add1))["groen"] == ("g1", "g2")
    assert won(divide(town(), [NOORD, GROEN], greedy)) == {
        "Noord": ("n1",),
        "groen": ("g1", "g2"),
        "": ("s1", "s2"),
    }
    assert won(divide(town(), [NOORD, GROEN], phragmen))["Noord"] == ("n1",)


def test_no_envelopes_is_the_plain_rule():
    division = divide(town(), [], equal_shares)
    assert [part.outcome for part in division.parts] == [equal_shares(town())]


def test_an_envelope_in_which_nothing_can_be_paid():
    division = divide(town(), [Envelope("Noord", 5, ("n1", "n2"))], equal_shares)
    assert won(division)["Noord"] == ()
    assert division.parts[1].outcome.budget == 300


def test_an_envelope_without_ballots_or_projects():
    silent = problem(100, {"a": 10, "b": 10}, ["a", ""])
    for voters in ("all", "own"):
        division = divide(silent, [Envelope("b", 40, ("b",), voters)], equal_shares)
        assert won(division) == {"b": (), "": ("a",)}
        assert division.parts[0].outcome.voters == (2 if voters == "all" else 0)
        division = divide(silent, [Envelope("leeg", 40, (), voters)], equal_shares)
        assert won(division) == {"leeg": (), "": ("a",)}
    nobody = divide(problem(100, {"a": 10}, []), [Envelope("a", 40, ("a",))], equal_shares)
    assert [part.outcome.stopped for part in nobody.parts] == ["no voters", "no voters"]


def test_without_shared_money_there_is_no_shared_part():
    two = problem(100, {"a": 60, "b": 30}, ["a", "b"])
    envelopes = [Envelope("a", 60, ("a",), "own"), Envelope("b", 40, ("b",), "own")]
    assert list(won(divide(two, envelopes, equal_shares, pass_on=False))) == ["a", "b"]
    # With the 10 that b leaves there is one, even when no plan is left to choose.
    rest = divide(two, envelopes, equal_shares).parts[2]
    assert (rest.name, rest.outcome.budget, rest.problem.projects) == ("", 10, ())
    exact = divide(two, [envelopes[0], replace(envelopes[1], budget=30)], greedy)
    assert exact.parts[2].outcome.budget == 10
    envelopes = [envelopes[0], Envelope("b", 40, ("b",), "own")]
    full = problem(100, {"a": 60, "b": 40}, ["a", "b"])
    assert list(won(divide(full, envelopes, equal_shares))) == ["a", "b"]


def test_points_and_order_go_along():
    projects = [Project(name, 10) for name in "abc"]
    marked = Problem(
        30,
        tuple(projects),
        (BallotGroup(("a", "b", "c"), 2, (5, 1, 4)), BallotGroup(("b",), 1, (7,))),
        kind="cumulative",
    )
    part = divide(marked, [Envelope("ac", 10, ("c", "a"))], greedy).parts[0].problem
    assert part.ballots == (BallotGroup((), 1), BallotGroup(("a", "c"), 2, (5, 4)))
    ordered = Problem(
        30, tuple(projects), (BallotGroup(("c", "b", "a"), 2), BallotGroup(("c", "a"), 1)),
        kind="ordinal",
    )  # fmt: skip
    part = divide(ordered, [Envelope("ac", 10, ("a", "c"))], greedy).parts[0].problem
    assert part.ballots == (BallotGroup(("c", "a"), 3),)


def corner(*groups: str) -> Problem:
    """a, b and c are three ideas for one corner, of which one can win; d is free of that."""
    ideas = [Project(name, 10, exclusive="corner") for name in "abc"]
    return Problem.of(100, [*ideas, Project("d", 10)], [*map(list, groups)])


def test_a_set_of_which_one_can_win_spans_envelopes_and_the_rest():
    first, second = Envelope("een", 30, ("a",)), Envelope("twee", 30, ("b", "d"))
    round_ = corner("abcd", "abcd")
    assert won(divide(round_, [first, second], equal_shares)) == {
        "een": ("a",),
        "twee": ("d",),
        "": (),
    }
    assert won(divide(round_, [second, first], equal_shares)) == {
        "twee": ("b", "d"),
        "een": (),
        "": (),
    }
    # Where the first envelope chooses nothing of the set, a later part may.
    assert won(divide(corner("bcd", "bcd"), [first], equal_shares))[""] == ("b", "d")


def test_who_only_named_an_excluded_plan_stays_a_voter_of_the_envelope():
    round_ = corner("a", "a", "b", "d")
    parts = divide(
        round_,
        [Envelope("een", 30, ("a",), "own"), Envelope("twee", 30, ("b", "d"), "own")],
        greedy,
    ).parts
    assert (parts[0].outcome.winners, parts[1].outcome.voters) == (("a",), 2)
    assert parts[1].problem.ballots == (BallotGroup((), 1), BallotGroup(("d",), 1))


def test_what_was_funded_in_part_does_not_come_back():
    round_ = Problem.of(90, [Project("a", 120, minimum=30), Project("b", 20)], [["a", "b"]] * 2)
    division = divide(round_, [Envelope("a", 50, ("a",))], equal_shares)
    assert division.parts[0].outcome.rounds[0].part == 50
    assert sorted(division.parts[1].problem.by_id) == ["b"]
    assert (division.winners, division.cost, division.left) == (("a", "b"), 70, 20)


@pytest.mark.parametrize(
    ("envelopes", "word"),
    [
        ([Envelope("een", 10, ("n1",)), Envelope("twee", 10, ("n1",))], "two_envelopes"),
        ([Envelope("een", 200, ("n1",)), Envelope("twee", 101, ("n2",))], "over_budget"),
        ([Envelope("een", 10, ("zz",))], "unknown project zz"),
        ([Envelope("een", 10, ("n1",)), Envelope("een", 10, ("n2",))], "same name"),
    ],
)
def test_envelopes_that_do_not_fit_are_refused(envelopes, word):
    with pytest.raises(ValueError, match=word):
        divide(town(), envelopes, equal_shares)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("", 10, ("a",)), "needs a name"),
        (("a", 0, ("a",)), "above zero"),
        (("a", 0.5, ("a",)), "exact amount"),
        (("a", 10, ("a", "a")), "each project once"),
        (("a", 10, ("a",), "some"), "voters must be one of all, own"),
    ],
)
def test_what_is_no_envelope_is_refused(arguments, word):
    with pytest.raises(ValueError, match=word):
        Envelope(*arguments)


@given(elections(), st.booleans())
@settings(unhurried, max_examples=200)
def test_never_over_budget_never_twice_and_each_part_is_the_rule(election, pass_on):
    problem, envelopes, rule = election
    division = divide(problem, envelopes, rule, pass_on)
    assert 0 <= division.cost <= problem.budget
    assert division.cost + division.left == problem.budget
    assert len(set(division.winners)) == len(division.winners)
    sets = [problem.by_id[name].exclusive for name in division.winners]
    assert all(sets.count(name) == 1 for name in sets if name)
    budgets = {envelope.name: envelope.budget for envelope in envelopes}
    for part in division.parts:
        assert part.outcome == rule(part.problem)
        assert (
            part.outcome.cost <= part.problem.budget == budgets.get(part.name, part.outcome.budget)
        )
        for name in part.problem.by_id:
            assert part.problem.votes[name] == problem.votes[name]


@given(elections())
@unhurried
def test_one_envelope_with_everything_is_the_plain_rule(election):
    problem, _, rule = election
    everything = Envelope("alles", problem.budget, tuple(problem.by_id))
    assert divide(problem, [everything], rule, pass_on=False).parts[0].outcome == rule(problem)


@given(elections(), st.data())
@unhurried
def test_the_order_of_envelopes_changes_nothing_within_them(election, data):
    problem, envelopes, rule = election
    problem = apart(problem, envelopes)
    there = divide(problem, envelopes, rule)
    back = divide(problem, data.draw(st.permutations(envelopes)), rule)
    assert {part.name: part for part in there.parts} == {part.name: part for part in back.parts}


@given(elections())
@unhurried
def test_other_ids_in_the_same_order_change_nothing(election):
    problem, envelopes, rule = election
    renamed = replace(
        problem,
        projects=tuple(replace(project, id=f"p{project.id}") for project in problem.projects),
        ballots=tuple(
            BallotGroup(tuple(f"p{name}" for name in names), count, points)
            for names, count, points in problem.ballots
        ),
    )
    moved = [
        replace(envelope, projects=tuple(f"p{name}" for name in envelope.projects))
        for envelope in envelopes
    ]
    there, here = divide(renamed, moved, rule), divide(problem, envelopes, rule)
    assert there.winners == tuple(f"p{name}" for name in here.winners)
    assert won(there).keys() == won(here).keys()
    assert there.cost == here.cost


@given(elections(), st.booleans())
@unhurried
def test_a_division_survives_json(election, pass_on):
    problem, envelopes, rule = election
    division = divide(problem, envelopes, rule, pass_on)
    told = json.loads(json.dumps(division.as_json()))
    assert Division.from_json(told, problem) == division
    assert (told["left"], told["winners"]) == (
        division.as_json()["left"],
        list(division.winners),
    )


def test_json_that_is_no_division_of_this_problem_is_refused():
    told = divide(town(), [NOORD, GROEN], equal_shares).as_json()
    with pytest.raises(ValueError, match="not a division"):
        Division.from_json(equal_shares(town()).as_json(), town())
    with pytest.raises(ValueError, match="unknown projects: g1"):
        Division.from_json(told, problem(300, {"n1": 40, "n2": 30}, ["", ""]))
    told["parts"][0]["name"] = "Zuid"
    with pytest.raises(ValueError, match="part Zuid is of no envelope"):
        Division.from_json(told, town())


def test_a_city_is_divided_in_seconds(data_dir):
    import time

    city = read_pabulib(data_dir / "pabulib" / "Poland_Lodz_2023.pb")
    categories = sorted({project.attributes["category"] for project in city.projects})
    envelopes = [
        Envelope(
            category,
            city.budget // 20,
            tuple(p.id for p in city.projects if p.attributes["category"] == category),
        )
        for category in categories
    ]
    started = time.process_time()
    division = divide(city, envelopes, partial(equal_shares, completion="add1"))
    assert time.process_time() - started < 6
    assert (city.voters, len(division.parts)) == (70747, 8)
