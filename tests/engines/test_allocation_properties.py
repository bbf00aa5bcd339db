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
    Project,
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


def test_who_costs_nothing_and_loses_was_short_of_nothing():
    """By Borda points the only project gets none, so that nobody buys even what is free."""
    problem = Problem(1, (Project("0", 0),), (BallotGroup(("0",), 1),), kind="ordinal")
    (story,) = explain(problem, equal_shares(problem, utility="borda"))
    assert (story.won, story.lacked) == (False, None)


@given(cases.any_outcomes())
@unhurried
def test_an_outcome_survives_json(solved):
    problem, outcome = solved
    again = Outcome.from_json(json.loads(json.dumps(outcome.as_json())))
    assert again == outcome
    assert check(problem, again)


def solved_again(problem: Problem, outcome: Outcome) -> Outcome:
    """What the same rule with the same options makes of another problem."""
    if outcome.rule == "phragmen":
        return phragmen(problem, outcome.ties)
    if outcome.compared is None and outcome.rule == "greedy":
        return greedy(problem, outcome.utility, outcome.ties)
    shares = outcome if outcome.rule == "equal-shares" else outcome.compared.other
    return equal_shares(
        problem,
        shares.utility,
        shares.completion,
        shares.increment or 1,
        shares.ties,
        compare=outcome.compared.by if outcome.compared else "none",
    )


@given(cases.any_outcomes(), st.randoms(use_true_random=False))
@settings(unhurried, max_examples=200)
def test_the_order_of_ballots_and_projects_does_not_matter(solved, dice: random.Random):
    problem, outcome = solved
    projects, ballots = list(problem.projects), list(problem.ballots)
    dice.shuffle(projects)
    dice.shuffle(ballots)
    shuffled = replace(problem, projects=tuple(projects), ballots=tuple(ballots))
    assert solved_again(shuffled, outcome) == outcome
    singles = [BallotGroup(b, 1, points) for b, n, points in ballots for _ in range(n)]
    assert solved_again(replace(problem, ballots=tuple(singles)), outcome) == outcome


@given(cases.any_outcomes(), st.randoms(use_true_random=False))
@settings(unhurried, max_examples=200)
def test_other_names_give_the_same_outcome_by_those_names(solved, dice: random.Random):
    """Names that keep the order of the ids, so that the declared order of ties goes along."""
    problem, outcome = solved
    new = {
        name: f"{100 + at}-{dice.randrange(99)}" for at, name in enumerate(sorted(problem.by_id))
    }
    assert solved_again(renamed(problem, new), outcome) == told_by(new, outcome)


@given(cases.any_outcomes(), st.randoms(use_true_random=False))
@settings(unhurried, max_examples=200)
def test_only_the_declared_order_looks_at_names(solved, dice: random.Random):
    """With costs that all differ, ties by cost never come to the id: any names will do."""
    problem, outcome = solved
    projects = [
        replace(one, cost=1000 * one.cost + place, minimum=None if one.minimum is None else 1)
        for place, one in enumerate(problem.projects)
    ]
    problem = replace(problem, projects=tuple(projects), budget=1000 * problem.budget)
    outcome = solved_again(problem, outcome.but(ties="cost", compared=None))
    names = [*problem.by_id]
    dice.shuffle(names)
    new = {name: f"plan {place}" for place, name in enumerate(names)}
    assert solved_again(renamed(problem, new), outcome) == told_by(new, outcome)


def renamed(problem: Problem, new: dict[str, str]) -> Problem:
    projects = tuple(replace(one, id=new[one.id]) for one in problem.projects)
    ballots = []
    for names, count, points in problem.ballots:
        pairs = list(zip([new[name] for name in names], points or names, strict=True))
        if problem.kind != "ordinal":
            pairs.sort()
        chosen = tuple(name for name, _ in pairs)
        ballots.append(BallotGroup(chosen, count, tuple(p for _, p in pairs) if points else ()))
    return replace(problem, projects=projects, ballots=tuple(ballots))


def told_by(new: dict[str, str], outcome: Outcome) -> Outcome:
    """The outcome with other names; money stays in text order of the ids."""

    def money(told):
        return tuple(sorted((new[name], amount) for name, amount in told))

    compared = outcome.compared
    return replace(
        outcome,
        winners=tuple(new[name] for name in outcome.winners),
        rounds=tuple(
            replace(turn, winner=new[turn.winner], money=money(turn.money))
            for turn in outcome.rounds
        ),
        end=money(outcome.end),
        overshoot=tuple((new[name], price) for name, price in outcome.overshoot),
        near_ties=tuple(replace(tie, project=new[tie.project]) for tie in outcome.near_ties),
        compared=compared and replace(compared, other=told_by(new, compared.other)),
    )


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
