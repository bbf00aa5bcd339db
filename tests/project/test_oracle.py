"""`make oracle`: what it asks, what it keeps, and what it says of files that give no answer."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT

sys.path.append(str(ROOT / "tools"))
import oracle
from oracle_table import Table

ROUND = """META
key;value
budget;{budget}
num_projects;2
num_votes;{votes}
vote_type;{kind}
PROJECTS
project_id;cost
9;60
10;60
VOTES
voter_id;vote;points
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the tool on the files in this folder: code, what it printed, the table."""
    (tmp_path / "pabulib").mkdir()
    monkeypatch.setenv("SCHAKEL_DATA", str(tmp_path))
    monkeypatch.setattr(oracle, "TABLE", tmp_path / "oracle.json")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run(*options):
        monkeypatch.setattr(sys, "argv", ["oracle", *options])
        code = oracle.main()
        assert sorted(p.name for p in tmp_path.iterdir()) == ["oracle.json", "pabulib"]
        return code, capsys.readouterr().out, Table.read(tmp_path / "oracle.json")

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


def put(folder: Path, name: str, *ballots: str, kind: str = "approval", budget: int = 100) -> None:
    head = ROUND.format(budget=budget, votes=len(ballots), kind=kind)
    lines = [f"{number};{ballot}\n" for number, ballot in enumerate(ballots)]
    (folder / "pabulib" / name).write_text(head + "".join(lines))


def asked(told: str) -> int:
    return told.count(" answers")


def test_each_kind_of_ballot_is_asked_what_it_can_answer(tmp_path, run):
    # 100 for two voters, 50 each: neither can pay a project of 60 alone.
    put(tmp_path, "a.pb", "9;", "10;")
    put(tmp_path, "c.pb", "9,10;3,1", "9;2", kind="cumulative")
    put(tmp_path, "o.pb", "10,9;", "10,9;", kind="ordinal")
    put(tmp_path, "s.pb", "9;1", kind="scoring")
    code, told, table = run()
    assert code == 0 and "missing" not in told
    assert {name: entry["answers"] for name, entry in table.files.items()} == {
        "a.pb": {
            "equal-shares cardinality": "",
            "equal-shares cost": "",
            # With 60 each both can be paid, which is too much: what came before counts.
            "equal-shares cost add1": "",
            "greedy cardinality": "10",
            "greedy cost": "10",
            # Both have their turn at the same moment, and one would not fit.
            "phragmen": "10",
        },
        "c.pb": {"equal-shares points": "9"},
        "o.pb": {"equal-shares borda": "10"},
    }
    assert table.sentence() in told
    assert "3 files (1 approval, 0 choose-1, 1 cumulative, 1 ordinal)" in table.sentence()


def test_what_is_known_is_kept_and_a_changed_file_is_asked_anew(tmp_path, run):
    for name in ("a.pb", "b.pb"):
        put(tmp_path, name, "9;", "9;")
    first = run()
    assert asked(first[1]) == 4
    assert asked(run()[1]) == 0
    put(tmp_path, "b.pb", "10;", "10;")
    _, told, table = run()
    assert asked(told) == 2
    assert table.files["a.pb"] == first[2].files["a.pb"]
    assert table.files["b.pb"]["answers"]["equal-shares cost"] == "10"


def test_other_pabutools_is_asked_everything_anew(tmp_path, run, monkeypatch):
    put(tmp_path, "a.pb", "9;")
    run()
    monkeypatch.setattr(oracle, "version", lambda: "9.9")
    _, told, table = run()
    assert asked(told) == 2 and table.version == "9.9"


def test_a_file_that_pabutools_cannot_read_is_named_with_the_error(tmp_path, run):
    put(tmp_path, "a.pb", "9;", "unknown;")
    code, told, table = run()
    assert code == 0
    assert table.files["a.pb"]["answers"]["phragmen"] == {"error": "KeyError"}
    assert "missing: a.pb, phragmen: KeyError" in told
    assert "approval: 0 of 1 files" in told


def test_a_file_that_is_late_is_stopped_and_has_another_chance_with_more_time(
    tmp_path, run, monkeypatch
):
    def never(path, questions):
        yield questions[0], "9"
        signal.pause()

    put(tmp_path, "a.pb", "9;", kind="cumulative")
    put(tmp_path, "b.pb", "9;")
    with monkeypatch.context() as patched:
        patched.setattr(oracle, "answers", never)
        _, told, table = run("--cap", "0.5", "--add1-cap", "0.5", "--workers", "2")
    assert "b.pb, equal-shares cost:" not in told
    late = {"error": "TimeLimit", "seconds": 0.5}
    assert table.files["b.pb"]["answers"]["phragmen"] == late
    assert asked(run("--cap", "0.5", "--add1-cap", "0.5")[1]) == 0
    assert run("--cap", "60")[2].files["b.pb"]["answers"]["phragmen"] == "9"


def test_a_process_that_dies_costs_its_own_file_only(tmp_path, run, monkeypatch):
    known = oracle.answers

    def answers(path, questions):
        if path.name == "a.pb":
            os._exit(3)
        return known(path, questions)

    put(tmp_path, "a.pb", "9;")
    put(tmp_path, "b.pb", "9;")
    monkeypatch.setattr(oracle, "answers", answers)
    _, told, table = run()
    assert "missing: a.pb, phragmen: Exit 3" in told
    assert table.files["b.pb"]["answers"]["phragmen"] == "9"


def test_ctrl_c_leaves_a_sound_table_with_what_was_answered(tmp_path, run, monkeypatch):
    known = oracle.answers

    def answers(path, questions):
        yield from list(known(path, questions))[:3]
        if path.name == "b.pb":
            os.kill(os.getppid(), signal.SIGINT)
            signal.pause()

    put(tmp_path, "a.pb", "9;", kind="ordinal")
    put(tmp_path, "b.pb", "9;", "10;", "10;")
    with monkeypatch.context() as patched:
        patched.setattr(oracle, "answers", answers)
        code, told, table = run()
    assert code == 130
    assert "missing: b.pb, phragmen: not asked" in told
    assert table.files["a.pb"]["answers"] == {"equal-shares borda": ""}
    code, told, table = run()
    assert code == 0 and "missing" not in told


def test_when_the_time_is_up_the_rest_is_not_asked(tmp_path, run, monkeypatch):
    put(tmp_path, "a.pb", "9;")
    run()
    put(tmp_path, "b.pb", "9;")
    code, told, table = run("--minutes", "0")
    assert code == 0 and asked(told) == 0
    assert "missing: b.pb, greedy cost: not asked" in told
    assert list(table.files) == ["a.pb"]


def test_inexact_pabutools_and_a_folder_without_files_are_refused(
    tmp_path, run, monkeypatch, capsys
):
    monkeypatch.setattr(sys, "argv", ["oracle"])
    assert oracle.main() == 2
    assert "set SCHAKEL_DATA" in capsys.readouterr().err
    put(tmp_path, "a.pb", "9;")
    monkeypatch.setattr("pabutools.fractions.FRACTION", "float")
    assert oracle.main() == 2
    assert "computes with float, not with gmpy2" in capsys.readouterr().err
    assert not (tmp_path / "oracle.json").exists()
