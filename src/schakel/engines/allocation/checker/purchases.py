"""Equal shares, from the published prices: who paid what, and that nobody had a better claim."""

from fractions import Fraction

from schakel.engines.allocation.checker import queues
from schakel.engines.allocation.checker.ledgers import Ledger
from schakel.engines.allocation.checker.verdict import require
from schakel.engines.allocation.checker.votes import Votes, rivals
from schakel.engines.allocation.outcome import NearTie, Outcome, Round
from schakel.engines.allocation.problem import Problem

_STAGES = ("shares", "part", "completion")


def examine(problem: Problem, outcome: Outcome, votes: Votes) -> None:
    """Raises Broken."""
    step = Fraction(outcome.increment or 0)
    raises = outcome.increment is not None
    require(step > 0 or not raises, "allocation.check.increment")
    share = Fraction(problem.budget) / outcome.voters + (outcome.runs - 1) * step
    require(outcome.runs >= 1 and outcome.share == share, "allocation.check.share")
    for turn in outcome.rounds:
        require(turn.stage in _STAGES, "allocation.check.rounds", turn)
    stages = [_STAGES.index(turn.stage) for turn in outcome.rounds]
    require(stages == sorted(stages), "allocation.check.rounds")
    bought = [turn for turn in outcome.rounds if turn.stage != "completion"]
    added = list(outcome.rounds[len(bought) :])

    ledger = Ledger(problem, votes, share, [turn.price for turn in bought])
    near: list[NearTie] = []
    spent = 0
    for turn in bought:
        _bought(ledger, turn, near, outcome.ties)
        spent += ledger.costs[turn.winner] if turn.part is None else ledger.whole(turn.part)
        ledger.pay(turn.winner, turn.price)
    require(outcome.near_ties == tuple(near), "allocation.check.near_ties")
    require(not ledger.somebody_can_still_buy() and not ledger.parts(), "allocation.check.end")
    end = tuple((name, amount) for name, amount in ledger.money() if name not in outcome.winners)
    require(outcome.end == end, "allocation.check.end")

    left = Fraction(problem.budget) - Fraction(spent, ledger.scale)
    if outcome.completion in ("utilitarian", "add1-greedy"):
        queues.fill(problem, outcome, votes, added, [turn.winner for turn in bought], left)
    else:
        require(not added, "allocation.check.rounds")
    if not raises:
        require(outcome.runs == 1 and outcome.stopped == "done", "allocation.check.stopped")
        require(not outcome.overshoot, "allocation.check.overshoot")
        return
    won = [turn.winner for turn in bought]
    wanted = "overshoot" if _fits_more(problem, votes, won, left) else "exhaustive"
    require(outcome.stopped == wanted, "allocation.check.stopped")
    if wanted == "overshoot":
        _overshoot(problem, outcome, votes, share + step)
    else:
        require(not outcome.overshoot, "allocation.check.overshoot")


def _bought(ledger: Ledger, turn: Round, near: list[NearTie], ties: str) -> None:
    name = turn.winner
    require(name in ledger.open, "allocation.check.winners", turn)
    require(turn.money == ledger.money(), "allocation.check.money", turn)
    require(ledger.votes.voters[name] > 0, "allocation.check.unsupported", turn)
    payers = turn.full, turn.less, turn.nothing
    require(payers == ledger.payers(name, turn.price), "allocation.check.payers", turn)
    tie_key = ledger.problem.tie_key(ties)
    if turn.stage == "part":
        part = _largest_part(ledger, name, ties)
        require(part is not None and turn.part is not None, "allocation.check.part", turn)
        require(ledger.whole(turn.part or 0) == part, "allocation.check.part", turn)
        require(ledger.raised(name, turn.price) == part, "allocation.check.price", turn)
        return
    require(turn.part is None, "allocation.check.part", turn)
    cost = ledger.costs[name]
    exact = ledger.raised(name, turn.price) == cost and (turn.price > 0 or not cost)
    require(exact, "allocation.check.price", turn)
    claims = ledger.claims(name, turn.price)
    require("better" not in claims.values(), "allocation.check.order", turn)
    others = sorted(claims, key=tie_key)
    first = all(tie_key(name) < tie_key(o) for o in others if claims[o] == "equal")
    require(first, "allocation.check.ties", turn)
    if cost:
        near += [NearTie(turn.number, other, claims[other] == "equal") for other in others]


def _largest_part(ledger: Ledger, name: str, ties: str) -> int | None:
    """The part of this project, when nothing can be paid in full and of no other more can be."""
    if ledger.somebody_can_still_buy():
        return None
    parts, tie_key = ledger.parts(), ledger.problem.tie_key(ties)
    order = sorted(parts, key=lambda one: (Fraction(-parts[one], ledger.costs[one]), tie_key(one)))
    return parts[name] if order and order[0] == name else None


def _fits_more(problem: Problem, votes: Votes, won: list[str], left: Fraction) -> bool:
    """Whether some supported project that can still win could do with what is left."""
    gone = {*won, *(rival for name in won for rival in rivals(problem, name))}
    return any(
        (project.cost if project.minimum is None else project.minimum) <= left
        for project in problem.projects
        if votes.voters[project.id] and project.id not in gone
    )


def _overshoot(problem: Problem, outcome: Outcome, votes: Votes, share: Fraction) -> None:
    """The run with one increment more: its purchases are right and exceed the budget."""
    ledger = Ledger(problem, votes, share, [price for _, price in outcome.overshoot])
    cost = 0
    tie_key = problem.tie_key(outcome.ties)
    for name, price in outcome.overshoot:
        require(name in ledger.open, "allocation.check.overshoot")
        paid = ledger.raised(name, price)
        require(paid is not None, "allocation.check.overshoot")
        if paid == ledger.costs[name]:
            claims = ledger.claims(name, price)
            lost = [
                claim == "better" or (claim == "equal" and tie_key(other) < tie_key(name))
                for other, claim in claims.items()
            ]
            require(not any(lost) and (price > 0 or not paid), "allocation.check.overshoot")
        else:
            largest = _largest_part(ledger, name, outcome.ties)
            require(paid == largest, "allocation.check.overshoot")
        cost += paid or 0
        ledger.pay(name, price)
    done = not ledger.somebody_can_still_buy() and not ledger.parts()
    require(done, "allocation.check.overshoot")
    require(Fraction(cost, ledger.scale) > problem.budget, "allocation.check.overshoot")
