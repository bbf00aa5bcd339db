"""Named properties: each as it is defined, tried on every group, and proven of the rules that have it."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from schakel.base.explanations import LANGUAGES, render_all
from schakel.engines.allocation import (
    BallotGroup,
    Outcome,
    Problem,
    Project,
    Round,
    equal_shares,
    greedy,
    phragmen,
    properties,
)
from schakel.engines.allocation.checker import ejr_plus, exhaustive, feasible, priceable
from tests.engines import cases
from tests.engines.cases import problem, street

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

CROWD = problem(100, {"a": 50, "b": 25, "c": 25, "d": 50}, ["ab"] * 5 + ["ac"] * 1 + ["d"] * 4)
"""Ten voters with 10 each. The four who want d have 40 together; with one more they could pay it."""


def declared(asked: Problem, winners, utility: str = "cost", parts=None) -> Outcome:
    """These winners, whoever chose them: no rule, only what a property looks at."""
    parts = parts or {}
    rounds = [
        Round(number, name, "greedy", 0, part=parts.get(name))
        for number, name in enumerate(winners, 1)
    ]
    return greedy(asked).but(utility=utility).with_rounds(asked, rounds)


# EJR+ up to one project


def worth(asked: Problem, utility: str) -> list[dict[str, Fraction]]:
    """What each project on the ballot is worth, voter by voter."""
    voters = []
    for names, count, points in asked.ballots:
        if utility == "points":
            own = dict(zip(names, map(Fraction, points), strict=True))
        elif utility == "borda":
            own = {name: Fraction(len(names) - 1 - at) for at, name in enumerate(names)}
        else:
            by_cost = utility == "cost"
            own = {n: Fraction(asked.by_id[n].cost if by_cost else 1) for n in names}
        voters += [{name: value for name, value in own.items() if value}] * count
    return voters


def ignored_groups(asked: Problem, outcome: Outcome) -> dict[str, int]:
    """The largest ignored group of each loser, by trying every group there is."""
    voters = worth(asked, outcome.utility)
    purse = Fraction(asked.budget) / len(voters)
    got = {
        turn.winner: Fraction(1) if turn.part is None else Fraction(turn.part) / asked.by_id[turn.winner].cost
        for turn in outcome.rounds
    }  # fmt: skip
    sets = {asked.by_id[name].exclusive for name in got} - {""}
    found: dict[str, int] = {}
    for project in asked.projects:
        backers = [voter for voter in voters if project.id in voter]
        if project.id in got or project.exclusive in sets:
            continue
        for size in range(1, len(backers) + 1):
            for group in combinations(backers, size):

                def rate(name, group=group):
                    return asked.by_id[name].cost / sum(one.get(name, 0) for one in group)

                def due(voter, project=project.id, rate=rate):
                    own = rate(project)
                    total = voter[project] * own
                    for name in got:
                        if name in voter:
                            each = min(own, rate(name)) if outcome.utility == "cardinality" else own
                            total += voter[name] * got[name] * each
                    return total

                if all(due(voter) <= purse for voter in group):
                    found[project.id] = size
    return found


@st.composite
def declared_outcomes(draw) -> tuple[Problem, Outcome]:
    """Few voters, and any winners at all, some of them in part."""
    asked = draw(cases.any_problems(most_projects=5))
    groups = [
        BallotGroup(group.projects, draw(st.integers(1, 2)), group.points)
        for group in asked.ballots[:4]
    ]
    # Cheap beside dear too: only then does it matter what a winner would have cost the group.
    costs = draw(st.sampled_from([st.integers(0, 4), st.integers(1, 60), st.sampled_from([1, 10])]))
    projects = []
    for project in asked.projects:
        cost = draw(costs)
        projects.append(
            replace(project, cost=cost, minimum=1 if project.minimum and cost else None)
        )
    budget = draw(st.integers(1, 1 + sum(project.cost for project in projects)))
    asked = replace(asked, budget=budget, projects=tuple(projects), ballots=tuple(groups))
    winners = draw(st.lists(st.sampled_from([*asked.by_id]), unique=True))
    parts = {
        name: Fraction(asked.by_id[name].cost, 2)
        for name in winners
        if asked.by_id[name].minimum and draw(st.booleans())
    }
    return asked, declared(asked, winners, draw(st.sampled_from(cases.utilities(asked))), parts)


@given(declared_outcomes())
@settings(unhurried, max_examples=500)
def test_the_quick_search_finds_what_trying_every_group_finds(made):
    asked, outcome = made
    groups = ignored_groups(asked, outcome)
    told = ejr_plus(asked, outcome)
    assert told.holds == (not groups)
    if groups:
        largest = max(groups.values())
        first = min(name for name, size in groups.items() if size == largest)
        assert (told.project, told.voters) == (first, largest)


@given(declared_outcomes())
@unhurried
def test_with_projects_of_one_cost_it_is_ejr_plus_of_committees(made):
    """Brill and Peters 2023: no group of l * n / k voters with a project of all of them outside the
    committee, each with fewer than l of their own in it."""
    asked, outcome = made
    projects = tuple(Project(name, 1) for name in asked.by_id)
    seats = max(1, len(projects) - 1)
    asked = replace(asked, budget=seats, projects=projects)
    outcome = declared(asked, outcome.winners, "cardinality")
    voters = cases.single_ballots(asked)
    broken = False
    for name in set(asked.by_id) - set(outcome.winners):
        backers = [ballot for ballot in voters if name in ballot]
        for wanted in range(1, seats + 1):
            few = [b for b in backers if len(set(b) & set(outcome.winners)) < wanted]
            broken |= len(few) * seats >= wanted * len(voters) > 0
    assert ejr_plus(asked, outcome).holds == (not broken)


@given(cases.any_outcomes(rules=("equal-shares",)))
@settings(unhurried, max_examples=400)
def test_equal_shares_ignores_no_group(solved):
    asked, outcome = solved
    shares = outcome if outcome.rule == "equal-shares" else outcome.compared.other
    told = ejr_plus(asked, shares)
    assert told.holds, told


@given(declared_outcomes())
@settings(unhurried, max_examples=60)
def test_no_ignored_group_means_ejr_up_to_one_as_pabutools_has_it(made):
    from pabutools.analysis.justifiedrepresentation import is_EJR_one_approval
    from pabutools.election import (
        ApprovalBallot,
        ApprovalProfile,
        Cardinality_Sat,
        Cost_Sat,
        Instance,
    )
    from pabutools.election import Project as Theirs

    asked, outcome = made
    assume(outcome.utility in ("cost", "cardinality"))
    assume(all(project.cost for project in asked.projects))
    asked = replace(asked, projects=tuple(Project(p.id, p.cost) for p in asked.projects))
    outcome = declared(asked, outcome.winners, outcome.utility)
    assume(outcome.cost <= asked.budget and ejr_plus(asked, outcome).holds)
    theirs = {name: Theirs(name, project.cost) for name, project in asked.by_id.items()}
    instance = Instance(theirs.values(), budget_limit=asked.budget)
    profile = ApprovalProfile(
        [ApprovalBallot(theirs[n] for n in ballot) for ballot in cases.single_ballots(asked)]
    )
    satisfaction = Cost_Sat if outcome.utility == "cost" else Cardinality_Sat
    won = [theirs[name] for name in outcome.winners]
    assert is_EJR_one_approval(instance, profile, satisfaction, won)


def test_a_large_ignored_group_is_the_witness():
    asked = problem(100, {"a": 60, "b": 40, "c": 40}, ["ab"] * 6 + ["c"] * 4)
    told = ejr_plus(asked, greedy(asked))
    assert greedy(asked).winners == ("a", "b")
    assert (told.holds, told.project, told.voters) == (False, "c", 4)
    assert ejr_plus(asked, equal_shares(asked)).holds
    assert "4 stemmers kozen ‘Plan c’" in " ".join(render_all(told.explanation, "nl"))
    assert told.explanation.values["deserved"] == 40


def test_one_voter_more_makes_the_group_large_enough():
    assert ejr_plus(CROWD, declared(CROWD, ["a", "b", "c"])).holds
    more = replace(CROWD, ballots=(
        BallotGroup(("a", "b"), 4), BallotGroup(("a", "c"), 1), BallotGroup(("d",), 5)))  # fmt: skip
    told = ejr_plus(more, declared(more, ["a", "b", "c"]))
    assert (told.project, told.voters) == ("d", 5)


def test_a_cheap_winner_counts_by_number_for_no_more_than_it_would_have_cost():
    asked = problem(11, {"a": 1, "c": 10}, ["ac", "ac"])
    told = ejr_plus(asked, declared(asked, ["a"], "cardinality"))
    assert (told.project, told.voters) == ("c", 2)
    assert ejr_plus(replace(asked, budget=10), declared(asked, ["a"], "cardinality")).holds


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_a_winner_in_part_counts_in_part(utility):
    projects = (Project("a", 10, minimum=1), Project("c", 10))
    asked = Problem(15, projects, (BallotGroup(("a", "c"), 2),))
    half = declared(asked, ["a"], utility, {"a": 5})
    assert ejr_plus(asked, half).project == "c"
    assert ejr_plus(replace(asked, budget=14), half).holds
    assert ejr_plus(asked, declared(asked, ["a"], utility)).holds


def test_a_group_is_not_ignored_when_the_rival_of_its_project_won():
    corner = (Project("a", 50, exclusive="x"), Project("b", 50, exclusive="x"))
    asked = Problem(100, corner, (BallotGroup(("a",), 2), BallotGroup(("b",), 2)))
    assert ejr_plus(asked, declared(asked, ["a"])).holds
    assert not ejr_plus(asked, declared(asked, [])).holds


# Priceable


@given(cases.any_outcomes(rules=("equal-shares", "phragmen")))
@settings(unhurried, max_examples=400)
def test_equal_shares_and_phragmen_are_priceable(solved):
    asked, outcome = solved
    if outcome.rule == "greedy":
        outcome = outcome.compared.other
    told = priceable(asked, outcome)
    given_away = [n for n in outcome.winners if not asked.votes[n] and asked.by_id[n].cost]
    if given_away:
        # Phragmén takes what nobody chose too, while it fits; nobody pays for that.
        assert outcome.rule == "phragmen"
        assert (told.holds, told.project) == (False, given_away[0])
    else:
        assert told.holds, told


@given(
    cases.problems(), st.sampled_from(["cost", "cardinality"]), st.sampled_from(["none", "add1"])
)
@settings(unhurried, max_examples=60)
def test_the_payments_are_a_price_system_as_pabutools_has_it(asked, utility, completion):
    from pabutools.analysis.priceability import validate_price_system
    from pabutools.election import ApprovalBallot, ApprovalProfile, Instance
    from pabutools.election import Project as Theirs

    assume(asked.voters)
    outcome = equal_shares(asked, utility, completion)
    ballots = cases.single_ballots(asked)
    theirs = {name: Theirs(name, project.cost) for name, project in asked.by_id.items()}
    held = [Fraction(outcome.share) for _ in ballots]
    paid = [dict.fromkeys(theirs.values(), Fraction(0)) for _ in ballots]
    for turn in outcome.rounds:
        for voter, ballot in enumerate(ballots):
            if turn.winner in ballot:
                paid[voter][theirs[turn.winner]] = amount = min(held[voter], Fraction(turn.price))
                held[voter] -= amount
    sound = validate_price_system(
        Instance(theirs.values(), budget_limit=asked.budget),
        ApprovalProfile([ApprovalBallot(theirs[name] for name in ballot) for ballot in ballots]),
        [theirs[name] for name in outcome.winners],
        Fraction(outcome.share),
        paid,
        exhaustive=False,
    )
    assert sound and priceable(asked, outcome).holds


def test_a_wrong_price_is_no_price():
    outcome = equal_shares(street())
    first, second = outcome.rounds
    dearer = replace(outcome, rounds=(first, replace(second, price=second.price + 1)))
    assert priceable(street(), dearer).project == "d"
    negative = replace(outcome, rounds=(replace(first, price=-1), second))
    assert priceable(street(), negative).project == "a"


def test_money_left_behind_a_loser_is_told():
    outcome = equal_shares(street())
    told = priceable(street(), replace(outcome, rounds=outcome.rounds[:1], winners=("a",)))
    assert (told.holds, told.project, told.voters) == (False, "d", 2)
    assert "133,33" in " ".join(render_all(told.explanation, "nl"))


def test_a_completion_is_told_apart_and_greedy_has_no_payments():
    wide = problem(100, {"a": 60, "b": 60, "c": 30}, ["a", "a", "b", "c"])
    told = priceable(wide, equal_shares(wide, completion="utilitarian"))
    assert told.holds and told.explanation.because[0].values == {"added": 2}
    assert priceable(wide, greedy(wide)).holds is None


# Feasible and exhaustive


@given(cases.any_outcomes())
@settings(unhurried, max_examples=300)
def test_every_outcome_is_feasible_and_what_completes_is_exhaustive(solved):
    asked, outcome = solved
    assert feasible(asked, outcome).holds
    told = exhaustive(asked, outcome)
    if outcome.stopped == "exhaustive" or outcome.completion in ("utilitarian", "add1-greedy"):
        assert told.holds, told
    if told.holds is False:
        assert asked.by_id[told.project].minimum or asked.by_id[told.project].cost <= outcome.left


@pytest.mark.parametrize(
    ("winners", "parts", "project"),
    [
        (["a", "c"], {}, "c"),  # 120 of 100
        (["b", "d"], {}, "b"),  # both of one set
        (["c"], {"c": 19}, "c"),  # less than its minimum
        (["a"], {"a": 30}, "a"),  # it must be paid in full
        (["c"], {"c": 61}, "c"),  # more than it costs
    ],
)
def test_what_cannot_be_is_not_feasible(winners, parts, project):
    asked = Problem(
        100,
        (
            Project("a", 60),
            Project("b", 10, exclusive="x"),
            Project("c", 60, minimum=20),
            Project("d", 10, exclusive="x"),
        ),
        (BallotGroup(("a", "b", "c", "d"), 3),),
    )
    told = feasible(asked, declared(asked, winners, parts=parts))
    assert (told.holds, told.project) == (False, project)


def test_equal_shares_without_completion_may_leave_what_fits_and_says_so():
    asked = problem(100, {"a": 60, "b": 30}, ["a", "a", "b", ""])
    told = exhaustive(asked, equal_shares(asked))
    assert (told.holds, told.project) == (False, "a")
    assert "Dat kan bij deze regel" in " ".join(render_all(told.explanation, "nl"))
    assert exhaustive(asked, equal_shares(asked, completion="utilitarian")).holds


def test_greedy_is_exhaustive_only_when_nothing_at_all_fits():
    asked = problem(100, {"a": 60, "b": 30}, ["a"])
    assert exhaustive(asked, declared(asked, ["a"])).project == "b"
    assert exhaustive(asked, equal_shares(asked)).holds  # nobody chose b


# All together


def test_nothing_applies_when_nobody_voted_and_nothing_is_said_of_unknown_projects():
    empty = problem(100, {"a": 10}, [])
    assert [told.holds for told in properties(empty, equal_shares(empty))] == [True] + [None] * 3
    strange = replace(equal_shares(street()), winners=("a", "z"))
    assert [told.holds for told in properties(street(), strange)] == [False] + [None] * 3


@given(cases.any_outcomes(), st.randoms(use_true_random=False))
@settings(unhurried, max_examples=150)
def test_each_property_can_be_told_in_both_languages(solved, dice: random.Random):
    asked, outcome = solved
    losers = [name for name in asked.by_id if name not in outcome.winners]
    for any_outcome in (outcome, declared(asked, dice.sample(losers, min(2, len(losers))))):
        told = properties(asked, any_outcome)
        assert [one.name for one in told] == ["feasible", "exhaustive", "priceable", "ejr_plus"]
        for language in LANGUAGES:
            assert all(all(render_all(one.explanation, language)) for one in told)


def test_phragmen_is_measured_by_cost():
    told = ejr_plus(street(), phragmen(street()))
    assert told.explanation.because[-1].key == "allocation.property.ejr_plus.by_cost"
