"""Real rounds: what a municipality decided, outcomes that stand, and how long it takes.

The winners of every file are compared with pabutools in test_oracle_table.py.
"""

import time
from pathlib import Path

import pytest

from schakel.engines.allocation import (
    check,
    equal_shares,
    greedy,
    phragmen,
    properties,
    read_pabulib,
    recount,
    write_pabulib,
)

pytestmark = pytest.mark.needs_data


def usable(path: Path) -> bool:
    with path.open(encoding="utf-8-sig") as lines:
        for line in lines:
            key, _, value = line.strip().partition(";")
            if key == "vote_type":
                return value in ("approval", "choose-1")
    return False


def test_add1_reproduces_the_official_result_of_assen(data_dir):
    problem = read_pabulib(data_dir / "pabulib" / "Netherlands_Assen_2024.pb")
    official = {p.id for p in problem.projects if p.attributes["selected"] == "1"}
    outcome = equal_shares(problem, utility="cost", completion="add1")
    assert set(outcome.winners) == official
    assert check(problem, outcome)


def test_outcomes_of_real_rounds_stand(data_dir):
    for path in sorted((data_dir / "pabulib").glob("Netherlands_*.pb")):
        if path.stat().st_size < 60_000:
            problem = read_pabulib(path)
            for outcome in (equal_shares(problem, completion="add1"), phragmen(problem)):
                assert check(problem, outcome), path.name


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_file_of_the_library_is_read_solved_and_checked(data_dir, part):
    """With its properties: those that a rule promises hold, the others are told."""
    files = [
        path
        for path in sorted((data_dir / "pabulib").glob("*.pb"))
        if path.stat().st_size < 1_000_000 and usable(path)
    ]
    assert len(files) > 500
    for path in files[part::4]:
        problem = read_pabulib(path)
        assert recount(problem, read_pabulib(write_pabulib(problem).splitlines(True)).ballots)
        for outcome in (
            equal_shares(problem),
            equal_shares(problem, "cardinality", "add1-greedy"),
            phragmen(problem),
            greedy(problem),
        ):
            assert check(problem, outcome), path.name
            held = {one.name: one.holds for one in properties(problem, outcome)}
            assert held["feasible"], path.name
            if outcome.rule == "equal-shares":
                assert held["priceable"] and held["ejr_plus"], path.name
            if outcome.rule == "greedy" or outcome.completion == "add1-greedy":
                assert held["exhaustive"], path.name


def test_add1_on_a_large_round_takes_seconds(data_dir):
    problem = read_pabulib(data_dir / "pabulib" / "Poland_Wieliczka_2023_Green_Budget.pb")
    started = time.process_time()
    assert equal_shares(problem, completion="add1").stopped == "exhaustive"
    assert time.process_time() - started < 60
