"""Greedy, alone or as a completion: everybody in turn, and what fits is taken."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.checker.verdict import require
from schakel.engines.allocation.checker.votes import Votes, rivals
from schakel.engines.allocation.outcome import Outcome, Round
from schakel.engines.allocation.problem import Problem, Project


def examine(problem: Problem, outcome: Outcome, votes: Votes) -> None:
    """Greedy by itself. Raises Broken."""
    none = not outcome.end and not outcome.overshoot and outcome.runs == 1
    require(outcome.stopped == "exhaustive" and none, "allocation.check.stopped")
    require(outcome.share == 0, "allocation.check.share")
    require(not outcome.near_ties, "allocation.check.near_ties")
    rounds, left = outcome.rounds, Fraction(problem.budget)
    _take(problem, outcome, votes, rounds, "greedy", list(problem.by_id), left)


def fill(
    problem: Problem,
    outcome: Outcome,
    votes: Votes,
    rounds: Sequence[Round],
    won: Iterable[str],
    left: Fraction,
) -> None:
    """A completion: supported projects take what the winners by shares left. Raises Broken."""
    gone = {other for name in won for other in (name, *rivals(problem, name))}
    candidates = [name for name in problem.by_id if votes.voters[name] and name not in gone]
    _take(problem, outcome, votes, rounds, "completion", candidates, left)


def _take(
    problem: Problem,
    outcome: Outcome,
    votes: Votes,
    rounds: Sequence[Round],
    stage: str,
    candidates: list[str],
    left: Fraction,
) -> None:
    rank = _rank(problem, outcome, votes)
    chosen = {turn.winner: turn for turn in rounds}
    for turn in rounds:
        require(turn.winner in candidates, "allocation.check.unsupported", turn)
    require([turn.winner for turn in rounds] == sorted(chosen, key=rank), "allocation.check.ties")
    gone: set[str] = set()
    for name in sorted(candidates, key=rank):
        amount = None if name in gone else fitting(problem.by_id[name], left)
        turn_or_none = chosen.get(name)
        if turn_or_none is None:
            require(amount is None, "allocation.check.skipped")
            continue
        turn = turn_or_none
        require(amount is not None, "allocation.check.budget", turn)
        assert amount is not None
        part = None if amount == problem.by_id[name].cost else amount
        require(turn.part == part, "allocation.check.part", turn)
        expected = Round(turn.number, name, stage, turn.price, part=part)
        require(turn == expected and turn.price == left, "allocation.check.price", turn)
        left -= amount
        gone.update(rivals(problem, name))


def fitting(project: Project, left: Fraction) -> Amount | None:
    """What the project gets of what is left: its cost, or a part in whole hundredths, if enough."""
    if project.cost <= left:
        return project.cost
    part = Fraction(left * 100 // 1, 100)
    return part if project.minimum is not None and part >= project.minimum else None


def _rank(
    problem: Problem, outcome: Outcome, votes: Votes
) -> Callable[[str], tuple[int, Fraction, tuple[Amount, str]]]:
    """Who goes first: most votes (utility cost), or most points per unit of cost."""
    tie_key = problem.tie_key(outcome.ties)

    def rank(name: str) -> tuple[int, Fraction, tuple[Amount, str]]:
        support, cost = votes.support[name], Fraction(problem.by_id[name].cost)
        if votes.by_cost:
            # By cost a free project is worth nothing.
            return 1, Fraction(-support if cost else 0), tie_key(name)
        if not cost:
            return (0 if support else 1), Fraction(0), tie_key(name)
        return 1, -support / cost, tie_key(name)

    return rank
