"""The command: arguments, exit codes, streams. What it computes is tested with the engine."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from schakel.commands import main as dispatcher
from schakel.engines.allocation import equal_shares, write_pabulib
from tests.engines.cases import problem, street


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "straat.pb"
    path.write_text(write_pabulib(street(), {"description": "Straat"}), encoding="utf-8")
    return path


def started(*arguments, **options):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "there.is.none"}
    return subprocess.Popen(
        [sys.executable, "-m", "schakel.commands.main", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        # A shell that starts the tests in the background lets them ignore interrupts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        **options,
    )


def one_line(result):
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("schakel: ")
    assert result.err.count("\n") == 1
    return result.err


def test_json_tells_the_winners_in_order_and_recomputes(schakel, file):
    result = schakel("allocate", file, "--completion", "add1", "--format", "json")
    assert (result.code, result.err) == (0, "")
    told = json.loads(result.out)
    assert told["winners"] == ["a", "d"]
    assert (told["budget"], told["cost"], told["voters"]) == (400, 320, 4)
    assert (told["rule"], told["utility"], told["completion"]) == ("equal-shares", "cost", "add1")
    assert told["exact"] is True
    assert told["variant"] == "equal-shares/add1"


@pytest.mark.parametrize(
    ("options", "winners"),
    [
        ([], ["a", "d"]),
        (["--utility", "cardinality"], ["d", "b"]),
        (["--rule", "phragmen"], ["d", "b"]),
        (["--rule", "greedy"], ["a", "b"]),
        (["--rule", "greedy", "--utility", "cardinality"], ["d", "a"]),
        (["--completion", "add1", "--increment", "0,5"], ["a", "d"]),
        (["--completion", "utilitarian", "--ties", "votes"], ["a", "d"]),
    ],
)
def test_every_rule(schakel, file, options, winners):
    told = json.loads(schakel("allocate", file, *options, "--format", "json").out)
    assert told["winners"] == winners


def test_the_table_fits_a_terminal(schakel, file):
    result = schakel("allocate", file, "--explain")
    assert result.code == 0
    assert all(len(line) <= 80 for line in result.out.splitlines())
    lines = result.out.replace("\u00a0", " ").splitlines()
    assert "Verdeeld           € 320" in lines
    assert "Krijgt geld (2 van de 4)" in lines
    order = [line.split()[1] for line in lines if line.endswith(tuple("abcd")) and "Plan" in line]
    assert order == ["a", "d", "b", "c"]
    assert "Er ontbrak € 83,34." in " ".join(line.strip() for line in lines)


def test_english(schakel, file):
    result = schakel("allocate", file, "--language", "en", "--explain")
    assert "Receives money (2 of 4)" in result.out
    assert "The plan costs €200." in result.out


def test_explanations_in_json(schakel, file):
    told = json.loads(schakel("allocate", file, "--explain", "--format", "json").out)
    assert told["explanations"]["a"][0].startswith("3 stemmers kozen dit plan.")


def test_standard_input_and_notes_on_standard_error(schakel, file):
    text = file.read_text(encoding="utf-8").replace(";a,b\n", ";a,b,a\n")
    result = schakel("allocate", "-", "--format", "json", stdin="\ufeff" + text)
    assert json.loads(result.out)["winners"] == ["a", "d"]
    lines = result.err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("schakel: -") for line in lines)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--rule", "greedy", "--completion", "add1"], "--completion add1"),
        (["--rule", "phragmen", "--completion", "utilitarian"], "--completion utilitarian"),
        (["--rule", "phragmen", "--utility", "cost"], "--utility"),
        (["--increment", "2"], "--increment"),
        (["--completion", "add1", "--increment", "0"], "--increment 0"),
        (["--completion", "add1", "--increment", "one"], "--increment one"),
        (["--rule", "dice"], "dice"),
        (["--budget", "5"], "--budget"),
    ],
)
def test_nonsense_is_one_sentence(schakel, file, options, word):
    assert word in one_line(schakel("allocate", file, *options))


def test_a_file_that_cannot_be_used_is_one_sentence(schakel, tmp_path, file):
    assert "nergens.pb" in one_line(schakel("allocate", tmp_path / "nergens.pb"))
    assert "is niet te openen" in one_line(schakel("allocate", tmp_path))
    file.write_text(file.read_text(encoding="utf-8").replace("a;200;", "a;-200;"))
    error = one_line(schakel("allocate", file))
    assert "straat.pb, regel " in error
    assert "lager dan nul" in error
    file.write_text("META\nkey;value\nvote_type;scores\nbudget;5\n")
    assert "scores" in one_line(schakel("allocate", file, "--language", "en"))


def test_a_question_the_ballots_cannot_answer_is_one_sentence(schakel, file):
    error = one_line(schakel("allocate", file, "--utility", "borda"))
    assert "straat.pb: --utility borda vraagt stembiljetten van de soort ordinal" in error
    text = file.read_text(encoding="utf-8").replace("vote_type;approval", "vote_type;ordinal")
    file.write_text(text, encoding="utf-8")
    assert schakel("allocate", file, "--utility", "borda").code == 0
    assert "cumulative" in one_line(schakel("allocate", file, "--utility", "points"))
    lines = ["META", "key;value", "vote_type;approval", "budget;9", "PROJECTS"]
    lines += ["project_id;cost;minimum", "a;12;6", "VOTES", "voter_id;vote", "1;a", ""]
    file.write_text("\n".join(lines))
    assert "heeft een minimum" in one_line(schakel("allocate", file, "--rule", "phragmen"))
    told = json.loads(schakel("allocate", file, "--format", "json").out)
    assert (told["winners"], told["rounds"][0]["part"]) == (["a"], 9)


def test_a_terminal_without_the_euro_sign_gets_no_traceback(file):
    for options in ([], ["--format", "json", "--explain"]):
        command = [sys.executable, "-m", "schakel.commands.main", "allocate", str(file), *options]
        environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert "€" in json.loads(done.stdout)["explanations"]["a"][0]


def test_nobody_voted(schakel, tmp_path):
    path = tmp_path / "leeg.pb"
    path.write_text(write_pabulib(problem(100, {"a": 10}, [])), encoding="utf-8")
    result = schakel("allocate", path, "--explain")
    assert result.code == 0
    assert "geen enkel plan" in result.out
    assert "Niemand heeft gestemd." in result.out


def test_allocate_never_loads_django(file):
    script = (
        "import sys; from schakel.commands.main import main; "
        f"code = main(['allocate', {str(file)!r}, '--format', 'json']); "
        "sys.exit(code or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["winners"] == ["a", "d"]


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    names = [f"p{number}" for number in range(3000)]
    path = tmp_path / "groot.pb"
    path.write_text(write_pabulib(problem(10**6, dict.fromkeys(names, 10), [names[:5]])))
    process = started("allocate", path, "--explain")
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=60)


def test_an_interrupt_leaves_no_traceback(file):
    process = started("allocate", "-", stdin=subprocess.PIPE)
    process.stdin.write(file.read_bytes())
    # More than a pipe holds: once this is written, the command is reading.
    process.stdin.write(b"x;a\n" * 300_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert process.stderr.read() == b""


def test_unknown_commands_and_help(schakel):
    assert "there is no command 'dansen'" in one_line(schakel("dansen"))
    overview = schakel("--help")
    assert overview.code == 0
    assert "allocate" in overview.out
    assert schakel("allocate", "--help").code == 0


def test_other_names_are_commands_of_django(schakel):
    assert schakel("check", "--tag", "urls").code == 0


def test_a_command_that_is_not_installed_hides_no_other(schakel, monkeypatch):
    monkeypatch.setitem(dispatcher.COMMANDS, "maan", "schakel.commands.moon")
    assert "maan" not in schakel("--help").out
    assert "there is no command 'maan'" in one_line(schakel("maan"))


def test_the_same_answer_as_the_engine(schakel, file):
    told = json.loads(schakel("allocate", file, "--format", "json").out)
    assert told == json.loads(json.dumps(equal_shares(street()).as_json()))
