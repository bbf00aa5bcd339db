"""What holds for every problem, against a second, naive implementation."""

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.engines.allocation import (
    BallotGroup,
    Outcome,
    Problem,
    check,
    equal_shares,
    explain,
    greedy,
    phragmen,
)
from tests.engines import cases

# A busy machine is no fault of the engine.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
utilities = st.sampled_from(["cost", "cardinality"])
completions = st.sampled_from(["none", "add1", "utilitarian"])
ties = st.sampled_from(["lexicographic", "votes", "cost"])


@st.composite
def outcomes(draw) -> tuple[Problem, Outcome]:
    problem = draw(cases.problems())
    rule = draw(st.sampled_from([equal_shares, phragmen, greedy]))
    options = {"ties": draw(ties)}
    if rule is not phragmen:
        options["utility"] = draw(utilities)
    if rule is equal_shares:
        options["completion"] = draw(completions)
        options["increment"] = draw(st.sampled_from([1, Fraction(1, 2), 7]))
    return problem, rule(problem, **options)


@given(cases.problems(), utilities)
@unhurried
def test_equal_shares_is_what_the_naive_one_says(problem, utility):
    outcome = equal_shares(problem, utility=utility)
    assert list(outcome.winners) == cases.naive_equal_shares(problem, utility)


@given(cases.problems(most_voters=4), utilities, st.sampled_from([1, Fraction(3, 2)]))
@unhurried
def test_add1_is_what_the_naive_one_says(problem, utility, increment):
    outcome = equal_shares(problem, utility=utility, completion="add1", increment=increment)
    assert list(outcome.winners) == cases.naive_add1(problem, utility, Fraction(increment))


@given(cases.problems())
@unhurried
def test_phragmen_is_what_the_naive_one_says(problem):
    assert list(phragmen(problem).winners) == cases.naive_phragmen(problem)


@given(cases.problems(), utilities)
@unhurried
def test_greedy_is_what_the_naive_one_says(problem, utility):
    assert list(greedy(problem, utility=utility).winners) == cases.naive_greedy(problem, utility)


@given(outcomes())
@settings(unhurried, max_examples=300)
def test_every_outcome_stands_and_can_be_explained(solved):
    problem, outcome = solved
    verdict = check(problem, outcome)
    assert verdict, verdict.findings
    stories = explain(problem, outcome)
    assert sorted(story.project for story in stories) == sorted(problem.by_id)
    assert [story.project for story in stories if story.won] == list(outcome.winners)
    for story in stories:
        assert story.lacked is None or story.lacked > 0


@given(outcomes())
@unhurried
def test_an_outcome_survives_json(solved):
    problem, outcome = solved
    again = Outcome.from_json(json.loads(json.dumps(outcome.as_json())))
    assert again == outcome
    assert check(problem, again)


@given(cases.problems(), utilities, completions, ties, st.randoms(use_true_random=False))
@unhurried
def test_the_order_of_ballots_and_projects_does_not_matter(
    problem: Problem, utility: str, completion: str, order: str, dice: random.Random
):
    projects, ballots = list(problem.projects), list(problem.ballots)
    dice.shuffle(projects)
    dice.shuffle(ballots)
    shuffled = replace(problem, projects=tuple(projects), ballots=tuple(ballots))
    single = replace(
        problem, ballots=tuple(BallotGroup(b, 1) for b in cases.single_ballots(problem))
    )
    options = {"utility": utility, "completion": completion, "ties": order}
    assert (
        equal_shares(problem, **options)
        == equal_shares(shuffled, **options)
        == equal_shares(single, **options)
    )
    assert phragmen(problem, ties=order) == phragmen(shuffled, ties=order)
    assert phragmen(problem, ties=order) == phragmen(single, ties=order)
    assert greedy(problem, utility, order) == greedy(shuffled, utility, order)


@given(outcomes(), st.data())
@settings(unhurried, max_examples=400)
def test_a_changed_outcome_is_rejected(solved, data):
    problem, outcome = solved
    changed = data.draw(st.sampled_from([*_changes(problem, outcome)]))
    if changed != outcome:
        assert not check(problem, changed)


def _changes(problem: Problem, outcome: Outcome):
    yield replace(outcome, cost=outcome.cost + 1)
    yield replace(outcome, budget=outcome.budget + 1)
    yield replace(outcome, voters=outcome.voters + 1)
    yield replace(outcome, share=outcome.share + 1)
    yield replace(outcome, runs=outcome.runs + 1)
    yield replace(outcome, stopped="enough")
    yield replace(outcome, winners=outcome.winners[:-1])
    yield replace(outcome, winners=tuple(reversed(outcome.winners)))
    yield replace(outcome, end=(*outcome.end, ("a", 1)))
    yield replace(outcome, overshoot=(*outcome.overshoot, ("a", 1)))
    yield replace(outcome, rule="lottery")
    yield replace(outcome, completion="add2")
    yield replace(outcome, utility="joy")
    yield _with_rounds(problem, outcome, outcome.rounds[:-1])
    yield _with_rounds(problem, outcome, outcome.rounds[::-1])
    for place, turn in enumerate(outcome.rounds):
        others = (outcome.rounds[:place], outcome.rounds[place + 1 :])
        changed = [
            replace(turn, price=turn.price + Fraction(1, 1000)),
            replace(turn, price=-turn.price - 1),
            replace(turn, full=turn.full + 1),
            replace(turn, less=turn.less + 1),
            replace(turn, nothing=turn.nothing + 1),
            replace(turn, stage="dice"),
            replace(turn, money=turn.money[1:]),
            replace(turn, money=tuple((name, amount + 1) for name, amount in turn.money)),
        ]
        losers = [name for name in problem.by_id if name not in outcome.winners]
        changed += [replace(turn, winner=name) for name in losers]
        for other in changed:
            yield _with_rounds(problem, outcome, (*others[0], other, *others[1]))


def _with_rounds(problem: Problem, outcome: Outcome, rounds) -> Outcome:
    rounds = tuple(replace(turn, number=place) for place, turn in enumerate(rounds, 1))
    winners = tuple(turn.winner for turn in rounds)
    return replace(outcome, rounds=rounds, winners=winners, cost=problem.cost_of(winners))


def test_the_checker_shares_nothing_with_the_solver():
    import ast
    import inspect

    from schakel.engines.allocation import checker, ledgers

    allowed = {"amounts", "outcome", "problem", "explanation", "ledgers"}
    for module in (checker, ledgers):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("schakel"):
                assert node.module.rsplit(".", 1)[1] in allowed


@pytest.mark.parametrize("voters", [3000])
def test_a_round_of_thousands_of_ballots_with_add1_takes_seconds(voters):
    import time

    dice = random.Random(7)
    names = [f"{number}" for number in range(20)]
    costs = {name: dice.randrange(2000, 25000, 100) for name in names}
    ballots = [dice.sample(names, dice.randrange(1, 7)) for _ in range(voters)]
    started = time.process_time()
    outcome = equal_shares(cases.problem(60000, costs, ballots), completion="add1")
    assert outcome.runs > 5
    assert time.process_time() - started < 5
