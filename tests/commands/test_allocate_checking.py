"""`schakel allocate --check` and `--against`: an outcome is checked, computed again, or refused."""

import json
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from schakel.engines.allocation import divide, equal_shares, greedy, phragmen, write_pabulib
from tests.commands.test_main import one_line
from tests.engines.cases import problem, street
from tests.engines.divisions import GROEN, NOORD, town

STREET = street()
ADD1 = equal_shares(STREET, completion="add1")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "straat.pb"
    path.write_text(write_pabulib(STREET), encoding="utf-8")
    return path


@pytest.fixture
def against(schakel, file, tmp_path):
    """The command on the street, with a published outcome: a result, or any JSON."""

    def run(published, *options):
        path = tmp_path / "uitslag.json"
        data = published if isinstance(published, dict | list) else published.as_json()
        path.write_text(json.dumps(data), encoding="utf-8")
        return schakel("allocate", file, "--against", path, *options)

    return run


def looked_at(result):
    return {one["name"]: one["holds"] for one in json.loads(result.out)["check"]["looked_at"]}


@pytest.mark.parametrize("options", [
    ["--completion", "add1"], ["--rule", "phragmen"], ["--rule", "greedy"], ["--compare", "satisfaction"],
])  # fmt: skip
def test_what_was_computed_is_checked_without_the_rule(schakel, file, options):
    result = schakel("allocate", file, *options, "--check", "--format", "json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out)["check"]["holds"] is True
    found = looked_at(result)
    assert list(found) == ["outcome", "feasible", "exhaustive", "priceable", "ejr_plus"]
    assert found["outcome"] is found["feasible"] is True


def test_a_property_that_does_not_hold_is_told_and_is_no_failure(schakel, file):
    result = schakel("allocate", file, "--rule", "greedy", "--check", "--language", "en")
    told = " ".join(result.out.split())
    assert result.code == 0
    assert "yes Does the outcome hold?" in told
    assert "- Did the voters of each project pay for it? By this rule voters do not pay" in told


def test_the_parts_of_a_division_are_checked_one_by_one(schakel, tmp_path):
    file = tmp_path / "stad.pb"
    file.write_text(write_pabulib(town()), encoding="utf-8")
    asked = ["--by", "district", "--envelope", "Noord=60", "--check"]
    result = schakel("allocate", file, *asked, "--format", "json")
    looked = json.loads(result.out)["check"]["looked_at"]
    assert [one.get("part") for one in looked] == [None, *["Noord"] * 4, *[""] * 4]
    lines = schakel("allocate", file, *asked).out.splitlines()
    heads = ["Nagekeken", "Eigen budget van Noord", "Gezamenlijk budget"]
    places = [len(lines) - lines[::-1].index(head) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize("published", [
    equal_shares(STREET), ADD1, phragmen(STREET), greedy(STREET, "cardinality", ties="cost"),
    equal_shares(STREET, "cardinality", completion="utilitarian", ties="votes"),
    equal_shares(STREET, completion="add1-greedy", increment=Fraction(1, 2)),
    equal_shares(STREET, compare="satisfaction"), equal_shares(STREET, compare="exclusion"),
])  # fmt: skip
def test_a_published_outcome_says_by_which_rule_to_compute_it_again(against, published):
    result = against(published, "--format", "json")
    assert (result.code, result.err) == (0, "")
    found = looked_at(result)
    assert found["outcome"] is found["same"] is True


def test_the_outcome_that_a_site_publishes_has_it_inside(against):
    assert against({"titel": "Geld voor de straat", "berekening": ADD1.as_json()}).code == 0


def test_a_division_is_computed_again_with_its_own_envelopes(schakel, tmp_path):
    file, published = tmp_path / "stad.pb", tmp_path / "uitslag.json"
    file.write_text(write_pabulib(town()), encoding="utf-8")
    division = divide(town(), [NOORD, GROEN], equal_shares)
    published.write_text(json.dumps(division.as_json()), encoding="utf-8")
    assert schakel("allocate", file, "--against", published).code == 0
    data = division.as_json()
    data["pass_on"] = False
    published.write_text(json.dumps(data), encoding="utf-8")
    result = schakel("allocate", file, "--against", published, "--format", "json")
    assert result.code == 1
    assert looked_at(result)["outcome"] is False


WRONG = {
    "a winner less": (
        ADD1.with_rounds(STREET, ADD1.rounds[:1]),
        "Alleen volgens de stemmen en de regel: d.",
    ),
    "another winner": (
        ADD1.with_rounds(STREET, [replace(turn, winner="b") for turn in ADD1.rounds[:1]]),
        "Alleen in de gepubliceerde uitslag: b.",
    ),
    "a voter more": (ADD1.but(voters=5), "niet alle bedragen en aantallen"),
    "another price": (
        ADD1.but(rounds=(replace(ADD1.rounds[0], price=1), *ADD1.rounds[1:])),
        "niet alle bedragen en aantallen",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_outcome_that_does_not_hold_is_told_and_fails(against, name):
    published, differs = WRONG[name]
    result = against(published)
    told = " ".join(result.out.split())
    assert (result.code, result.err) == (1, "")
    assert "nee Klopt de uitslag? De uitslag klopt niet" in told
    assert "nee Is het opnieuw gerekend hetzelfde?" in told and differs in told


def test_an_outcome_of_other_ballots_does_not_hold(against):
    other = problem(400, {"a": 200, "b": 150, "c": 100, "d": 120}, ["ab", "ab", "ab", "cd"])
    result = against(equal_shares(other, completion="add1"), "--format", "json")
    assert result.code == 1
    assert looked_at(result)["outcome"] is looked_at(result)["same"] is False


@pytest.mark.parametrize("option", [
    ["--rule", "equal-shares"], ["--utility", "cost"], ["--completion", "none"], ["--ties", "votes"],
    ["--increment", "1"], ["--compare", "none"], ["--by", "district"], ["--keep-rest"],
    ["--explain"], ["--check"],
])  # fmt: skip
def test_the_rule_is_in_the_outcome_and_not_beside_it(against, option):
    assert f"Laat {option[0]} weg." in one_line(against(ADD1, *option))


@pytest.mark.parametrize("data", [
    [], {}, {"format": "schakel.allocation/2"}, {"berekening": {"format": "iets anders"}},
    {"format": "schakel.division/1"}, {**ADD1.as_json(), "rounds": 3}, {**ADD1.as_json(), "share": "1/0"},
    {**ADD1.as_json(), "winners": [["a"]]}, {**ADD1.as_json(), "voters": "veel"},
])  # fmt: skip
def test_json_that_is_something_else_is_refused_or_does_not_hold(against, data):
    result = against(data)
    if result.code == 2:
        assert "Geef de uitslag (JSON) van de site" in one_line(result)
    else:
        assert (result.code, result.err) == (1, "")


def test_a_file_that_is_not_there_or_no_json_is_refused(schakel, file, tmp_path):
    missing = schakel("allocate", file, "--against", tmp_path / "weg.json")
    assert "is niet te vinden" in one_line(missing)
    assert "is niet te openen" in one_line(schakel("allocate", file, "--against", tmp_path))
    assert "Geef de uitslag (JSON)" in one_line(schakel("allocate", file, "--against", file))


def test_no_damage_to_an_outcome_makes_the_command_fall_over_or_believe_it(against):
    dice = random.Random(20261126)
    clean = json.dumps(equal_shares(STREET, completion="add1").as_json())
    odd = [None, "", "a", -1, 0, 10**30, 1.5, [], {}, True, ["a"], {"a": 1}, "1/3", "NaN"]

    def places(node, path=()):
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in items:
            yield (*path, key)
            if isinstance(value, dict | list):
                yield from places(value, (*path, key))

    for _ in range(150):
        data = json.loads(clean)
        *way, last = dice.choice(list(places(data)))
        node = data
        for step in way:
            node = node[step]
        before = node[last]
        node[last] = dice.choice(odd)
        changed = node[last] != before
        result = against(data)
        # Another step is another rule, by which the same outcome may be right.
        right = not changed or last == "increment"
        assert result.code in ((0, 1, 2) if right else (1, 2)), (way, last, node[last])
        if result.code == 2:
            one_line(result)


def test_ties_are_told_with_what_broke_them(schakel, tmp_path):
    file = tmp_path / "gelijk.pb"
    tied = problem(40, {"a": 10, "b": 10, "c": 20}, ["a", "b", "c", "c"])
    file.write_text(write_pabulib(tied), encoding="utf-8")
    told = " ".join(schakel("allocate", file).out.split())
    assert "In ronde 2 stonden ‘Plan a’ en ‘Plan b’ precies gelijk. ‘Plan a’ ging voor." in told
    assert "Als tekst komt a voor b." in told
