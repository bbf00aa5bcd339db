"""Phragmén's rule, from the published moments: who had saved enough, and that nobody was earlier."""

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.checker.ledgers import Clock
from schakel.engines.allocation.checker.verdict import require
from schakel.engines.allocation.checker.votes import Votes
from schakel.engines.allocation.outcome import NearTie, Outcome
from schakel.engines.allocation.problem import Problem


def examine(problem: Problem, outcome: Outcome, votes: Votes) -> None:
    """Raises Broken."""
    whole = all(project.minimum is None for project in problem.projects)
    require(whole, "allocation.check.rule")
    require(outcome.runs == 1 and outcome.share == 0, "allocation.check.share")
    tie_key = problem.tie_key(outcome.ties)
    stop = [moment for _, moment in outcome.overshoot]
    clock = Clock(problem, votes, [turn.price for turn in outcome.rounds] + stop)
    near: list[NearTie] = []
    last: Amount = 0
    for turn in outcome.rounds:
        name = turn.winner
        require(turn.stage == "loads" and name in clock.open, "allocation.check.rounds", turn)
        saved = clock.saved(turn.price)
        early, now = clock.next(saved)
        require(not early, "allocation.check.order", turn)
        require(name in now, "allocation.check.price", turn)
        supported = votes.voters[name] > 0
        require(supported or turn.price == last, "allocation.check.price", turn)
        now.sort(key=tie_key)
        require(now[0] == name, "allocation.check.ties", turn)
        require(not any(clock.too_dear(other) for other in now), "allocation.check.budget", turn)
        require(turn.money == clock.money(saved), "allocation.check.money", turn)
        payers = turn.full, turn.less, turn.nothing
        require(payers == (votes.voters[name], 0, 0), "allocation.check.payers", turn)
        if supported:
            near += [NearTie(turn.number, other, True) for other in now[1:]]
        clock.buy(name, turn.price)
        last = turn.price
    if not clock.open:
        none = not outcome.overshoot and not outcome.end
        require(outcome.stopped == "done" and none, "allocation.check.stopped")
    else:
        one = outcome.stopped == "overshoot" and len(outcome.overshoot) == 1
        require(one, "allocation.check.stopped")
        name, moment = outcome.overshoot[0]
        saved = clock.saved(moment)
        early, now = clock.next(saved)
        require(not early and name in now, "allocation.check.overshoot")
        supported = votes.voters[name] > 0
        require(supported or moment == last, "allocation.check.overshoot")
        now.sort(key=tie_key)
        dear = [other for other in now if clock.too_dear(other)]
        require(bool(dear) and dear[0] == name, "allocation.check.overshoot")
        require(outcome.end == clock.money(saved), "allocation.check.end")
        if supported:
            number = len(outcome.rounds) + 1
            near += [NearTie(number, other, True) for other in now[1:]]
    require(outcome.near_ties == tuple(near), "allocation.check.near_ties")
