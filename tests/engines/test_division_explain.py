from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.base.explanations import render_all
from schakel.engines.allocation import (
    BallotGroup,
    Envelope,
    Problem,
    Project,
    divide,
    division_explain,
    equal_shares,
    explain,
    explain_division,
    greedy,
    phragmen,
)
from schakel.engines.explanation import Explanation
from tests.engines.cases import problem
from tests.engines.divisions import GROEN, NOORD, elections, town

EURO = "€\u00a0"
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def stories(round_, envelopes, rule=equal_shares, **options):
    division = divide(round_, envelopes, rule, **options)
    return {story.project: story for story in explain_division(round_, division)}


def text(story, language="nl"):
    return " ".join(render_all(story.explanation, language)).replace(EURO, "€ ")


def test_where_each_plan_won_or_lost():
    told = stories(town(), [NOORD, GROEN])
    assert list(told) == ["n1", "g2", "s1", "g1", "n2", "s2"]
    assert [story.won_in for story in told.values()] == ["Noord", "groen", "", "", "", None]
    assert [story.round for story in told.values()] == [1, 1, 1, 2, 3, None]
    assert [part for part, _ in told["n1"].stories] == ["Noord"]
    assert [part for part, _ in told["n2"].stories] == ["Noord", ""]
    assert text(told["n1"]).startswith(
        "Dit plan krijgt geld uit het deelbudget Noord. 3 stemmers kozen dit plan. "
        "In ronde 1 hadden zij samen € 60 in hun deel."
    )


def test_who_won_the_second_time_hears_of_both():
    told = text(stories(town(), [NOORD, GROEN])["n2"])
    assert told.startswith(
        "Dit plan krijgt geld uit het gezamenlijk budget. 1 stemmer koos dit plan. "
        "In ronde 3 had die € 41,33 in het eigen deel."
    )
    assert "Uit het deelbudget Noord kreeg het geen geld. 1 stemmer koos dit plan." in told


def test_a_loser_hears_of_each_part():
    told = stories(town(), [NOORD, GROEN], pass_on=False)
    assert text(told["s2"], "en").startswith(
        "This plan receives no money now. It received no money from the shared budget. "
        "2 voters chose this plan."
    )
    none = stories(town(), [replace(NOORD, budget=30)], partial(greedy, utility="cardinality"))
    assert none["n1"].won_in == ""
    both = text(stories(town(), [Envelope("Noord", 100, ("s2",))], pass_on=False)["s2"])
    assert "Uit het deelbudget Noord kreeg het geen geld." in both
    assert both.index("deelbudget Noord") < both.index("Uit het gezamenlijk budget kreeg het")


def test_a_plan_that_another_part_excluded():
    ideas = [Project("a", 10, "Plein", exclusive="hoek"), Project("b", 10, exclusive="hoek")]
    round_ = Problem.of(40, [*ideas, Project("c", 10)], [["a", "b", "c"]])
    first, second = Envelope("een", 15, ("a",)), Envelope("twee", 15, ("b",))
    why = (
        "Dit plan krijgt nu geen geld. Van dit plan en ‘Plein’ kan er maar één doorgaan. "
        "‘Plein’ krijgt geld uit het deelbudget een."
    )
    assert text(stories(round_, [first, second])["b"]) == why
    assert text(stories(round_, [first])["b"]) == why
    # Without money for a shared part too, and after a story of its own.
    whole = [replace(first, budget=10), Envelope("twee", 5, ("b",))]
    exact = replace(round_, budget=15)
    assert text(stories(exact, whole, pass_on=False)["b"]) == why
    told = text(stories(exact, whole[::-1], pass_on=False)["b"])
    assert told.startswith("Dit plan krijgt nu geen geld. Uit het deelbudget twee kreeg het geen")
    assert told.endswith("‘Plein’ krijgt geld uit het deelbudget een.")
    # Within one envelope its own story says so, once.
    one = text(stories(round_, [Envelope("een", 15, ("a", "b"))])["b"])
    assert one.count("kan er maar één doorgaan") == 1
    assert "deelbudget een kreeg het geen geld" in one


