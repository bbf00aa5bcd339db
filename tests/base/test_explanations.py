import ast
import re
from fractions import Fraction
from pathlib import Path

import pytest

import schakel
from schakel.base import explanations
from schakel.base.explanations import LANGUAGES, MissingText, catalogue, money, render, render_all
from schakel.engines.explanation import Explanation

SOURCE = Path(schakel.__file__).parent
KEY = re.compile(r"^[a-z_]+(\.[a-z0-9_]+)+$")
FORM = re.compile(r"\{(\w+):[^{}]+\}")


@pytest.fixture
def texts(monkeypatch):
    """A catalogue of its own for one test."""

    def use(**entries):
        entries = {key.replace("__", "."): value for key, value in entries.items()}
        monkeypatch.setattr(explanations, "catalogue", lambda: entries)

    return use


def strings_in(paths):
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def keys_in_code():
    """Every string in the source that looks like a key of one of the text files."""
    names = {key.split(".")[0] for key in catalogue()}
    return {
        text
        for text in strings_in(SOURCE.rglob("*.py"))
        if KEY.match(text) and text.split(".")[0] in names
    }


def engine_names():
    return {path.name for path in (SOURCE / "engines").iterdir() if (path / "__init__.py").exists()}


def test_every_key_of_an_engine_has_both_texts():
    used = {
        text
        for text in strings_in((SOURCE / "engines").rglob("*.py"))
        if KEY.match(text) and text.split(".")[0] in engine_names()
    }
    assert used, "the engines use no key: this test looks in the wrong place"
    missing = [key for key in used if set(catalogue().get(key, {})) != set(LANGUAGES)]
    assert missing == []


def test_every_text_has_both_languages_and_asks_the_same_values():
    for key, entry in catalogue().items():
        assert set(entry) == set(LANGUAGES), key
        assert set(FORM.findall(entry["nl"])) == set(FORM.findall(entry["en"])), key
        for text in entry.values():
            assert not re.search(r"[{}]", FORM.sub("", text)), key


def test_no_text_is_left_unused():
    own = {key for key in catalogue() if key.startswith("allocation.")}
    assert own - keys_in_code() == set()


def test_numbers_and_money_in_two_languages():
    nb = "\u00a0"
    assert money(19800) == f"€{nb}19.800"
    assert money(19800, "en") == "€19,800"
    assert money(Fraction(6549, 2), "nl") == f"€{nb}3.274,50"
    assert money(Fraction(6549, 2), "en") == "€3,274.50"
    assert money(Fraction(1, 3)) == f"€{nb}0,33"
    assert money(Fraction(5, 1000)) == f"€{nb}0,01"
    assert money(1200, "nl", "PLN") == f"PLN{nb}1.200"
    assert money(1200, "en", "PLN") == f"PLN{nb}1,200"
    assert money(-5, "nl") == f"€{nb}-5"
    assert money(0) == f"€{nb}0"


def test_every_format(texts):
    texts(
        proef__alles={
            "nl": "{n:count} {n:plan|plannen}, {bedrag:money}, {dag:date}, {namen:text}",
            "en": "{n:count} {n:plan|plans}, {bedrag:money}, {dag:date}, {namen:text}",
        }
    )
    values = {"n": 1248, "bedrag": 5, "dag": "2026-11-18", "namen": ("Anker", "Brug")}
    assert render(Explanation("proef.alles", values)) == (
        "1.248 plannen, €\u00a05, 18 november 2026, Anker, Brug"
    )
    values["n"] = 1
    assert render(Explanation("proef.alles", values), "en") == (
        "1 plan, €5, 18 November 2026, Anker, Brug"
    )


def test_reasons_follow_the_sentence(texts):
    texts(een__a={"nl": "A."}, een__b={"nl": "B."}, een__c={"nl": "C."})
    told = Explanation("een.a", {}, (Explanation("een.b"),), (Explanation("een.c"),))
    assert render_all(told) == ["A.", "B.", "C."]


@pytest.mark.parametrize(
    ("explanation", "language", "message"),
    [
        (Explanation("proef.weg"), "nl", "no such text"),
        (Explanation("proef.een", {"n": 1}), "en", "no text in language 'en'"),
        (Explanation("proef.een"), "nl", "asks n, which is not given"),
        (Explanation("proef.een", {"n": "veel"}), "nl", "cannot be written as 'count'"),
    ],
)
def test_a_missing_text_or_value_is_named(texts, explanation, language, message):
    texts(proef__een={"nl": "{n:count}"})
    with pytest.raises(MissingText, match=message):
        render(explanation, language)


def test_values_are_kept_as_they_were():
    values = {"n": 1}
    explanation = Explanation("a.b", values)
    values["n"] = 2
    assert explanation.values == {"n": 1}
