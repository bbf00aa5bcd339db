"""The kernel in C and its twin in Python: two programs, one outcome."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.engines.allocation import (
    Problem,
    Project,
    equal_shares,
    machine,
    native,
    phragmen,
    read_pabulib,
)
from schakel.engines.allocation.story import Probe
from schakel.engines.allocation.tally import Tally
from schakel.engines.allocation.twin import Twin
from tests.engines.cases import any_problems, utilities

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=400)
LARGEST_IN_A_HURRY = 120_000


@pytest.fixture(autouse=True)
def _kernel_is_loaded():
    if native.kernel is None and not shutil.which("cc"):
        pytest.skip("no compiler here, so no kernel")
    assert native.kernel is not None, "there is a compiler, but the kernel was not built"


@given(any_problems(), st.data())
@unhurried
def test_a_run_tells_the_same_story(problem, data):
    utility = data.draw(st.sampled_from(utilities(problem)))
    tally = Tally(problem, data.draw(st.sampled_from(["lexicographic", "votes", "cost"])), utility)
    kernel, twin = machine.machine(tally), Twin(tally)
    assert not isinstance(kernel, Twin)
    assert kernel.story(tally.budget, tally.voters) == twin.story(tally.budget, tally.voters)


@given(any_problems(), st.data())
@unhurried
def test_add1_ends_at_the_same_step(problem, data):
    utility = data.draw(st.sampled_from(utilities(problem)))
    step = data.draw(st.sampled_from([1, Fraction(1, 4), 20]))
    tally = Tally(problem, "lexicographic", utility, [step])
    whole = int(step * tally.unit)
    assert machine.machine(tally).add1(whole, None) == Twin(tally).add1(whole, None)


@given(any_problems(parts=False), st.sampled_from(["lexicographic", "votes", "cost"]))
@unhurried
def test_phragmen_tells_the_same_story(problem, ties):
    tally = Tally(problem, ties)
    assert machine.machine(tally).phragmen() == Twin(tally).phragmen()


@given(any_problems(parts=False), st.data())
@unhurried
def test_a_probe_asks_the_same_question(problem, data):
    tally = Tally(problem, "lexicographic", data.draw(st.sampled_from(["cost", "cardinality"])))
    project = data.draw(st.integers(0, len(tally.ids) - 1))
    cost = data.draw(st.integers(1, 2 * max(tally.costs) + 1))
    probe = Probe(project, cost, data.draw(st.integers(0, 40)))
    total, voters = tally.budget, tally.voters + probe.extra
    kernel, twin = machine.machine(tally), Twin(tally)
    assert kernel.winners(total, voters, probe) == twin.winners(total, voters, probe)
    # and leaves nothing behind
    assert kernel.winners(total, tally.voters) == twin.winners(total, tally.voters)


def test_numbers_too_large_for_the_kernel_go_to_its_twin():
    problem = Problem.of(10**40, [Project("a", 10**39), Project("b", 10**40)], [["a"], ["a", "b"]])
    assert isinstance(machine.machine(Tally(problem, "lexicographic")), Twin)
    assert equal_shares(problem).winners == ("a",)


def outcomes_of(path: Path) -> list[object]:
    notes: list[object] = []
    problem = read_pabulib(path, notes.append)
    found: list[object] = [problem, notes, phragmen(problem)]
    for utility in utilities(problem):
        found += [
            equal_shares(problem, utility),
            equal_shares(problem, utility, completion="utilitarian"),
        ]
    return found


def same_without_the_kernel(paths, monkeypatch) -> list[str]:
    different = []
    for path in paths:
        mine = outcomes_of(path)
        with monkeypatch.context() as patched:
            patched.setattr(native, "kernel", None)
            if outcomes_of(path) != mine:
                different.append(path.name)
    return different


@pytest.mark.needs_data
@pytest.mark.parametrize("part", range(4))
def test_every_small_file_has_one_outcome(data_dir, part, monkeypatch):
    paths = sorted((data_dir / "pabulib").glob("*.pb"))
    small = [path for path in paths if path.stat().st_size < LARGEST_IN_A_HURRY]
    assert len(small) > 300
    assert same_without_the_kernel(small[part::4], monkeypatch) == []


@pytest.mark.slow
@pytest.mark.needs_data
def test_every_large_file_has_one_outcome(data_dir, monkeypatch):
    paths = sorted((data_dir / "pabulib").glob("*.pb"))
    large = [path for path in paths if path.stat().st_size >= LARGEST_IN_A_HURRY]
    assert len(large) > 200
    assert same_without_the_kernel(large, monkeypatch) == []
