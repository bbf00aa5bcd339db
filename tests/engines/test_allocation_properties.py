"""What holds for every problem, against a second, naive implementation."""

import ast
import json
import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.engines.allocation import (
    BallotGroup,
    Outcome,
    Problem,
    check,
    checker,
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


@given(cases.any_outcomes())
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


@given(cases.any_outcomes())
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


def test_the_checker_shares_nothing_with_the_solver():
    """It may read what is asked and what was answered, and nothing of how that was found."""
    engine = "schakel.engines.allocation"
    facts = {f"{engine}.{noun}" for noun in ("amounts", "ballots", "outcome", "problem")}
    allowed = {*facts, "schakel.engines.explanation"}
    modules = sorted(Path(checker.__file__).parent.glob("*.py"))
    assert len(modules) > 5
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.ImportFrom):
                named = [node.module or ""]
                if node.module == f"{engine}.checker":
                    named = [f"{engine}.checker.{one.name}" for one in node.names]
            elif isinstance(node, ast.Import):
                named = [one.name for one in node.names]
            else:
                continue
            for name in named:
                own = name.startswith(f"{engine}.checker.")
                assert own or name in allowed or not name.startswith("schakel"), module.name


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
