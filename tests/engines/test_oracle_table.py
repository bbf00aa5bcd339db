"""Our winners against those of exact pabutools: all in the table, and twenty files asked anew.

The table is made by `make oracle`; pabutools is GPL and stays outside what we publish.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schakel.engines.allocation import Problem, equal_shares, greedy, phragmen, read_pabulib
from tools.oracle_table import BASE, LATER, Source, Table, answers, digest, sources, version

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "allocation.md"
PARTS = 6
AGAIN = "make oracle"

OURS: dict[str, Callable[[Problem], tuple[str, ...]]] = {
    "equal-shares cost": lambda p: equal_shares(p, "cost").winners,
    "equal-shares cardinality": lambda p: equal_shares(p, "cardinality").winners,
    "equal-shares points": lambda p: equal_shares(p, "points").winners,
    "equal-shares borda": lambda p: equal_shares(p, "borda").winners,
    "equal-shares cost add1": lambda p: equal_shares(p, "cost", "add1").winners,
    "greedy cost": lambda p: greedy(p, "cost").winners,
    "greedy cardinality": lambda p: greedy(p, "cardinality").winners,
    # pabutools gives these sorted, not in the order in which they were bought.
    "phragmen": lambda p: tuple(sorted(phragmen(p).winners)),
}


def differences(path: Path, told: dict[str, Any]) -> list[str]:
    problem = read_pabulib(path)
    found = []
    for question, answer in told.items():
        # What pabutools could not answer is in the table by name, and cannot be compared.
        if isinstance(answer, str):
            ours = ",".join(OURS[question](problem))
            if ours != answer:
                found.append(f"{path.name}, {question}: ours {ours}, pabutools {answer}")
    return found


@pytest.mark.needs_data
@pytest.mark.parametrize("part", range(PARTS))
def test_winners_equal_the_table_of_exact_pabutools(data_dir, part):
    """In parts, so that the processes of a parallel run share the work."""
    files = sorted(Table.read().files.items())
    found = []
    for name, entry in files[part::PARTS]:
        path = data_dir / "pabulib" / name
        if not path.exists() or digest(path) != entry["sha256"]:
            found.append(f"{name} is not the file that was asked about: {AGAIN}")
        else:
            found += differences(path, entry["answers"])
    assert found == []


def test_the_document_says_what_the_table_holds():
    assert Table.read().sentence() in DOCUMENT.read_text(encoding="utf-8"), AGAIN


# --- asked anew -----------------------------------------------------------------------------------

OF_A_KIND = 5
LIGHT = 6  # one in so many files, those with least work for add1: together half a minute

UTILITIES = {
    "approval": ["cost", "cardinality"],
    "choose-1": ["cost", "cardinality"],
    "cumulative": ["points", "cost", "cardinality"],
    "ordinal": ["borda", "cost", "cardinality"],
}
SATISFACTION = {
    "cost": "Cost_Sat",
    "cardinality": "Cardinality_Sat",
    "points": "Additive_Cardinal_Sat",
    "borda": "Additive_Borda_Sat",
}


def chosen(folder: Path, kind: str) -> list[Source]:
    """Small files, spread evenly over the names."""
    files = sorted(
        (source for source in sources(folder) if source.kind == kind),
        key=lambda source: (source.work_of_add1, source.path.name),
    )
    small = sorted(files[: len(files) // LIGHT], key=lambda source: source.path.name)
    assert len(small) > 2 * OF_A_KIND
    return [small[index * len(small) // OF_A_KIND] for index in range(OF_A_KIND)]


@pytest.mark.needs_data
@pytest.mark.parametrize("kind", BASE)
def test_pabutools_still_answers_what_the_table_says(data_dir, kind):
    table = Table.read()
    assert version() == table.version, AGAIN
    for source in chosen(data_dir / "pabulib", kind):
        questions = [*BASE[kind], *LATER.get(kind, ())]
        told = table.files[source.path.name]["answers"]
        assert dict(answers(source.path, questions)) == told, f"{source.path.name}: {AGAIN}"


@pytest.mark.needs_data
@pytest.mark.parametrize("kind", BASE)
def test_completions_equal_those_of_pabutools(data_dir, kind):
    from pabutools import election, rules
    from pabutools.tiebreaking import lexico_tie_breaking

    for source in chosen(data_dir / "pabulib", kind):
        instance, profile = election.parse_pabulib(str(source.path))
        profile = profile.as_multiprofile()
        problem = read_pabulib(source.path)
        for utility in UTILITIES[kind]:
            satisfaction = getattr(election, SATISFACTION[utility])
            plain = {"sat_class": satisfaction, "tie_breaking": lexico_tie_breaking}
            raised = {**plain, "voter_budget_increment": 1}
            shares, most = rules.method_of_equal_shares, rules.greedy_utilitarian_welfare
            bare, full = shares(instance, profile, **plain), shares(instance, profile, **raised)
            theirs = {"none": bare, "add1": full} | {
                completion: rules.completion_by_rule_combination(
                    instance, profile, [most], [plain], initial_budget_allocation=begun
                )
                for completion, begun in (("utilitarian", bare), ("add1-greedy", full))
            }
            total = profile.as_sat_profile(satisfaction)
            for completion, winners in theirs.items():
                # Theirs ends with projects that nobody wants, while they fit; ours leaves them.
                wanted = [p.name for p in winners if total.total_satisfaction_project(p)]
                ours = equal_shares(problem, utility, completion).winners
                assert list(ours) == wanted, f"{source.path.name}, {utility}, {completion}"
            filled = [p.name for p in most(instance, profile, **plain)]
            assert list(greedy(problem, utility).winners) == filled, (
                f"{source.path.name}, {utility}"
            )
