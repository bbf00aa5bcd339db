"""Links of a group: a state each, the weakest first, and never a sum."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import schakel.initiatives
from schakel.base.explanations import render
from schakel.engines.continuity import ANSWERS, UNKNOWN, Chain, Link, assess, check, explain
from schakel.engines.explanation import Words
from schakel.engines.rules import load

TABLE = load(Path(schakel.initiatives.__file__).parent / "rules" / "link.toml")
LINKS = tuple(
    Link(key, Words(key.title(), key.title()), tuple(f"{key}.{n}" for n in range(3)))
    for key in ("dream", "own", "buy")
)
QUESTIONS = [question for link in LINKS for question in link.questions]
answered = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(ANSWERS))


def given_to(link: str, *answers: str) -> dict[str, str]:
    return {f"{link}.{n}": answer for n, answer in enumerate(answers)}


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (("yes", "yes", "yes"), "strong"),
        (("yes", "yes", "partly"), "carries"),
        (("partly", "partly", "partly"), "carries"),
        (("yes", "yes", "no"), "fragile"),
        (("partly", "no", "no"), "fragile"),
        (("no", "no", "no"), "missing"),
        (("no",), "missing"),
        (("yes",), "strong"),
        ((), UNKNOWN),
    ],
)
def test_the_state_of_a_link_follows_from_its_answers(answers: tuple[str, ...], state: str) -> None:
    assert assess(LINKS, given_to("own", *answers), TABLE).states["own"] == state


def test_of_equally_weak_links_the_first_of_the_chain_comes_first() -> None:
    answers = given_to("buy", "no", "yes", "yes") | given_to("own", "yes", "no", "yes")
    chain = assess(LINKS, answers, TABLE)
    assert chain.weakest == "own"
    assert "2 schakels even zwak" in render(explain(LINKS, answers, TABLE, chain))


def test_a_link_without_answers_is_never_the_weakest() -> None:
    chain = assess(LINKS, given_to("buy", "yes", "yes", "yes"), TABLE)
    assert chain.weakest == "buy"
    assert assess(LINKS, {}, TABLE).weakest == ""


@given(answered)
def test_every_chain_stands_and_says_why_in_both_languages(answers: dict[str, str]) -> None:
    chain = assess(LINKS, answers, TABLE)
    assert check(LINKS, answers, TABLE, chain) == ()
    explanation = explain(LINKS, answers, TABLE, chain)
    assert len(explanation.because) == len(LINKS)
    for told in (explanation, *explanation.because):
        assert render(told, "nl") and render(told, "en")


@given(answered, st.sampled_from(["dream", "own", "buy"]), st.sampled_from(["strong", "missing"]))
def test_a_changed_state_or_another_weakest_link_is_found(
    answers: dict[str, str], link: str, state: str
) -> None:
    chain = assess(LINKS, answers, TABLE)
    if chain.states[link] != state:
        changed = Chain({**chain.states, link: state}, chain.weakest)
        assert f"{link} is not {state}" in check(LINKS, answers, TABLE, changed)
    if chain.weakest and chain.weakest != link:
        assert check(LINKS, answers, TABLE, Chain(chain.states, link))


@given(answered, st.sampled_from(QUESTIONS))
def test_a_better_answer_never_makes_a_link_weaker(answers: dict[str, str], question: str) -> None:
    order = ["missing", "fragile", "carries", "strong"]
    link = question.partition(".")[0]
    before = assess(LINKS, {**answers, question: "no"}, TABLE).states[link]
    after = assess(LINKS, {**answers, question: "yes"}, TABLE).states[link]
    assert order.index(after) >= order.index(before)


@pytest.mark.parametrize(
    ("answers", "told"), [({"other.1": "yes"}, "no link asks"), ({"own.1": "perhaps"}, "perhaps")]
)
def test_an_answer_that_does_not_belong_is_refused(answers: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        assess(LINKS, answers, TABLE)