def test_without_voters_or_without_shared_money():
    silent = problem(100, {"a": 10, "b": 10, "c": 10}, ["a", ""])
    envelopes = [Envelope("een", 90, ("a",)), Envelope("twee", 10, ("b",), "own")]
    told = stories(silent, envelopes, pass_on=False)
    assert text(told["b"]) == (
        "Dit plan krijgt nu geen geld. Uit het deelbudget twee kreeg het geen geld. "
        "Niemand koos een plan van dit deelbudget. "
        "Er was geen geld voor een gezamenlijk budget."
    )
    assert text(told["c"]) == (
        "Dit plan krijgt nu geen geld. Er was geen geld voor een gezamenlijk budget."
    )
    nobody = problem(100, {"a": 10}, [])
    assert "Niemand heeft gestemd." in text(stories(nobody, envelopes[:0])["a"])


def promises(explanation):
    found = list(explanation.would_change)
    for reason in explanation.because:
        found += promises(reason)
    return found


def test_a_promise_is_made_where_it_is_certain():
    told = stories(town(), [NOORD, GROEN])
    assert [change.values for change in promises(told["s2"].explanation)] == [
        {"cost": Fraction(8266, 100)}
    ]
    for name in ("n1", "g2", "s1", "g1"):
        assert promises(told[name].explanation) == []
    # A plan of an envelope too: cheaper it wins there, or loses by the same run as before.
    lost = stories(town(), [Envelope("Noord", 100, ("s2",))], pass_on=False)["s2"]
    cheaper = [c for c in promises(lost.explanation) if c.key == "allocation.change.cheaper"]
    assert [change.values["cost"] for change in cheaper] == [
        Fraction(3333, 100),
        # Of twice 33.33, 12 went to g1 and 6 to g2.
        Fraction(4866, 100),
    ]


@pytest.mark.parametrize(
    ("rule", "shared"),
    [
        (equal_shares, ["cheaper"]),
        (greedy, ["cheaper"]),
        # These may end another way when a plan that loses becomes cheaper.
        (phragmen, []),
        (partial(equal_shares, completion="add1"), []),
    ],
)
def test_what_would_change_a_part_is_told_where_it_would_change_the_whole(
    rule, shared, monkeypatch
):
    def explain_with_changes(*arguments):
        changes = (Explanation("allocation.change.cheaper"), Explanation("more voters"))
        return tuple(
            replace(story, explanation=replace(story.explanation, would_change=changes))
            for story in explain(*arguments)
        )

    monkeypatch.setattr(division_explain, "explain", explain_with_changes)

    def kept(round_, envelopes, name):
        told = stories(round_, envelopes, rule)[name]
        assert told.won_in is None
        return [
            [change.key.removeprefix("allocation.change.") for change in promises(reason)]
            for reason in told.explanation.because
        ]

    costs = {"a": 20, "b": 500, "c": 500, "d": 10}
    round_ = problem(100, costs, ["abcd", "abcd", "abd"])
    envelopes = [Envelope("een", 30, ("a", "b")), Envelope("twee", 30, ("d",))]
    assert kept(round_, envelopes, "b") == [["cheaper", "more voters"], shared]
    # In no envelope: its cost changes nothing before the shared budget. More voters may.
    assert kept(round_, envelopes, "c") == [["cheaper"]]
    # More voters may also let another of its set win in an envelope before its own.
    sets = tuple(replace(p, exclusive="x") if p.id in "bc" else p for p in round_.projects)
    spanning = replace(round_, projects=sets)
    assert kept(spanning, envelopes, "b") == [["cheaper"], shared]


@given(elections(parts=False), st.booleans())
@settings(unhurried, max_examples=300)
def test_every_project_is_told_of_and_what_is_promised_is_true(election, pass_on):
    problem, envelopes, rule = election
    division = divide(problem, envelopes, rule, pass_on)
    told = explain_division(problem, division)
    assert [story.project for story in told][: len(division.winners)] == list(division.winners)
    assert sorted(story.project for story in told) == sorted(problem.by_id)
    for story in told:
        assert all(render_all(story.explanation, language) for language in ("nl", "en"))
        assert (story.won_in is None) == (story.project not in division.winners)
        for change in promises(story.explanation):
            if change.key == "allocation.change.cheaper":
                own = {"cost": change.values["cost"]}
                cheaper = tuple(
                    replace(project, **own) if project.id == story.project else project
                    for project in problem.projects
                )
                again = divide(replace(problem, projects=cheaper), envelopes, rule, pass_on)
                assert story.project in again.winners
            if change.key == "allocation.change.more_voters":
                points = (1,) if problem.kind == "cumulative" else ()
                more = BallotGroup((story.project,), change.values["voters"], points)
                larger = replace(problem, ballots=(*problem.ballots, more))
                again = divide(larger, envelopes, rule, pass_on)
                assert story.project in again.winners
