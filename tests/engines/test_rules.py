"""Decision tables as data: read, proven, decided, explained; a bad one is refused by name."""

import re
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import schakel
from schakel.base.explanations import LANGUAGES, catalogue, render, render_all
from schakel.commands.main import main
from schakel.engines.rules import RulesError, analyse, check, decide, explain, load, prove
from schakel.engines.rules.reading import parse
from tests.engines.rule_tables import SUPPORT

FACTS = {"amount": 40_000, "form": "foundation", "since": date(2025, 5, 1)}


def collected(*rows):
    """A `collect` table over one whole number and a choice."""
    head = SUPPORT.split("[[rows]]")[0].replace('"first"', '"collect"')
    body = "".join(
        f'[[rows]]\nid = "{id}"\nwhen = {when}\nthen = "{then}"\nreason = "rules.fact"\n'
        for id, when, then in rows
    )
    example = "[[examples]]\nfacts = { amount = 1, form = 'none', since = 2026-01-01 }\nthen = []\n"
    return head + body + example


def refused(text):
    with pytest.raises(RulesError) as caught:
        load(text)
    for language in LANGUAGES:
        told = render(caught.value.explanation, language)
        assert "-" in told and "\n" not in told
    return told


def test_the_first_row_that_applies_decides():
    table = load(SUPPORT)
    outcome = decide(table, FACTS)
    assert (outcome.value, outcome.row) == ("table", "middle")
    assert outcome.source == "Subsidieverordening, art. 4"
    older = decide(table, FACTS | {"since": date(2023, 12, 31), "own_share": Fraction(1, 4)})
    assert (older.value, older.row, older.source) == (
        "story",
        "proven",
        "Subsidieverordening, art. 5",
    )
    assert check(table, FACTS, outcome).holds and not check(table, FACTS, older).holds


def test_what_is_unknown_meets_no_comparison():
    table = load(SUPPORT)
    old = FACTS | {"since": date(2000, 1, 1)}
    assert decide(table, old | {"own_share": None}).row == "middle"
    assert decide(table, old | {"own_share": Decimal("0.25")}).row == "proven"


def test_numbers_are_exact():
    table = load(SUPPORT)
    old = FACTS | {"since": date(2000, 1, 1)}
    just_less = Fraction(1, 4) - Fraction(1, 10**30)
    assert decide(table, old | {"own_share": just_less}).row == "middle"
    with pytest.raises(RulesError, match="own_share"):
        decide(table, old | {"own_share": 0.25})


def test_the_explanation_names_row_conditions_and_the_nearest_other_outcome():
    told = explain(load(SUPPORT), FACTS)
    assert (told.key, told.source) == ("rules.fact", "Subsidieverordening, art. 4")
    assert told.values["tier"].nl == "een overzicht"
    assert [render(each) for each in told.because] == [
        "Bedrag (euro): 40.000. De regel vraagt minder dan 125.000.",
        "Vorm: stichting. De regel vraagt geen van deze: geen rechtsvorm.",
    ]
    (change,) = told.would_change
    assert render_all(change) == [
        "De uitkomst wordt “een verhaal” als dit anders is:",
        "Bedrag (euro): nu 40.000, dan ten hoogste 5.000.",
    ]
    assert render_all(change, "en")[1] == "Amount (euro): now 40,000, then at most 5,000."


def test_the_nearest_change_may_be_another_choice_or_two_facts():
    text = SUPPORT.split("[[rows]]")[0] + (
        '[[rows]]\nid = "both"\n'
        'when = { amount = { ">" = 10 }, form = { in = ["foundation", "cooperative"] } }\n'
        'then = "audit"\nreason = "rules.fact"\n'
        '[[rows]]\nid = "rest"\nthen = "story"\nreason = "rules.fact"\n'
        "[[examples]]\nfacts = { amount = 1, form = 'none', since = 2026-01-01 }\nthen = 'story'\n"
    )
    table = load(text)
    (one,) = explain(table, FACTS | {"form": "none"}).would_change
    assert render_all(one)[1:] == ["Vorm: nu geen rechtsvorm, dan stichting, coöperatie."]
    (two,) = explain(table, FACTS | {"form": "none", "amount": 3}).would_change
    assert render_all(two) == [
        "De uitkomst wordt “een controle” als deze dingen anders zijn:",
        "Bedrag (euro): nu 3, dan ten minste 11.",
        "Vorm: nu geen rechtsvorm, dan stichting, coöperatie.",
    ]


