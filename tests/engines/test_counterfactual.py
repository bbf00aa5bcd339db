"""What would have made a loser win: every answer against trying all of them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engines.allocation import (
    BallotGroup,
    Problem,
    Project,
    equal_shares,
    greedy,
    machine,
    native,
    phragmen,
    read_pabulib,
)
from schakel.engines.allocation.counterfactual import Counterfactuals
from schakel.engines.allocation.story import LOSES, PERHAPS, WINS, Probe
from schakel.engines.allocation.tally import Tally
from schakel.engines.allocation.twin import Twin
from tests.engines.cases import any_problems, naive_equal_shares, problem, street

thorough = settings(deadline=None, max_examples=150)


def changed(round_: Problem, name: str, cost=None, extra=0, budget=None) -> Problem:
    """The same round with this project at another cost, and so many ballots more for it alone."""
    projects = tuple(
        Project(p.id, p.cost if cost is None or p.id != name else cost, exclusive=p.exclusive)
        for p in round_.projects
    )
    more = (BallotGroup((name,), extra),) if extra else ()
    ballots = (*round_.ballots, *more)
    return Problem(budget or round_.budget, projects, ballots, kind=round_.kind)


def rules(round_: Problem):
    yield equal_shares(round_)
    yield equal_shares(round_, "cardinality", completion="add1", increment=Fraction(1, 2))
    yield equal_shares(round_, completion="add1-greedy")
    yield equal_shares(round_, "cardinality", completion="utilitarian")
    yield greedy(round_)
    yield greedy(round_, "cardinality")
    yield phragmen(round_)


def winners(outcome, round_: Problem, total) -> set[str]:
    """The rule of the outcome on another round, the money that was divided held fixed."""
    if outcome.rule == "phragmen":
        return set(phragmen(round_, outcome.ties).winners)
    if outcome.rule == "greedy":
        return set(greedy(round_, outcome.utility, outcome.ties).winners)
    divided = changed(round_, "", budget=total)
    won = equal_shares(divided, outcome.utility, ties=outcome.ties).winners
    if outcome.completion not in ("utilitarian", "add1-greedy"):
        return set(won)
    spent = round_.cost_of(won)
    if spent >= round_.budget:
        return set(won)
    # Greedy among what was chosen and not won, on what is left of the true budget.
    rest = [p for p in round_.projects if p.id not in won and round_.votes[p.id]]
    taken = {round_.by_id[name].exclusive for name in won} - {""}
    rest = [p for p in rest if p.exclusive not in taken]
    names = {p.id for p in rest}
    ballots = tuple(
        BallotGroup(tuple(n for n in b.projects if n in names), b.count) for b in round_.ballots
    )
    filled = Problem(round_.budget - spent, tuple(rest), ballots)
    return {*won, *greedy(filled, outcome.utility, outcome.ties).winners}


@st.composite
def rounds(draw) -> Problem:
    names = [str(number) for number in range(draw(st.integers(2, 6)))]
    amounts = draw(st.sampled_from([st.integers(1, 12), st.sampled_from([4, 8, 12])]))
    projects = tuple(
        Project(name, draw(amounts), exclusive=draw(st.sampled_from(["", "", "", "x"])))
        for name in names
    )
    groups = {}
    for _ in range(draw(st.integers(1, 6))):
        ballot = tuple(sorted(draw(st.sets(st.sampled_from(names)))))
        groups[ballot] = BallotGroup(ballot, draw(st.integers(1, 4)))
    return Problem(draw(st.integers(4, 30)), projects, tuple(groups.values()))


@given(rounds(), st.data())
@thorough
def test_every_answer_is_what_trying_all_of_them_gives(round_, data):
    outcome = data.draw(st.sampled_from(list(rules(round_))))
    asked = Counterfactuals(round_, outcome)
    for name in set(round_.by_id).difference(outcome.winners):
        found = asked.of(name)
        total = found.money
        # One currency unit in four steps; the answer itself is in hundredths.
        quarters = [Fraction(n, 4) for n in range(1, 4 * int(round_.by_id[name].cost))]
        cheap = [
            c for c in quarters
            if round_.votes[name] and name in winners(outcome, changed(round_, name, cost=c), total)
        ]  # fmt: skip
        if found.cost is None:
            assert cheap == []
        else:
            assert all(c <= found.cost for c in cheap) and len(cheap) == int(4 * found.cost)
            assert name in winners(outcome, changed(round_, name, cost=found.cost), total)
            beside = found.cost + Fraction(1, 100)
            assert name not in winners(outcome, changed(round_, name, cost=beside), total)
        tried = [
            name in winners(outcome, changed(round_, name, extra=k), total)
            for k in range(1, round_.voters + 1)
        ]
        assert found.asked == round_.voters
        assert found.voters == (tried.index(True) + 1 if True in tried else None)
        if found.voters is not None:
            later = tried[found.voters :]
            assert found.again == (
                found.voters + 1 + later.index(False) if False in later else None
            )


@given(rounds(), st.data())
@thorough
def test_without_the_kernel_the_answers_are_the_same(round_, data):
    outcome = data.draw(st.sampled_from(list(rules(round_))))
    losers = sorted(set(round_.by_id).difference(outcome.winners))
    mine = [Counterfactuals(round_, outcome).of(name) for name in losers]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(native, "kernel", None)
        assert [Counterfactuals(round_, outcome).of(name) for name in losers] == mine


@given(any_problems(parts=False), st.data())
@settings(deadline=None, max_examples=400)
def test_what_is_said_of_a_range_of_numbers_is_true_of_each(round_, data):
    """Of the kernel and of its twin, on nearly equal numbers too."""
    tally = Tally(round_, "lexicographic", data.draw(st.sampled_from(["cost", "cardinality"])))
    project = data.draw(st.integers(0, len(tally.ids) - 1))
    cost = data.draw(st.integers(1, 2 * max(tally.costs) + 1))
    few = data.draw(st.integers(0, 12))
    many = few + data.draw(st.sampled_from([0, 1, 2, 5, 20]))
    for one in (machine.machine(tally), Twin(tally)):
        said, others = one.between(tally.budget, tally.voters, Probe(project, cost, few), many)
        for extra in range(few, many + 1):
            won = one.winners(tally.budget, tally.voters + extra, Probe(project, cost, extra))
            assert said == PERHAPS or (said == WINS) == (project in won)
            assert others is None or won == others
        assert others is None or said == LOSES


def test_by_hand():
    asked = Counterfactuals(street(), equal_shares(street()))
    found = asked.of("b")
    assert (found.cost, found.voters, found.again, found.money) == (
        Fraction(6666, 100),
        2,
        None,
        400,
    )
    assert "b" in naive_equal_shares(changed(street(), "b", extra=2), "cost")
    assert "b" not in naive_equal_shares(changed(street(), "b", extra=1), "cost")


def test_more_voters_may_lose_it_again():
    """With 1 more each holds 10: a takes all of its voters' money, and b cannot have it any more.

    With 2 more each holds 8.57: a cannot be paid, b costs as little as c and goes first in the tie,
    and c's supporters are left with 19.29. With 3 more they hold enough again.
    """
    round_ = problem(60, {"a": 40, "b": 30, "c": 20}, ["ab", "abc", "a", "bc", "ab"])
    found = Counterfactuals(round_, equal_shares(round_)).of("c")
    assert (found.cost, found.voters, found.again) == (14, 1, 2)
    won = ["c" in naive_equal_shares(changed(round_, "c", extra=k), "cost") for k in range(4)]
    assert won == [False, True, False, True]


def test_points_and_parts_are_not_asked_what_they_cannot_answer():
    parts = Problem.of(90, [Project("a", 120, minimum=100), Project("b", 95)], [["a"], ["a", "b"]])
    asked = Counterfactuals(parts, equal_shares(parts))
    assert asked.of("a") is None
    assert asked.of("b").asked == 2
    groups = (BallotGroup(("a", "b"), 3, (2, 1)),)
    given_ = Problem(90, (Project("a", 80), Project("b", 50)), groups, kind="cumulative")
    found = Counterfactuals(given_, equal_shares(given_, "points")).of("b")
    assert (found.asked, found.voters, found.cost) == (0, None, Fraction(3999, 100))


@pytest.mark.needs_data
def test_all_losers_of_a_real_round(data_dir):
    round_ = read_pabulib(data_dir / "pabulib" / "Netherlands_Assen_2024.pb")
    outcome = equal_shares(round_, completion="utilitarian")
    asked = Counterfactuals(round_, outcome)
    found = {name: asked.of(name) for name in set(round_.by_id).difference(outcome.winners)}
    assert (found["4"].voters, found["4"].again) == (2, 4)
    for name, answer in found.items():
        assert name in winners(outcome, changed(round_, name, cost=answer.cost), answer.money)
        for extra, wins in ((answer.voters, True), (answer.voters - 1, False)):
            more = changed(round_, name, extra=extra)
            assert (name in winners(outcome, more, answer.money)) == wins, name
    again = changed(round_, "4", extra=4)
    assert "4" not in winners(outcome, again, found["4"].money)
