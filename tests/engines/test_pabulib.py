import io
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schakel.engines.allocation import (
    PabulibError,
    equal_shares,
    native,
    read_pabulib,
    write_pabulib,
)
from tests.engines.cases import problem, street

FILE = """META
key;value
description;Voorbeeld
budget;400
vote_type;approval
currency;EUR
num_projects;2
num_votes;3
PROJECTS
project_id;cost;votes;name;category
3;200;2;Speeltuin;groen
12;150;1;"Bank; met leuning";
VOTES
voter_id;vote;age
1;3,12;40
2;3;
3;;
"""


def read(text, **options):
    return read_pabulib(text.splitlines(keepends=True), name="proef.pb", **options)


def refusal(text):
    with pytest.raises(PabulibError) as refused:
        read(text)
    values = refused.value.explanation.values
    assert values["file"] == "proef.pb"
    return refused.value.explanation.key.removeprefix("allocation.file."), values.get("line")


def notes(text):
    heard = []
    read(text, on_note=heard.append)
    return {note.key.removeprefix("allocation.note."): dict(note.values) for note in heard}


def test_a_file_becomes_a_problem(tmp_path):
    path = tmp_path / "ronde.pb"
    path.write_text(FILE, encoding="utf-8")
    found = read_pabulib(path)
    assert (found.budget, found.voters, found.currency) == (400, 3, "EUR")
    assert found.meta["description"] == "Voorbeeld"
    assert found.votes == {"3": 2, "12": 1}
    assert found.by_id["12"].name == "Bank; met leuning"
    assert found.by_id["3"].attributes == {"category": "groen"}
    assert {group.projects: group.count for group in found.ballots} == {
        (): 1,
        ("12", "3"): 1,
        ("3",): 1,
    }
    with path.open("rb") as file:
        assert read_pabulib(file) == found
    assert equal_shares(found).winners == ("3",)


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_byte_order_mark_line_ends_and_blank_lines(tmp_path, ends):
    path = tmp_path / "ronde.pb"
    text = "\ufeff" + FILE.replace("\n", ends).replace("PROJECTS", f"{ends}PROJECTS")
    path.write_bytes(text.encode())
    heard = []
    assert read_pabulib(path, on_note=heard.append).voters == 3
    assert [note.key for note in heard] == ["allocation.note.bom", "allocation.note.quoted"]


def test_notes_say_what_was_accepted_and_where():
    assert notes(FILE) == {"quoted": {"file": "proef.pb", "line": 12, "count": 1}}
    assert notes(FILE.replace("1;3,12;40", "1;3,12,3;40"))["repeated"]["line"] == 15
    assert notes(FILE.replace(";400", ";400,50"))["decimals"] == {
        "file": "proef.pb",
        "line": 4,
        "count": 1,
    }
    assert notes(FILE.replace("num_votes;3", "num_votes;4"))["count"]["stated"] == "4"
    assert notes(FILE.replace("vote_type;approval", "vote_type;choose-1"))["too_many"]["line"] == 15
    limited = FILE.replace("currency;EUR", "max_length;1")
    assert notes(limited)["too_many"]["count"] == 1