def test_a_collect_table_gives_every_row_and_says_when_none_applies():
    table = load(
        collected(
            ("much", '{ amount = { ">" = 10 } }', "audit"),
            ("formal", '{ form = "foundation" }', "table"),
        )
    )
    assert [hit.row for hit in decide(table, FACTS).hits] == ["much", "formal"]
    assert len(explain(table, FACTS).because) == 2
    none = explain(table, {"amount": 1, "form": "none", "since": date(2026, 1, 1)})
    assert none.key == "rules.none" and len(none.would_change) == 1
    found = analyse(table)
    assert found.gaps and [(each.row, each.other) for each in found.overlaps] == [
        ("much", "formal")
    ]


def test_tables_and_outcomes_cannot_be_changed():
    table = load(SUPPORT)
    with pytest.raises(FrozenInstanceError):
        table.hit = "collect"
    with pytest.raises(FrozenInstanceError):
        decide(table, FACTS).table = "other"


def without(part):
    assert part in SUPPORT
    return SUPPORT.replace(part, "")


def instead(old, new):
    assert old in SUPPORT
    return SUPPORT.replace(old, new)


REST = '[[rows]]\nid = "rest"\nthen = "audit"\nreason = "rules.fact"\n'
REFUSALS = {
    "no TOML": ("[table", "no valid TOML"),
    "no title": (without('title = { nl = "Verantwoording", en = "Accountability" }\n'), "title is"),
    "title without English": (
        instead(', en = "Accountability"', ""),
        r"\[table\] title: en is mis",
    ),
    "unknown policy": (instead('"first"', '"best"'), "hit says best.*first, unique, collect"),
    "misspelt field": (instead("low = 0\n\n", "lowest = 0\n\n"), "lowest is no name here"),
    "unknown type": (instead('type = "int"', 'type = "euro"'), "type says euro"),
    "bounds turned around": (instead("high = 1\n", "high = -1\n"), "high says -1.*at least 0"),
    "choices on a number": (
        instead('unit = "euro"', 'choices.a = { nl = "a", en = "a" }'),
        "choices says int",
    ),
    "a fact that is not declared": (
        instead("form = { ", "shape = { "),
        r"3 \(middle\): shape is not declared.*amount, own_share, form, since",
    ),
    "a fact of another type": (
        instead('{ "<=" = 5000 }', '{ "<=" = "veel" }'),
        r"1 \(small\): amount cannot be veel. Give: a whole number, at least 0",
    ),
    "outside the bounds": (
        instead('">=" = 0.25', '">=" = 25'),
        r"2 \(proven\): own_share cannot be 25. Give: a number.*0 to 1",
    ),
    "no such choice": (
        instead('["none"]', '["club"]'),
        "form cannot be club. Give: none, foundation, cooperative",
    ),
    "a choice is not larger": (
        instead('"not in" = ["none"]', '">" = "none"'),
        "form cannot be compared by >.*==, !=, in, not in",
    ),
    "known without unknown": (
        instead('{ "<=" = 5000 }', "{ known = true }"),
        "amount cannot be compared by known",
    ),
    "between turned around": (
        instead('{ "<=" = 5000 }', "{ between = [9, 1] }"),
        "amount between says .*lowest first",
    ),
    "in without a list": (instead('["none"]', '"none"'), "form not in says none.*a list"),
    "in nothing": (instead('["none"]', "[]"), "form not in is missing"),
    "no outcome": (instead('then = "audit"', ""), "then is missing"),
    "an outcome that does not exist": (
        instead('then = "audit"', 'then = "jail"'),
        "cannot be jail",
    ),
    "no reason": (SUPPORT.replace('reason = "rules.fact"\n', "", 1), r"1 \(small\): reason is"),
    "two rows of one name": (instead('id = "middle"', 'id = "small"'), "called small"),
    "no rows": (SUPPORT.split("[[rows]]")[0], "rows is missing"),
    "no examples": (SUPPORT.split("[[examples]]")[0], "examples is missing"),
    "an example that fails": (
        instead("facts = { amount = 900", "facts = { amount = 9000"),
        r"\[\[examples\]\] 1: expected was story, small, but this comes out: audit, rest",
    ),
    "an example with another row": (instead('row = "small"', 'row = "proven"'), "small"),
    "an example without a fact": (instead("amount = 900, ", ""), "amount is missing"),
    "an example with a strange fact": (instead("amount = 900", "money = 900"), "money is not decl"),
    "a gap": (without(REST), r"no row applies to amount = 5,001, own_share = 0.*\(\d+ comb"),
    "two rows that contradict": (
        instead('"first"', '"unique"'),
        "rows small and proven: both apply|rows small and middle: both apply",
    ),
    "a row after one that takes all": (
        instead(
            'id = "proven"\nwhen = { amount = { "<" = 125000 }',
            'id = "proven"\nwhen = { amount = { "<=" = 5000 }',
        ),
        "row proven: this row can never apply",
    ),
    "a row against itself": (
        instead('{ "<=" = 5000 }', '{ "<" = 5, ">" = 9 }'),
        "row small: this row can never apply",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSALS.values(), ids=REFUSALS)
def test_a_table_that_does_not_stand_is_refused_by_name(text, message):
    assert re.search(message, refused(text))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"amount": 1, "form": "none"}, "since is missing"),
        (FACTS | {"colour": "red"}, "colour is not declared"),
        (FACTS | {"amount": "40000"}, "amount cannot be 40000"),
        (FACTS | {"amount": True}, "amount cannot be True"),
        (FACTS | {"amount": -1}, "amount cannot be -1"),
        (FACTS | {"form": "club"}, "form cannot be club"),
        (FACTS | {"own_share": "1/0"}, "own_share cannot be 1/0"),
        (FACTS | {"own_share": "NaN"}, "own_share cannot be NaN"),
        (FACTS | {"own_share": Decimal("Infinity")}, "own_share cannot be Infinity"),
        (FACTS | {"since": "2026-01-01"}, "since cannot be 2026-01-01"),
    ],
)
def test_facts_that_cannot_be_are_refused_by_name(facts, message):
    table = load(SUPPORT)
    for ask in (decide, explain):
        with pytest.raises(RulesError) as caught:
            ask(table, facts)
        assert message in render(caught.value.explanation, "en")
    assert not check(table, facts, decide(table, FACTS)).holds


