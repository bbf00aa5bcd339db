"""Whether an outcome is what its rule says. Stops at the first thing that does not hold."""

from fractions import Fraction

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.checker import loads, purchases, queues
from schakel.engines.allocation.checker.verdict import Broken, Verdict, require
from schakel.engines.allocation.checker.votes import Votes
from schakel.engines.allocation.outcome import Comparison, Outcome, Round
from schakel.engines.allocation.problem import TIES, Problem
from schakel.engines.explanation import Explanation

_COMPLETIONS = ("none", "add1", "add1-greedy", "utilitarian")
_UTILITIES = {
    "approval": ("cost", "cardinality"),
    "cumulative": ("cost", "cardinality", "points"),
    "ordinal": ("cost", "cardinality", "borda"),
}


def check(problem: Problem, outcome: Outcome) -> Verdict:
    """Whether the outcome is what its rule says for this problem.

    What it cannot see is whether an earlier add1 run would already have been the last: that takes
    solving again.
    """
    try:
        _stands(problem, outcome)
        if outcome.compared is not None:
            _compared(problem, outcome, outcome.compared)
    except Broken as broken:
        return Verdict((broken.explanation,))
    return Verdict(())


def _stands(problem: Problem, outcome: Outcome) -> None:
    _figures(problem, outcome)
    votes = Votes(problem, outcome.utility)
    require(outcome.voters == sum(votes.counts), "allocation.check.voters")
    if outcome.stopped == "no voters" or not outcome.voters:
        _nobody_voted(problem, outcome)
    elif outcome.rule == "equal-shares":
        purchases.examine(problem, outcome, votes)
    elif outcome.rule == "phragmen":
        loads.examine(problem, outcome, votes)
    else:
        queues.examine(problem, outcome, votes)


def _figures(problem: Problem, outcome: Outcome) -> None:
    require(outcome.rule in ("equal-shares", "phragmen", "greedy"), "allocation.check.rule")
    shares = outcome.rule == "equal-shares"
    completions = _COMPLETIONS if shares else ("none",)
    require(outcome.completion in completions, "allocation.check.completion")
    utilities = (None,) if outcome.rule == "phragmen" else _UTILITIES[problem.kind]
    require(outcome.utility in utilities, "allocation.check.utility")
    require(outcome.ties in TIES, "allocation.check.ties")
    raises = outcome.completion in ("add1", "add1-greedy")
    require((outcome.increment is not None) == raises, "allocation.check.increment")
    winners = outcome.winners
    require(len(set(winners)) == len(winners), "allocation.check.winners")
    require(all(name in problem.by_id for name in winners), "allocation.check.winners")
    require(winners == tuple(turn.winner for turn in outcome.rounds), "allocation.check.winners")
    numbers = [turn.number for turn in outcome.rounds]
    require(numbers == [*range(1, len(winners) + 1)], "allocation.check.rounds")
    taken = set()
    for turn in outcome.rounds:
        own = problem.by_id[turn.winner].exclusive
        require(not own or own not in taken, "allocation.check.exclusive", turn)
        taken.add(own)
        if turn.part is not None:
            require(_is_a_part(problem, turn, turn.part), "allocation.check.part", turn)
    require(outcome.budget == problem.budget, "allocation.check.budget")
    paid = sum(Fraction(amount_for(problem, turn)) for turn in outcome.rounds)
    require(outcome.cost == paid, "allocation.check.cost")
    require(paid <= problem.budget, "allocation.check.budget")


def _is_a_part(problem: Problem, turn: Round, part: Amount) -> bool:
    """From its minimum up to less than its cost, in whole hundredths."""
    project = problem.by_id[turn.winner]
    least = project.minimum
    whole = (Fraction(part) * 100).denominator == 1
    return least is not None and least <= part < project.cost and whole


def amount_for(problem: Problem, turn: Round) -> Amount:
    """What the winner of a round gets."""
    return problem.by_id[turn.winner].cost if turn.part is None else turn.part


def _nobody_voted(problem: Problem, outcome: Outcome) -> None:
    require(not outcome.voters and outcome.stopped == "no voters", "allocation.check.voters")
    require(
        not outcome.winners and not outcome.overshoot and outcome.runs == 1,
        "allocation.check.winners",
    )
    require(outcome.share == 0, "allocation.check.share")
    shares = outcome.rule == "equal-shares"
    end = tuple((name, 0) for name in sorted(problem.by_id)) if shares else ()
    require(outcome.end == end, "allocation.check.end")
    require(not outcome.near_ties, "allocation.check.near_ties")
    require(outcome.compared is None, "allocation.check.comparison")


def _compared(problem: Problem, outcome: Outcome, compared: Comparison) -> None:
    """Both outcomes stand, the voters were counted well, and the right one was taken."""
    other = compared.other
    same = (outcome.utility, outcome.ties) == (other.utility, other.ties)
    rules = {outcome.rule, other.rule} == {"equal-shares", "greedy"}
    require(same and rules and other.compared is None, "allocation.check.comparison")
    require(compared.by in ("satisfaction", "exclusion"), "allocation.check.comparison")
    try:
        _stands(problem, other)
    except Broken as broken:
        finding = Explanation("allocation.check.other", because=(broken.explanation,))
        raise Broken(finding) from broken
    shares = outcome if outcome.rule == "equal-shares" else other
    greedy = other if shares is outcome else outcome
    for_shares = for_greedy = 0
    for names, count, _ in problem.ballots:
        mine = sum(name in shares.winners for name in names)
        theirs = sum(name in greedy.winners for name in names)
        if compared.by == "exclusion":
            mine, theirs = bool(mine), bool(theirs)
        for_shares += count if mine > theirs else 0
        for_greedy += count if theirs > mine else 0
    counted = (compared.for_shares, compared.for_greedy) == (for_shares, for_greedy)
    require(counted, "allocation.check.sides")
    require(outcome is (greedy if for_greedy > for_shares else shares), "allocation.check.taken")
