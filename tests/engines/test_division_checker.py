import ast
import inspect
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.base.explanations import render_all
from schakel.engines.allocation import (
    BallotGroup,
    Division,
    Envelope,
    Problem,
    Project,
    check,
    check_division,
    divide,
    division,
    division_checker,
    equal_shares,
    greedy,
)
from tests.engines import cases
from tests.engines.divisions import GROEN, NOORD, elections, town

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(elections(), st.booleans())
@unhurried
def test_a_division_stands_when_each_of_its_outcomes_does(election, pass_on):
    problem, envelopes, rule = election
    divided = divide(problem, envelopes, rule, pass_on)
    verdict = check_division(problem, divided)
    broken = [part for part in divided.parts if not check(part.problem, part.outcome)]
    assert verdict.holds is not bool(broken), verdict.findings


@given(cases.problems(), st.sampled_from(["all", "own"]), st.booleans(), st.data())
@unhurried
def test_a_division_by_approval_stands(problem, voters, pass_on, data):
    names = sorted(problem.by_id)
    cut = data.draw(st.integers(0, len(names)))
    envelopes = [
        Envelope("een", problem.budget * Fraction(1, 3), tuple(names[:cut]), voters),
        Envelope("twee", problem.budget * Fraction(1, 3), tuple(names[cut:-1])),
    ]
    for completion in ("none", "add1", "utilitarian"):
        divided = divide(
            problem,
            envelopes,
            lambda part, by=completion: equal_shares(part, completion=by),
            pass_on,
        )
        verdict = check_division(problem, divided)
        assert verdict, verdict.findings
        assert not check_division(problem, replace(divided, cost=divided.cost + 1))


def part(divided: Division, place: int, **changes) -> Division:
    """The division with another part in this place."""
    parts = list(divided.parts)
    parts[place] = replace(parts[place], **changes)
    return replace(divided, parts=tuple(parts))


def told_again(divided: Division) -> Division:
    """With the sums of its parts, so that only the part itself is wrong."""
    return replace(
        divided,
        winners=tuple(name for each in divided.parts for name in each.outcome.winners),
        cost=sum(each.outcome.cost for each in divided.parts),
    )


def forged():
    """What somebody might change, and what the checker says of it."""
    fair = divide(town(), [NOORD, GROEN], equal_shares)
    noord, groen, shared = fair.parts
    bigger = replace(NOORD, projects=("n1", "n2", "g1"))
    yield "budget", replace(fair, budget=400), "budget"
    yield "cost", replace(fair, cost=200), "cost"
    yield "winners", replace(fair, winners=fair.winners[::-1]), "winners"
    yield "a winner more", replace(fair, winners=(*fair.winners, "s2")), "winners"
    yield (
        "two of a name",
        replace(fair, envelopes=(NOORD, replace(GROEN, name="Noord"))),
        "envelopes",
    )
    yield "a project twice", replace(fair, envelopes=(bigger, GROEN)), "envelopes"
    unknown = replace(GROEN, projects=("g1", "g2", "zz"))
    yield "an unknown project", replace(fair, envelopes=(NOORD, unknown)), "envelopes"
    yield (
        "too much apart",
        replace(fair, envelopes=(replace(NOORD, budget=261), GROEN)),
        "envelopes",
    )
    yield "more apart", replace(fair, envelopes=(replace(NOORD, budget=70), GROEN)), "election"
    yield "other voters", replace(fair, envelopes=(replace(NOORD, voters="all"), GROEN)), "election"
    yield "other order", replace(fair, envelopes=(GROEN, NOORD)), "parts"
    yield "no part", told_again(replace(fair, parts=(noord, shared))), "parts"
    yield "no shared part", told_again(replace(fair, parts=(noord, groen))), "parts"
    yield "another name", part(fair, 2, name="Zuid"), "parts"
    yield "a part more", told_again(replace(fair, parts=(*fair.parts, shared))), "parts"
    yield "the rest was kept", replace(fair, pass_on=False), "election"
    # An outcome that stands for another election than this part's.
    richer = replace(noord.problem, budget=90)
    yield (
        "richer",
        told_again(part(fair, 0, problem=richer, outcome=equal_shares(richer))),
        "election",
    )
    fuller = replace(noord.problem, ballots=(*noord.problem.ballots, BallotGroup(("n2",), 3)))
    yield (
        "fuller",
        told_again(part(fair, 0, problem=fuller, outcome=equal_shares(fuller))),
        "election",
    )
    whole = town().restricted(248, list(town().by_id))
    yield "twice", told_again(part(fair, 2, problem=whole, outcome=equal_shares(whole))), "election"
    dearer = replace(noord.problem, projects=(Project("n1", 60), noord.problem.projects[1]))
    yield "another cost", part(fair, 0, problem=dearer), "election"
    yield "another outcome", part(fair, 0, outcome=noord.outcome.but(share=30)), "share"
    votes = greedy(shared.problem)
    yield "another rule", told_again(part(fair, 2, outcome=votes)), "one_rule"


@pytest.mark.parametrize(
    ("changed", "word"), [(c, w) for _, c, w in forged()], ids=[n for n, _, _ in forged()]
)
def test_a_forged_division_is_refused_with_what_is_wrong(changed, word):
    verdict = check_division(town(), changed)
    assert not verdict
    last = verdict.findings[0]
    while last.because:
        last = last.because[0]
    assert last.key.endswith(word)
    assert all(render_all(verdict.findings[0], language) for language in ("nl", "en"))


def test_the_finding_names_the_part():
    fair = divide(town(), [NOORD, GROEN], equal_shares)
    finding = check_division(town(), replace(fair, pass_on=False)).findings[0]
    assert render_all(finding) == [
        "De uitslag klopt niet in het gezamenlijk budget.",
        "De plannen, de stemmen of het bedrag van dit deel kloppen niet.",
    ]
    poorer = replace(fair, envelopes=(NOORD, replace(GROEN, budget=39)))
    assert render_all(check_division(town(), poorer).findings[0], "en")[0] == (
        "The result does not hold in the envelope groen."
    )


def test_a_second_winner_of_a_set_is_refused():
    ideas = [Project(name, 10, exclusive="corner") for name in "ab"]
    round_ = Problem.of(40, ideas, [["a", "b"], ["a", "b"]])
    envelopes = (Envelope("een", 20, ("a",)), Envelope("twee", 20, ("b",)))
    fair = divide(round_, envelopes, equal_shares)
    assert check_division(round_, fair)
    free = round_.restricted(20, ["b"])
    both = part(fair, 1, problem=free, outcome=equal_shares(free))
    assert both.parts[1].outcome.winners == ("b",)
    verdict = check_division(round_, told_again(both))
    assert verdict.findings[0].because[0].key == "allocation.division.check_election"


def test_one_part_compared_and_another_not_is_not_one_rule():
    fair = divide(town(), [NOORD, GROEN], lambda one: equal_shares(one, compare="exclusion"))
    assert all(each.outcome.compared for each in fair.parts)
    without = fair.parts[0].outcome.but(compared=None)
    keys = [
        check_division(town(), changed).findings
        for changed in (fair, part(fair, 0, outcome=without))
    ]
    assert "one_rule" not in str(keys[0])
    assert keys[1][0].because[0].key == "allocation.division.check_one_rule"


def test_the_checker_shares_nothing_with_the_solver():
    allowed = {"amounts", "ballots", "checker", "division", "explanation", "outcome", "problem"}
    for module in (division_checker, division):
        source = inspect.getsource(module)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("schakel"):
                assert node.module.rsplit(".", 1)[1] in allowed
    assert "restricted" not in inspect.getsource(division_checker)
