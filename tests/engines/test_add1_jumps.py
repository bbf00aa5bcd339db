"""Add1 jumps to the next share at which anything changes: the same as taking every step."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engines.allocation import Problem, Project, equal_shares, native, read_pabulib
from schakel.engines.allocation.tally import Tally
from tests.engines.raised import after, disagreements, resampled, stops

FORINT = "Hungary_Budapest_2025_VIII_Jozsefvaros.pb"
SAMPLES, SEED = 200, 7


def stepwise(problem: Problem) -> tuple[int, str, tuple[str, ...]]:
    """Every step on its own: (steps, why it stopped, winners)."""
    steps, winners = 0, after(problem, 0)
    while not (reason := stops(problem, winners)):
        longer = after(problem, steps + 1)
        if stops(problem, longer) == "overshoot":
            return steps, "overshoot", winners
        steps, winners = steps + 1, longer
    return steps, reason, winners


def jumping(problem: Problem) -> tuple[int, str, tuple[str, ...]]:
    outcome = equal_shares(problem, completion="add1")
    return outcome.runs - 1, outcome.stopped, outcome.winners


@st.composite
def rounds(draw) -> Problem:
    """Costs of some hundreds and few voters: many steps; costs and ballots often equal: many ties."""
    names = "abcdef"[: draw(st.integers(2, 6))]
    cost = st.sampled_from([100, 200, 300]) | st.integers(1, 400)
    costs = [draw(cost) for _ in names]
    ballots = draw(st.lists(st.sets(st.sampled_from(names), min_size=1), min_size=2, max_size=7))
    projects = [Project(name, cost) for name, cost in zip(names, costs, strict=True)]
    return Problem.of(draw(st.integers(20, 1200)), projects, ballots)


@given(rounds())
@settings(deadline=None, max_examples=150)
def test_jumping_ends_where_stepping_does(problem):
    assert jumping(problem) == stepwise(problem)


def test_a_tie_in_votes_does_not_hide_a_change():
    """a and b tie in every run and a goes first; only b's voter can pay c, and only after 55 steps."""
    problem = Problem.of(
        200,
        [Project("a", 50), Project("b", 50), Project("c", 110)],
        [["a"], ["b", "c"]],
    )
    assert jumping(problem) == stepwise(problem) == (0, "exhaustive", ("a", "b"))
    problem = replace(problem, budget=211)
    assert jumping(problem) == stepwise(problem) == (55, "exhaustive", ("a", "b", "c"))


@pytest.mark.needs_data
def test_jumping_over_a_real_round_ends_where_stepping_does(data_dir):
    """Some hundreds of steps each."""
    steps = []
    for name in ("Assen_2024", "Amsterdam_179", "Amsterdam_304", "Amsterdam_588"):
        problem = read_pabulib(data_dir / "pabulib" / f"Netherlands_{name}.pb")
        assert jumping(problem) == stepwise(problem), name
        steps.append(jumping(problem)[0])
    assert sum(steps) > 1000


@pytest.mark.needs_data
def test_more_than_twenty_thousand_steps_as_samples_say(data_dir):
    problem = resampled(read_pabulib(data_dir / "pabulib" / FORINT))
    outcome = equal_shares(problem, completion="add1")
    last = outcome.runs - 1
    assert last >= 20_000
    dice = random.Random(SEED)
    steps = [*dice.sample(range(last), SAMPLES), *range(last - 20, last)]
    assert disagreements(problem, outcome, steps) == []


@pytest.mark.slow
@pytest.mark.needs_data
def test_the_kernel_steps_and_jumps_to_one_end(data_dir):
    """Of the file itself, in which projects tie by votes: every single step, by the kernel."""
    if native.kernel is None:
        pytest.skip("no kernel here")
    from schakel.engines.allocation.machine import machine

    tally = Tally(read_pabulib(data_dir / "pabulib" / FORINT), "lexicographic", "cost", [1])
    loaded = machine(tally).problem
    step = tally.unit * tally.voters

    def end(jump: bool) -> tuple[object, ...]:
        found = native.kernel.add1(loaded, tally.budget, tally.voters, step, None, jump)
        return found[0], found[2], found[3]

    assert end(True) == end(False)
    assert end(True)[0] > 20_000