def test_decimals_are_exact_and_a_repeated_project_counts_once():
    found = read(FILE.replace("3;200;", "3;0.1;").replace("1;3,12;40", "1;3, 3;40"))
    assert found.by_id["3"].cost == Fraction(1, 10)
    assert found.votes["3"] == 2


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ("META\n", "", "section", 1),
        ("key;value\n", "", "meta_header", 2),
        ("description;Voorbeeld", "description", "meta_line", 3),
        ("currency;EUR", "budget;500", "meta_twice", 6),
        ("vote_type;approval\n", "", "no_vote_type", None),
        ("vote_type;approval", "vote_type;scores", "vote_type", None),
        ("vote_type;approval", "vote_type;cumulative", "points_header", 14),
        ("budget;400\n", "", "no_budget", None),
        ("budget;400", "budget;0", "zero_budget", 4),
        ("budget;400", "budget;-4", "zero_budget", 4),
        ("budget;400", "budget;veel", "bad_budget", 4),
        ("budget;400", "budget;1e9", "bad_budget", 4),
        ("PROJECTS\n", "VOTES\n", "section", 9),
        ("project_id;cost", "project_id;price", "project_header", 10),
        ("3;200;2", ";200;2", "bad_id", 11),
        ("12;150;1", "3;150;1", "project_twice", 12),
        ("3;200;2", "3;;2", "no_cost", 11),
        ("3;200;2", "3;-200;2", "negative_cost", 11),
        ("3;200;2", "3;tien;2", "bad_cost", 11),
        ("3;200;2", "3;nan;2", "bad_cost", 11),
        ("Speeltuin;groen", "Speeltuin;groen;gras", "too_many_cells", 11),
        ("VOTES\n", "", "too_many_cells", None),
        ("voter_id;vote;", "voter_id;ballot;", "vote_header", 14),
        ("2;3;\n", "2;4;\n", "unknown_project", 16),
        ("2;3;\n", "2\n", "no_vote", 16),
        ("2;3;\n", "PROJECTS\n", "section_twice", 16),
        ("2;3;\n", "2;\0;\n", "not_text", 16),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(old, new, key, line):
    assert old in FILE
    found = refusal(FILE.replace(old, new, 1))
    if key == "too_many_cells" and line is None:
        # Without VOTES its rows are read as projects: the first oddity is named.
        assert found[0] in ("bad_cost", "project_twice", "no_cost")
    else:
        assert found == (key, line)


def test_empty_binary_and_endless_files_are_refused(tmp_path):
    assert refusal("") == ("empty", None)
    assert refusal("\n\n") == ("empty", None)
    binary = tmp_path / "foto.pb"
    binary.write_bytes(b"META\nkey;value\n\xff\xfe\x00")
    with pytest.raises(PabulibError) as refused:
        read_pabulib(binary)
    assert refused.value.explanation.key == "allocation.file.not_text"
    assert refused.value.explanation.values["line"] == 3
    assert refusal("META" + "x" * (1 << 21)) == ("line_too_long", 1)
    assert refusal(FILE.replace("2;3;", "2;" + "3," * 70_000 + ";"))[0] == "bad_row"


def test_reading_keeps_distinct_ballots_only():
    def lines():
        yield from FILE.splitlines(keepends=True)
        for number in range(50_000):
            yield f"{number};{'3' if number % 2 else '12'};\n"

    found = read_pabulib(lines())
    assert found.voters == 50_003
    assert len(found.ballots) == 4


def test_written_files_read_back_and_hide_the_order_of_ballots():
    there = street()
    text = write_pabulib(there, {"description": "Straat; met tekst"}, winners=["a", "d"])
    back = read(text)
    assert (back.budget, back.ballots, back.votes) == (there.budget, there.ballots, there.votes)
    assert back.meta["description"] == "Straat; met tekst"
    assert [p.attributes["selected"] for p in back.projects] == ["1", "0", "0", "1"]
    assert write_pabulib(back) == text
    other = problem(400, {"a": 200, "b": 150, "c": 100, "d": 120}, ["cd", "ad", "ab", "ab"])
    assert write_pabulib(other) == write_pabulib(there)


def test_written_amounts_stay_exact():
    there = problem(Fraction(1001, 100), {"a": Fraction(1, 2)}, ["a", ""])
    text = write_pabulib(there)
    assert "budget;10.01\n" in text
    assert "a;0.5;1;" in text
    assert read(text).ballots == there.ballots


POINTS = """META
key;value
vote_type;cumulative
budget;400
PROJECTS
project_id;cost;minimum;exclusive
a;200;;hoek
b;150;50;hoek
VOTES
voter_id;vote;points
1;b,a;1,4
2;b;2.5
3;;
"""
ORDER = POINTS.replace("cumulative", "ordinal").replace("1;b,a;1,4", "1;b,a;").replace("2.5", "")


