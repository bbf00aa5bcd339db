"""`schakel allocate --by`: what is given, printed and refused. The division has its own tests."""

import json
from functools import partial

import pytest

from schakel.engines.allocation import Division, divide, equal_shares, greedy, write_pabulib
from tests.commands.test_main import one_line
from tests.engines.cases import problem
from tests.engines.divisions import GROEN, NOORD, town

ASKED = ["--by", "district", "--envelope", "Noord=60", "--voters", "own"]
ASKED += ["--by", "category", "--envelope", "groen=40"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "stad.pb"
    path.write_text(write_pabulib(town()), encoding="utf-8")
    return path


def told(schakel, file, *options):
    result = schakel("allocate", file, *options, "--format", "json")
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_the_parts_are_under_one_another(schakel, file):
    result = schakel("allocate", file, *ASKED)
    assert (result.code, result.err) == (0, "")
    lines = result.out.replace("\u00a0", " ").splitlines()
    assert lines[:7] == [
        "Regel              equal-shares",
        "Nut                cost",
        "Bij gelijke stand  lexicographic",
        "Stemmers           6",
        "In de pot          € 300",
        "Verdeeld           € 226",
        "Over               € 74",
    ]
    titles = ["Eigen budget van Noord", "Eigen budget van groen", "Gezamenlijk budget"]
    titles += ["Krijgt nu geen geld"]
    places = [lines.index(title) for title in titles]
    assert places == sorted(places)
    assert lines[places[0] + 2 : places[1] - 1] == [
        "Stemmers           3",
        "In de pot          € 60",
        "Verdeeld           € 40",
        "Over               € 20",
        "Deel per stemmer   € 20",
        "",
        "Krijgt geld (1 van de 2)",
        "ronde  plan  stemmen  prijs  naam",
        "    1  n1          3   € 40  Speeltuin",
    ]
    # Every plan once: where it won, or among those that won nowhere.
    order = [line.split()[1] for line in lines if "€" in line and "  " in line.strip()[1:4]]
    assert order == ["n1", "g2", "s1", "g1", "n2", "s2"]


def test_explained_in_the_language_asked(schakel, file):
    english = schakel("allocate", file, *ASKED, "--explain", "--language", "en").out
    assert all(len(line) <= 80 for line in english.splitlines())
    words = " ".join(english.split())
    assert "Own budget of groen" in words
    assert "This plan receives money from the envelope Noord. 3 voters chose this plan." in words
    assert "It received no money from the shared budget." in words
    assert "envelope" not in schakel("allocate", file, *ASKED, "--language", "en").out


def test_json_is_the_division_and_reads_back(schakel, file):
    document = told(schakel, file, *ASKED, "--explain")
    explanations = document.pop("explanations")
    assert document == json.loads(
        json.dumps(divide(town(), [NOORD, GROEN], equal_shares).as_json())
    )
    assert Division.from_json(document, town()).winners == ("n1", "g2", "s1", "g1", "n2")
    assert explanations["s2"][0] == "Dit plan krijgt nu geen geld."
    assert sorted(explanations) == sorted(town().by_id)


def test_every_option_of_the_rule_holds_for_every_part(schakel, file):
    document = told(schakel, file, *ASKED, "--rule", "greedy", "--ties", "cost")
    assert [part["outcome"]["rule"] for part in document["parts"]] == ["greedy"] * 3
    cheap_first = divide(town(), [NOORD, GROEN], partial(greedy, ties="cost"))
    assert document["winners"] == list(cheap_first.winners) == ["n1", "g2", "g1", "s1", "s2"]
    document = told(schakel, file, *ASKED, "--completion", "add1", "--increment", "5")
    assert {part["outcome"]["variant"] for part in document["parts"]} == {"equal-shares/add1"}
    assert {part["outcome"]["increment"] for part in document["parts"]} == {5}


def test_the_rest_can_be_kept_and_everybody_be_a_voter(schakel, file):
    assert told(schakel, file, *ASKED)["parts"][2]["outcome"]["budget"] == 248
    assert told(schakel, file, *ASKED, "--keep-rest")["parts"][2]["outcome"]["budget"] == 200
    everybody = told(schakel, file, "--by", "district", "--envelope", "Noord=60")
    assert everybody["parts"][0]["outcome"]["voters"] == 6
    assert everybody["envelopes"][0]["voters"] == "all"


def test_the_rule_is_named_when_the_first_envelope_has_no_voters(schakel, file):
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("n1,", "").replace(",n2", ""), encoding="utf-8")
    options = ["--by", "district", "--envelope", "Noord=60", "--voters", "own", "--explain"]
    out = schakel("allocate", file, *options, "--compare", "exclusion").out
    assert "equal-shares/compared-by-exclusion" in out
    assert "Niemand koos een plan van dit deelbudget." in out
    assert "geen enkel plan" in out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--envelope", "Noord=60"], "--envelope hoort bij --by. Noem eerst een kolom"),
        (["--voters", "own", *ASKED], "--voters hoort bij --by"),
        (["--keep-rest"], "--keep-rest hoort bij --by"),
        (["--by", "district"], "--by district heeft geen deelbudget"),
        ([*ASKED, "--by", "wijk"], "--by wijk heeft geen deelbudget"),
        (["--by", "district", "--envelope", "Noord"], "--envelope Noord is geen naam"),
        (["--by", "district", "--envelope", "=60"], "--envelope =60 is geen naam"),
        (["--by", "district", "--envelope", "Noord=0"], "--envelope Noord=0 is geen naam"),
        (["--by", "district", "--envelope", "Noord=-5"], "Schrijf bijvoorbeeld Noord=60000"),
        ([*ASKED, "--envelope", "Noord=1"], "Het deelbudget Noord staat er twee keer"),
        ([*ASKED, "--voters", "some"], "some"),
        (["--by", "wijk", "--envelope", "Noord=1"], "stad.pb: Geen enkel plan heeft de kolom wijk"),
        (["--by", "district", "--envelope", "Nord=1"], "Kies een waarde die er is: Noord; Zuid."),
        (
            [*ASKED, "--envelope", "spelen=9"],
            "Plan n1 past bij twee deelbudgetten: Noord en spelen",
        ),
        (
            [*ASKED, "--envelope", "dieren=9"],
            "Plan g2 past bij twee deelbudgetten: groen en dieren",
        ),
        ([*ASKED[:6], "--by", "district", "--envelope", "Zuid=241"], "zijn samen €\u00a0301"),
        ([*ASKED, "--rule", "greedy", "--completion", "add1"], "--completion add1"),
    ],
)
def test_nonsense_is_one_sentence(schakel, file, options, sentence):
    assert sentence in one_line(schakel("allocate", file, *options))


def test_a_name_may_hold_an_equals_sign_and_an_amount_decimals(schakel, tmp_path):
    round_ = problem(100, {"a": 10}, ["a"])
    text = write_pabulib(round_).replace(";name", ";name;district").replace("Plan a", "Plan a;A=B")
    path = tmp_path / "teken.pb"
    path.write_text(text, encoding="utf-8")
    document = told(schakel, path, "--by", "district", "--envelope", "A=B = 12,50")
    assert document["envelopes"] == [
        {"name": "A=B", "budget": 12.5, "voters": "all", "projects": ["a"]}
    ]


def test_money_is_in_the_currency_of_the_file(schakel, file):
    text = file.read_text(encoding="utf-8").replace("currency;EUR", "currency;PLN")
    file.write_text(text, encoding="utf-8")
    error = one_line(schakel("allocate", file, "--by", "district", "--envelope", "Noord=301"))
    assert "PLN\u00a0301, maar in de pot zit PLN\u00a0300" in error