def test_a_table_too_large_to_prove_is_refused_with_its_limit():
    table = parse(SUPPORT, "big.toml")
    with pytest.raises(RulesError, match="too_large") as caught:
        prove(table, limit=1)
    assert "big.toml: the table is too large" in render(caught.value.explanation, "en")


def test_millions_of_combinations_take_few_steps():
    head = SUPPORT.split("[facts.amount]")[0]
    facts = "".join(
        f'[facts.f{n}]\ntype = "int"\nlabel = {{ nl = "F", en = "F" }}\n' for n in range(12)
    )
    outcome = '[outcomes.then]\ntype = "int"\nlabel = { nl = "Uit", en = "Out" }\n'
    rows = "".join(
        f'[[rows]]\nid = "r{n}"\nwhen = {{ f{n} = {{ between = [3, 9] }} }}\nthen = {n}\n'
        'reason = "rules.fact"\n'
        for n in range(12)
    )
    rest = '[[rows]]\nid = "rest"\nthen = 99\nreason = "rules.fact"\n'
    facts_of = ", ".join(f"f{n} = 0" for n in range(12))
    example = f"[[examples]]\nfacts = {{ {facts_of} }}\nthen = 99\n"
    analysis = prove(load(head + facts + outcome + rows + rest + example, limit=100), limit=100)
    assert analysis.combinations == 5**12 and not analysis.dead


def shipped():
    return sorted(Path(schakel.__file__).parent.glob("*/rules/*.toml"))


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.name)
def test_every_table_that_ships_stands_and_can_be_told(path):
    table = load(path)
    assert {row.reason for row in table.rows} <= set(catalogue())
    for example in table.examples:
        facts = dict(example.facts)
        assert check(table, facts, decide(table, facts)).holds
        for language in LANGUAGES:
            assert all(render_all(explain(table, facts), language))


def test_the_command_says_which_tables_stand(tmp_path, capsys):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(SUPPORT)
    bad.write_text(without(REST))
    assert main(["rules", "check", str(good)]) == 0
    assert "good.toml: klopt. 4 regels, 2 voorbeelden" in capsys.readouterr().out
    missing = str(tmp_path / "none.toml")
    assert main(["rules", "check", str(bad), str(good), missing, "--language", "en"]) == 2
    told = capsys.readouterr()
    assert "good.toml: stands" in told.out
    assert "bad.toml: no row applies" in told.err and "none.toml cannot be read" in told.err


def test_the_command_shows_what_a_collect_table_leaves_open(tmp_path, capsys):
    path = tmp_path / "c.toml"
    path.write_text(
        collected(
            ("much", '{ amount = { ">" = 10 } }', "audit"),
            ("formal", '{ form = "foundation" }', "table"),
        )
    )
    assert main(["rules", "check", str(path), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert (
        "without a row, such as amount = 9" in told or "without a row, such as amount = 0" in told
    )
    assert "Rows much and formal apply together" in told


def test_the_table_in_the_reference_stands_and_decides_as_written():
    page = (Path(__file__).parents[2] / "docs/reference/rules.md").read_text()
    table = load(page.split("```toml\n")[1].split("```")[0])
    assert decide(table, {"amount": 40_000, "form": "foundation"}).value == "table"