def test_points_stay_with_their_plan_and_order_stays_order():
    assert read(POINTS).kind == "cumulative"
    assert [group[::2] for group in read(POINTS).ballots] == [
        ((), ()),
        (("a", "b"), (4, 1)),
        (("b",), (Fraction(5, 2),)),
    ]
    assert [group.projects for group in read(ORDER).ballots] == [(), ("b",), ("b", "a")]


def test_of_a_plan_with_points_twice_the_last_number_counts():
    text = POINTS.replace("b,a;1,4", "b,b;1,4")
    assert read(text).ballots[1] == (("b",), 1, (Fraction(5, 2),))
    assert read(text).ballots[2] == (("b",), 1, (4,))
    assert notes(text)["repeated"]["line"] == 11


def test_a_file_says_what_a_plan_can_do_with_and_what_excludes_it():
    found = read(POINTS).by_id
    assert (found["a"].minimum, found["b"].minimum) == (None, 50)
    assert (found["a"].exclusive, found["b"].exclusive) == ("hoek", "hoek")


@pytest.mark.parametrize("text", [POINTS, ORDER])
def test_what_is_written_is_read_again(text):
    problem = read(text)
    again = read(write_pabulib(problem))
    assert (again.ballots, again.projects, again.kind) == (
        problem.ballots, problem.projects, problem.kind,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "old", "new", "key", "line"),
    [
        (POINTS, "1,4", "1", "points_count", 11),
        (POINTS, "1,4", "1,4,5", "points_count", 11),
        (POINTS, "1,4", "1,-4", "bad_points", 11),
        (POINTS, "2.5", "veel", "bad_points", 12),
        (POINTS, "3;;", "3;;4", "points_count", 13),
        (POINTS, "2;b;2.5", "2;b", "no_vote", 12),
        (POINTS, "150;50", "150;0", "bad_minimum", 8),
        (POINTS, "150;50", "150;151", "bad_minimum", 8),
        (POINTS, "150;50", "150;half", "bad_minimum", 8),
        (ORDER, "b,a", "b,a,b", "named_twice", 11),
    ],
)
@pytest.mark.parametrize("plain", [True, False])
def test_wrong_points_and_orders_are_refused_with_their_line(
    text, old, new, key, line, plain, tmp_path
):
    """From a file, read by the kernel where that can, and from lines, read without it."""
    assert old in text
    wrong = text.replace(old, new, 1)
    if not plain:
        assert refusal(wrong) == (key, line)
        return
    path = tmp_path / "proef.pb"
    path.write_text(wrong)
    with pytest.raises(PabulibError) as refused:
        read_pabulib(path)
    assert refused.value.explanation.key == f"allocation.file.{key}"
    assert refused.value.explanation.values["line"] == line


def told(source) -> object:
    said = []
    try:
        problem = read_pabulib(source, said.append, "proef.pb")
    except PabulibError as error:
        return error.explanation
    return problem, said


@given(
    st.sampled_from([FILE, POINTS, ORDER]),
    st.lists(
        st.tuples(st.integers(0, 200), st.sampled_from([*" ;,\n\r\t\0\"'-.019ab\u00a0\u00e9", ""])),
        max_size=4,
    ),
)
@example(ORDER, [(131, "\xa0")])  # a row of what Unicode calls a space
@example(POINTS, [(15, "0"), (157, " ")])  # a row without its points
@settings(deadline=None, max_examples=500)
def test_a_damaged_file_is_read_or_refused_alike_by_the_kernel_and_without(text, damage):
    """Anything at all in the part that the kernel reads: the same problem, notes or sentence."""
    head, mark, votes = text.partition("VOTES\n")
    header, _, votes = votes.partition("\n")
    for at, instead in damage:
        votes = votes[: at % (len(votes) + 1)] + instead + votes[at % (len(votes) + 1) + 1 :]
    data = f"{head}{mark}{header}\n{votes}".encode()
    mine = told(io.BytesIO(data))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(native, "kernel", None)
        assert told(io.BytesIO(data)) == mine
