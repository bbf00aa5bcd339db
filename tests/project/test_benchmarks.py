"""docs/benchmarks.md is made in parts: what was not measured again stands as it was."""

import sys

import pytest

from tests.project.files import ROOT

sys.path += [str(ROOT / "tools"), str(ROOT / "bench")]
import bench_document
import race
import report
from bench_document import Section, written


def section(name: str, rows: list[dict[str, object]], passed: bool = True) -> Section:
    return Section(name, f"What {name} is.", "2026-11-26", "2 cores", "Python 3.11", rows, passed)


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Report rows, and get them as `make bench` reads them."""
    path = tmp_path / "rows"
    monkeypatch.setenv("SCHAKEL_BENCH_ROWS", str(path))

    def read() -> list[dict[str, object]]:
        return bench_document.rows_of(path.read_text())

    return read


def test_a_row_tells_median_spread_target_and_verdict(told):
    report.row("one | thing", [3, 1, 1234.5], "ms", target="under 2 ms", holds=False, note="slow")
    text = written("", section("journal", told(), passed=False))
    assert r"| one \| thing | 3 ms | 1 - 1,234 | under 2 ms | **missed** |" in text
    assert "one | thing: slow." in text
    assert "**Failed.**" in text


def test_a_section_is_replaced_and_the_others_stay(told):
    report.row("old", [1.0], "s")
    text = written(written("", section("search", told())), section("areas", []))
    assert text.index("## areas") < text.index("## search")
    report.row("new", [2.0], "s", target="under 3 s", holds=True)
    again = written(text, section("areas", told()[1:]))
    assert "| new | 2 s | 2 - 2 | under 3 s | met |" in again
    assert again.count("## areas") == 1
    assert again.split("## search")[1] == text.split("## search")[1]
    assert written(again, section("areas", told()[1:])) == again


def test_without_a_file_for_rows_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.delenv("SCHAKEL_BENCH_ROWS", raising=False)
    monkeypatch.chdir(tmp_path)
    report.row("one", [1], "s")
    assert not list(tmp_path.iterdir())


def test_the_ratio_is_of_medians_and_its_spread_of_pairs():
    slow = [race.Turn(seconds, ("a",)) for seconds in (10, 30, 20)]
    fast = [race.Turn(seconds, ("a",)) for seconds in (1, 2, 4)]
    assert race.ratio(slow, fast) == (10, 5, 15)


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (("a", "b"), ""),
        (("b", "a"), "the same winners in another order"),
        (("a", "c"), "other winners: b against c"),
    ],
)
def test_a_race_is_only_won_with_the_same_winners(theirs, said):
    assert race.apart([race.Turn(1, ("a", "b"))], [race.Turn(1, theirs)]) == said


def test_a_peer_that_ends_is_not_waited_for(tmp_path, monkeypatch):
    program = tmp_path / "ends.py"
    program.write_text("import sys; print(sys.argv[1], file=sys.stderr)")
    monkeypatch.setattr(race, "PEERS", program)
    with race.Runner("nobody") as runner, pytest.raises(RuntimeError, match="nobody ended"):
        runner.run(tmp_path, "add1", tmp_path)


def test_peers_of_one_race_are_run_in_turn(tmp_path, monkeypatch):
    program, log = tmp_path / "peer.py", tmp_path / "log"
    program.write_text(
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    task = json.loads(line)\n"
        f"    open({str(log)!r}, 'a').write(sys.argv[1] + task['warm'] + task['path'] + ' ')\n"
        "    print(json.dumps({'seconds': 1, 'winners': ['x']}), flush=True)\n"
    )
    monkeypatch.setattr(race, "PEERS", program)
    turns = race.race(["a", "b"], "1", "add1", "0", runs=2)
    assert log.read_text().split() == ["a00", "b00", "a01", "b01", "a01", "b01"]
    assert turns["b"] == [race.Turn(1, ("x",))] * 2


def test_the_document_holds_a_section_of_each_bench_it_names():
    """And nothing beside: what is in it was measured by a program that is still there."""
    text = (ROOT / "docs/benchmarks.md").read_text()
    sections = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    programs = {path.stem.removeprefix("bench_") for path in ROOT.glob("bench/bench_*.py")}
    assert "allocation" in sections
    assert set(sections) <= programs
    assert sections == sorted(sections)
