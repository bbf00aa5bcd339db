"""Our winners against pabutools, and against what a municipality decided."""

import time
from pathlib import Path

import pytest

from schakel.engines.allocation import (
    check,
    equal_shares,
    greedy,
    phragmen,
    read_pabulib,
)

pytestmark = pytest.mark.needs_data

OTHERS = 40
SMALLEST, LARGEST, LARGE = 20_000, 200_000, 500_000


def usable(path: Path) -> bool:
    with path.open(encoding="utf-8-sig") as lines:
        for line in lines:
            key, _, value = line.strip().partition(";")
            if key == "vote_type":
                return value in ("approval", "choose-1")
    return False


def chosen_files(folder: Path) -> list[Path]:
    """All Dutch files, and 40 others spread evenly over the names, none of them large."""
    dutch = sorted(folder.glob("Netherlands_*.pb"))
    others = [
        path
        for path in sorted(folder.glob("*.pb"))
        if path not in dutch and SMALLEST <= path.stat().st_size <= LARGEST and usable(path)
    ]
    step = len(others) / OTHERS
    return [path for path in dutch if usable(path)] + [
        others[int(index * step)] for index in range(OTHERS)
    ]


def differences(path: Path) -> list[str]:
    import pabutools.fractions
    from pabutools.election import Cardinality_Sat, Cost_Sat, parse_pabulib
    from pabutools.rules import (
        greedy_utilitarian_welfare,
        method_of_equal_shares,
        sequential_phragmen,
    )

    assert pabutools.fractions.FRACTION == "gmpy2"
    instance, profile = parse_pabulib(str(path))
    # Equal ballots together: the same rules, several times faster where many ballots are equal.
    profile = profile.as_multiprofile()
    ours = read_pabulib(path)
    utilities = [("cost", Cost_Sat), ("cardinality", Cardinality_Sat)]
    if path.stat().st_size > LARGE:
        utilities = utilities[:1]
    found = []
    for utility, satisfaction in utilities:
        theirs = method_of_equal_shares(instance, profile, sat_class=satisfaction)
        if equal_shares(ours, utility=utility).winners != tuple(p.name for p in theirs):
            found.append(f"{path.name}: equal shares, {utility}")
        theirs = greedy_utilitarian_welfare(instance, profile, sat_class=satisfaction)
        if greedy(ours, utility=utility).winners != tuple(p.name for p in theirs):
            found.append(f"{path.name}: greedy, {utility}")
    theirs = sequential_phragmen(instance, profile)
    if set(phragmen(ours).winners) != {p.name for p in theirs}:
        found.append(f"{path.name}: Phragmén")
    return found


@pytest.mark.parametrize("part", range(4))
def test_winners_equal_exact_pabutools(data_dir, part):
    """In parts, so that the processes of a parallel run share the work."""
    files = chosen_files(data_dir / "pabulib")
    assert len(files) == len(list((data_dir / "pabulib").glob("Netherlands_*.pb"))) + OTHERS
    files.sort(key=lambda path: path.stat().st_size)
    assert [line for path in files[part::4] for line in differences(path)] == []


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
def test_every_file_of_the_library_is_read_solved_and_checked(data_dir):
    done = 0
    for path in sorted((data_dir / "pabulib").glob("*.pb")):
        if path.stat().st_size < 1_000_000 and usable(path):
            problem = read_pabulib(path)
            for outcome in (equal_shares(problem), phragmen(problem), greedy(problem)):
                assert check(problem, outcome), path.name
            done += 1
    assert done > 500


def test_add1_on_a_large_round_takes_seconds(data_dir):
    problem = read_pabulib(data_dir / "pabulib" / "Poland_Wieliczka_2023_Green_Budget.pb")
    started = time.process_time()
    assert equal_shares(problem, completion="add1").stopped == "exhaustive"
    assert time.process_time() - started < 60
