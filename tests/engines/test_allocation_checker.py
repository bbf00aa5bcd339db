"""Outcomes broken by hand: each is refused, for the right reason."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.base.explanations import LANGUAGES, render_all
from schakel.engines.allocation import (
    BallotGroup,
    Comparison,
    NearTie,
    Outcome,
    Problem,
    Project,
    check,
    equal_shares,
    greedy,
    phragmen,
)
from tests.engines import cases
from tests.engines.cases import problem, street

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TIED = problem(20, {"9": 20, "10": 20}, [["9", "10"]])
"""Of two projects that stand equal only one can be paid."""

HALVES = Problem(
    100,
    (Project("a", 40), Project("b", 90, minimum=30), Project("c", 80, minimum=30)),
    (BallotGroup(("a", "b"), 2), BallotGroup(("c",), 2)),
)
"""Once a is paid, b can have 10 of its 90, which is too little, and c 50 of its 80."""

EITHER = Problem(
    100,
    (Project("a", 50, exclusive="corner"), Project("b", 50, exclusive="corner")),
    (BallotGroup(("a",), 2), BallotGroup(("b",), 2)),
)
"""Two plans for one corner: by the order of the ids a gets it, and b leaves the race."""

SPLIT = problem(100, {"a": 100, "b": 30, "c": 30}, ["a"] * 5 + ["b"] * 3 + ["c"] * 2)
"""Greedy buys a for five voters; equal shares b, for three."""

LEFT = problem(400, {"a": 200, "b": 150, "c": 80, "d": 120}, ["ab", "ab", "ad", "cd"])
"""The street, where c would fit what is left, but its one supporter has 13.33."""

NEARLY = problem(10**10, {"a": 10**9, "b": 10**9 + 1}, ["ab"])
"""By cardinality b is dearer than a by one part in a thousand million: no float should decide."""


def edited(outcome: Outcome, place: int, /, **changes) -> Outcome:
    """The outcome with one round changed."""
    rounds = [replace(r, **changes) if r.number == place else r for r in outcome.rounds]
    return replace(outcome, rounds=tuple(rounds))


def chosen(problem: Problem, outcome: Outcome, rounds) -> Outcome:
    """The outcome with these rounds, all its figures made to fit."""
    numbered = [replace(turn, number=number) for number, turn in enumerate(rounds, 1)]
    return outcome.with_rounds(problem, numbered, outcome.near_ties)


def swapped(problem: Problem, outcome: Outcome) -> Outcome:
    return chosen(problem, outcome, outcome.rounds[::-1])


def extra(problem: Problem, outcome: Outcome, name: str) -> Outcome:
    """A project that nobody paid is slipped in."""
    last = outcome.rounds[-1]
    return chosen(problem, outcome, [*outcome.rounds, replace(last, winner=name)])


def one_ballot_less(problem: Problem) -> Problem:
    first, *rest = problem.ballots
    return replace(problem, ballots=(BallotGroup(first.projects, first.count - 1), *rest))


def moved_ballot(problem: Problem) -> Problem:
    """As many ballots, but one of them names something else."""
    first, *rest = problem.ballots
    return replace(problem, ballots=(BallotGroup(("c", "d"), first.count), *rest))


SHARES = equal_shares(street())
ADD1 = equal_shares(problem(100, {"a": 60, "b": 60}, ["a", "b"]), completion="add1")
OVER = problem(100, {"a": 60, "b": 60}, ["a", "b"])
LOADS = phragmen(street())
GREEDY = greedy(street())
PARTS = equal_shares(HALVES)
COMPARED = equal_shares(SPLIT, compare="satisfaction")

BROKEN = {
    # what is wrong: (problem, outcome, finding)
    "over budget": (street(), chosen(street(), GREEDY, [
        *GREEDY.rounds, replace(GREEDY.rounds[-1], winner="d")]), "budget"),
    "an unpaid project": (LEFT, extra(LEFT, equal_shares(LEFT), "c"), "money"),
    "a winner too many": (street(), replace(SHARES, winners=("a", "d", "c")), "winners"),
    "a project that nobody chose": (
        problem(100, {"a": 10, "z": 1}, ["a"]),
        extra(problem(100, {"a": 10, "z": 1}, ["a"]), equal_shares(
            problem(100, {"a": 10, "z": 1}, ["a"])).but(end=()), "z"), "money"),
    "a winner too few": (street(), chosen(street(), SHARES, SHARES.rounds[:-1]), "end"),
    "a payer too many": (street(), edited(SHARES, 1, full=4), "payers"),
    "a payer of less as one in full": (street(), edited(SHARES, 2, full=2, less=0), "payers"),
    "wrong order": (street(), swapped(street(), SHARES), "money"),
    "wrong order of greedy": (street(), swapped(street(), GREEDY), "ties"),
    "wrong order of moments": (street(), swapped(street(), LOADS), "order"),
    "a missing ballot": (one_ballot_less(street()), SHARES, "voters"),
    "another ballot": (moved_ballot(street()), SHARES, "money"),
    "a price too high": (street(), edited(SHARES, 1, price=Fraction(201, 3)), "price"),
    "a price below zero": (street(), edited(SHARES, 1, price=-1), "price"),
    "money that was not there": (street(), edited(SHARES, 1, money=(
        ("a", 301), ("b", 200), ("c", 100), ("d", 200))), "money"),
    "money at the end": (street(), replace(SHARES, end=(("b", 66), ("c", 13))), "end"),
    "costs added up wrong": (street(), replace(SHARES, cost=319), "cost"),
    "another budget": (street(), replace(SHARES, budget=401), "budget"),
    "a share too high": (street(), replace(SHARES, share=101), "share"),
    "a lost tie": (TIED, chosen(TIED, equal_shares(TIED), [replace(
        equal_shares(TIED).rounds[0], winner="9")]).but(end=(("10", 0),)), "ties"),
    "a hidden tie": (TIED, replace(equal_shares(TIED), near_ties=()), "near_ties"),
    "a hidden near-tie": (NEARLY, replace(
        equal_shares(NEARLY, "cardinality"), near_ties=()), "near_ties"),
    "a near-tie told as equal": (NEARLY, replace(
        equal_shares(NEARLY, "cardinality"), near_ties=(NearTie(1, "b", True),)), "near_ties"),
    "a made-up near-tie": (street(), replace(
        SHARES, near_ties=(NearTie(1, "b", False),)), "near_ties"),
    "a larger part": (HALVES, edited(PARTS, 2, part=51).but(cost=91), "part"),
    "a part below the minimum": (HALVES, edited(PARTS, 2, part=29).but(cost=69), "part"),
    "a part in fractions of a cent": (
        HALVES, edited(PARTS, 2, part=Fraction(49999, 1000)).but(
            cost=Fraction(89999, 1000)), "part"),
    "a part of what must be paid in full": (street(), edited(
        SHARES, 2, part=60).but(cost=260), "part"),
    "both of one corner": (EITHER, chosen(EITHER, equal_shares(EITHER), [
        *equal_shares(EITHER).rounds,
        replace(equal_shares(EITHER).rounds[0], winner="b")]), "exclusive"),
    "the voters of the wrong side": (SPLIT, replace(COMPARED, compared=replace(
        COMPARED.compared, for_shares=6)), "sides"),
    "the wrong side taken": (SPLIT, replace(COMPARED.compared.other, compared=Comparison(
        "satisfaction", COMPARED.compared.for_shares, COMPARED.compared.for_greedy,
        replace(COMPARED, compared=None))), "taken"),
    "compared with something else": (SPLIT, replace(COMPARED, compared=replace(
        COMPARED.compared, other=phragmen(SPLIT))), "comparison"),
    "compared with a broken outcome": (SPLIT, replace(COMPARED, compared=replace(
        COMPARED.compared, other=replace(COMPARED.compared.other, cost=99))), "cost"),
    "no next step told": (OVER, replace(ADD1, overshoot=()), "overshoot"),
    "a next step that still fits": (OVER, replace(ADD1, overshoot=(("a", 60),)), "overshoot"),
    "a step too many": (OVER, replace(ADD1, runs=11, share=60), "end"),
    "a skipped project": (street(), chosen(street(), GREEDY, GREEDY.rounds[:1]), "skipped"),
    "a rule that is not there": (street(), replace(SHARES, rule="lottery"), "rule"),
    "points where none were given": (street(), replace(SHARES, utility="points"), "utility"),
}  # fmt: skip


def reason(verdict) -> str:
    """The innermost finding, by the last word of its key."""
    (finding,) = verdict.findings
    while finding.because:
        (finding,) = finding.because
    return finding.key.removeprefix("allocation.check.")


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_refused_for_the_right_reason(what):
    asked, outcome, expected = BROKEN[what]
    verdict = check(asked, outcome)
    assert not verdict
    assert reason(verdict) == expected
    for language in LANGUAGES:
        assert all(render_all(verdict.findings[0], language))


def test_before_it_was_broken_it_stood():
    assert PARTS.winners == ("a", "c") and PARTS.rounds[1].part == 50
    assert equal_shares(EITHER).winners == ("a",)
    assert COMPARED.rule == "greedy" and COMPARED.compared.for_greedy == 5
    assert equal_shares(NEARLY, "cardinality").near_ties == (NearTie(1, "b", False),)
    whole = [
        (street(), SHARES), (OVER, ADD1), (street(), LOADS), (street(), GREEDY), (HALVES, PARTS),
        (SPLIT, COMPARED), (TIED, equal_shares(TIED)), (EITHER, equal_shares(EITHER)),
        (NEARLY, equal_shares(NEARLY, "cardinality")),
    ]  # fmt: skip
    for asked, outcome in whole:
        assert check(asked, outcome), outcome


@given(cases.any_outcomes())
@settings(unhurried, max_examples=400)
def test_every_outcome_of_every_rule_is_accepted(solved):
    asked, outcome = solved
    verdict = check(asked, outcome)
    assert verdict, verdict.findings


@given(cases.any_outcomes(), st.data())
@settings(unhurried, max_examples=600)
def test_a_single_change_is_refused(solved, data):
    asked, outcome = solved
    changed = data.draw(st.sampled_from([*changes(asked, outcome)]))
    if changed != outcome:
        assert not check(asked, changed)


def changes(asked: Problem, outcome: Outcome):
    """One thing different each; what follows from it is made to fit."""
    cent = Fraction(1, 100)
    yield replace(outcome, cost=outcome.cost + 1)
    yield replace(outcome, budget=outcome.budget + 1)
    yield replace(outcome, voters=outcome.voters + 1)
    yield replace(outcome, share=outcome.share + 1)
    yield replace(outcome, runs=outcome.runs + 1)
    yield replace(outcome, stopped="enough")
    yield replace(outcome, winners=outcome.winners[:-1])
    yield replace(outcome, winners=tuple(reversed(outcome.winners)))
    yield replace(outcome, end=outcome.end[1:])
    yield replace(outcome, end=tuple((name, amount + cent) for name, amount in outcome.end))
    yield replace(outcome, end=(*outcome.end, ("0", 1)))
    yield replace(outcome, overshoot=outcome.overshoot[:-1])
    yield replace(outcome, overshoot=(*outcome.overshoot, ("0", 1)))
    yield replace(outcome, overshoot=tuple((n, price + cent) for n, price in outcome.overshoot))
    yield replace(outcome, near_ties=outcome.near_ties[1:])
    yield replace(outcome, near_ties=(*outcome.near_ties, NearTie(1, "0", False)))
    turned = [NearTie(tie.round, tie.project, not tie.equal) for tie in outcome.near_ties]
    yield replace(outcome, near_ties=tuple(turned))
    yield replace(outcome, rule="lottery")
    yield replace(outcome, completion="add2")
    yield replace(outcome, utility="joy")
    yield replace(outcome, ties="dice")
    yield replace(outcome, increment=None if outcome.increment else 1)
    yield chosen(asked, outcome, outcome.rounds[:-1])
    yield chosen(asked, outcome, outcome.rounds[::-1])
    losers = [name for name in asked.by_id if name not in outcome.winners]
    for turn in outcome.rounds:
        yield edited(outcome, turn.number, price=turn.price + Fraction(1, 1000))
        yield edited(outcome, turn.number, price=-turn.price - 1)
        yield edited(outcome, turn.number, full=turn.full + 1)
        yield edited(outcome, turn.number, less=turn.less + 1)
        yield edited(outcome, turn.number, nothing=turn.nothing + 1)
        yield edited(outcome, turn.number, stage="dice")
        yield edited(outcome, turn.number, number=turn.number + 1)
        yield edited(outcome, turn.number, money=turn.money[1:])
        more = tuple((name, amount + cent) for name, amount in turn.money)
        yield edited(outcome, turn.number, money=more)
        cost = asked.by_id[turn.winner].cost
        for part in (cost, cost / Fraction(2), *([] if turn.part is None else [turn.part - cent])):
            others = [one if one != turn else replace(turn, part=part) for one in outcome.rounds]
            yield chosen(asked, outcome, others)
        for name in losers:
            others = [one if one != turn else replace(turn, winner=name) for one in outcome.rounds]
            yield chosen(asked, outcome, others)
    if outcome.compared is not None:
        compared = outcome.compared
        for change in (
            {"by": "taste"},
            {"for_shares": compared.for_shares + 1},
            {"for_greedy": compared.for_greedy - 1},
            {"other": replace(compared.other, cost=compared.other.cost + 1)},
            {"other": replace(outcome, compared=None)},
        ):
            yield replace(outcome, compared=replace(compared, **change))
        yield replace(compared.other, compared=replace(
            compared, other=replace(outcome, compared=None)))  # fmt: skip
