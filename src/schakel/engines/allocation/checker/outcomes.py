"""Verifies an outcome. Reads only problem and outcome and shares no code with the rules.

Every claim is recomputed exactly from the published prices: that the payments add up to
each cost, that nobody pays more than they hold, and that in each round no other project had the
better claim. What it cannot see is whether an earlier add1 run would already have been the last:
that takes solving again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from schakel.engines.allocation.amounts import Amount
from schakel.engines.allocation.ledgers import Clock, Ledger
from schakel.engines.allocation.outcome import Outcome, Round
from schakel.engines.allocation.problem import Problem
from schakel.engines.explanation import Explanation, Value


@dataclass(frozen=True)
class Verdict:
    """`findings` say what does not hold; none means that the outcome stands."""

    findings: tuple[Explanation, ...]

    @property
    def holds(self) -> bool:
        return not self.findings

    def __bool__(self) -> bool:
        return self.holds


class _Broken(Exception):
    def __init__(self, explanation: Explanation) -> None:
        super().__init__(explanation.key)
        self.explanation = explanation


def check(problem: Problem, outcome: Outcome) -> Verdict:
    """Whether the outcome is what its rule says for this problem; stops at the first break."""
    try:
        _figures(problem, outcome)
        if outcome.stopped == "no voters" or not problem.voters:
            _nobody_voted(problem, outcome)
        elif outcome.rule == "equal-shares":
            _equal_shares(problem, outcome)
        elif outcome.rule == "phragmen":
            _phragmen(problem, outcome)
        else:
            _require(outcome.stopped == "exhaustive", "allocation.check.stopped")
            _greedy(problem, outcome, outcome.rounds, "greedy", list(problem.by_id))
            _require(
                not outcome.end and not outcome.overshoot and outcome.runs == 1,
                "allocation.check.stopped",
            )
            _require(outcome.share == 0, "allocation.check.share")
    except _Broken as broken:
        return Verdict((broken.explanation,))
    return Verdict(())


def _require(holds: bool, key: str, turn: Round | None = None) -> None:
    """Raises the finding `key`: about one round, or about the whole."""
    if holds:
        return
    finding = Explanation(key)
    if turn is None:
        raise _Broken(Explanation("allocation.check.whole", because=(finding,)))
    values: dict[str, Value] = {"round": turn.number, "project": turn.winner}
    raise _Broken(Explanation("allocation.check.round", values, (finding,)))


def _figures(problem: Problem, outcome: Outcome) -> None:
    _require(outcome.rule in ("equal-shares", "phragmen", "greedy"), "allocation.check.rule")
    winners = outcome.winners
    _require(len(set(winners)) == len(winners), "allocation.check.winners")
    _require(all(name in problem.by_id for name in winners), "allocation.check.winners")
    _require(winners == tuple(turn.winner for turn in outcome.rounds), "allocation.check.winners")
    _require(
        [turn.number for turn in outcome.rounds] == [*range(1, len(winners) + 1)],
        "allocation.check.rounds",
    )
    _require(outcome.budget == problem.budget, "allocation.check.budget")
    _require(
        outcome.voters == sum(group.count for group in problem.ballots), "allocation.check.voters"
    )
    _require(
        outcome.cost == sum(Fraction(problem.by_id[name].cost) for name in winners),
        "allocation.check.cost",
    )
    _require(outcome.cost <= problem.budget, "allocation.check.budget")
    _require(outcome.ties in ("lexicographic", "votes", "cost"), "allocation.check.ties")
    completions = ("none", "add1", "utilitarian") if outcome.rule == "equal-shares" else ("none",)
    _require(outcome.completion in completions, "allocation.check.completion")
    utilities = (None,) if outcome.rule == "phragmen" else ("cost", "cardinality")
    _require(outcome.utility in utilities, "allocation.check.utility")
    _require(
        (outcome.increment is not None) == (outcome.completion == "add1"),
        "allocation.check.increment",
    )


def _nobody_voted(problem: Problem, outcome: Outcome) -> None:
    _require(not problem.voters and outcome.stopped == "no voters", "allocation.check.voters")
    _require(
        not outcome.winners and not outcome.overshoot and outcome.runs == 1,
        "allocation.check.winners",
    )
    _require(outcome.share == 0, "allocation.check.share")
    shares = outcome.rule == "equal-shares"
    end = tuple((name, 0) for name in sorted(problem.by_id)) if shares else ()
    _require(outcome.end == end, "allocation.check.end")


# Equal shares


def _equal_shares(problem: Problem, outcome: Outcome) -> None:
    start = Fraction(problem.budget) / outcome.voters
    step = Fraction(outcome.increment or 0)
    _require(
        outcome.runs >= 1 and outcome.share == start + (outcome.runs - 1) * step,
        "allocation.check.share",
    )
    paid = [turn for turn in outcome.rounds if turn.stage == "shares"]
    prices = [turn.price for turn in paid]
    ledger = Ledger(problem, outcome.utility, outcome.ties, Fraction(outcome.share), prices)
    for turn in paid:
        _require(turn.money == ledger.money(), "allocation.check.money", turn)
        _require(
            _counts(ledger, turn) == (turn.full, turn.less, turn.nothing),
            "allocation.check.payers",
            turn,
        )
        _require(ledger.buy(turn.winner, turn.price), "allocation.check.price", turn)
    _require(not ledger.somebody_can_still_buy(), "allocation.check.end")
    end = tuple((name, amount) for name, amount in ledger.money() if name not in outcome.winners)
    _require(outcome.end == end, "allocation.check.end")

    supported = [name for name in problem.by_id if ledger.backers[name]]
    exhaustive = not any(
        outcome.cost + problem.by_id[name].cost <= problem.budget
        for name in supported
        if name not in outcome.winners
    )
    if outcome.completion == "utilitarian":
        _require(list(outcome.rounds[: len(paid)]) == paid, "allocation.check.rounds")
        rest = [name for name in supported if name in ledger.open]
        _greedy(problem, outcome, outcome.rounds[len(paid) :], "completion", rest)
        _require(
            exhaustive and outcome.stopped == "done" and outcome.runs == 1,
            "allocation.check.stopped",
        )
    else:
        _require(len(paid) == len(outcome.rounds), "allocation.check.rounds")
    if outcome.completion == "none":
        _require(outcome.runs == 1 and outcome.stopped == "done", "allocation.check.stopped")
    if outcome.completion == "add1":
        _require(step > 0, "allocation.check.increment")
        wanted = "exhaustive" if exhaustive else "overshoot"
        _require(outcome.stopped == wanted, "allocation.check.stopped")
    if outcome.stopped == "overshoot":
        _overshoot(problem, outcome, Fraction(outcome.share) + step)
    else:
        _require(not outcome.overshoot, "allocation.check.overshoot")


def _overshoot(problem: Problem, outcome: Outcome, share: Fraction) -> None:
    prices = [price for _, price in outcome.overshoot]
    ledger = Ledger(problem, outcome.utility, outcome.ties, share, prices)
    for name, price in outcome.overshoot:
        _require(name in ledger.open and ledger.buy(name, price), "allocation.check.overshoot")
    _require(not ledger.somebody_can_still_buy(), "allocation.check.overshoot")
    cost = sum(Fraction(problem.by_id[name].cost) for name, _ in outcome.overshoot)
    _require(cost > problem.budget, "allocation.check.overshoot")


def _counts(ledger: Ledger, turn: Round) -> tuple[int, int, int]:
    price = ledger.whole(turn.price)
    full = less = nothing = 0
    for held, count in ledger.purses(turn.winner):
        if held >= price:
            full += count
        elif held:
            less += count
        else:
            nothing += count
    return full, less, nothing


# Phragmén


def _phragmen(problem: Problem, outcome: Outcome) -> None:
    tie_key = problem.tie_key(outcome.ties)
    stop = [moment for _, moment in outcome.overshoot]
    clock = Clock(problem, [turn.price for turn in outcome.rounds] + stop)
    last: Amount = 0
    for turn in outcome.rounds:
        _require(
            turn.stage == "loads" and turn.winner in clock.open, "allocation.check.rounds", turn
        )
        saved = clock.saved(turn.price)
        early, now = clock.next(saved)
        _require(not early and turn.winner in now, "allocation.check.price", turn)
        _require(
            bool(problem.votes[turn.winner]) or turn.price == last, "allocation.check.price", turn
        )
        _require(min(now, key=tie_key) == turn.winner, "allocation.check.ties", turn)
        _require(not any(clock.too_dear(name) for name in now), "allocation.check.budget", turn)
        _require(turn.money == clock.money(saved), "allocation.check.money", turn)
        payers = (turn.full, turn.less, turn.nothing)
        _require(payers == (problem.votes[turn.winner], 0, 0), "allocation.check.payers", turn)
        clock.buy(turn.winner, turn.price)
        last = turn.price
    _require(outcome.runs == 1 and outcome.share == 0, "allocation.check.share")
    if not clock.open:
        _require(
            outcome.stopped == "done" and not outcome.overshoot and not outcome.end,
            "allocation.check.stopped",
        )
        return
    _require(
        outcome.stopped == "overshoot" and len(outcome.overshoot) == 1, "allocation.check.stopped"
    )
    name, moment = outcome.overshoot[0]
    saved = clock.saved(moment)
    early, now = clock.next(saved)
    _require(not early and name in now, "allocation.check.overshoot")
    _require(bool(problem.votes[name]) or moment == last, "allocation.check.overshoot")
    dear = [other for other in now if clock.too_dear(other)]
    _require(bool(dear) and min(dear, key=tie_key) == name, "allocation.check.overshoot")
    _require(outcome.end == clock.money(saved), "allocation.check.end")


# Greedy


def _greedy(
    problem: Problem,
    outcome: Outcome,
    rounds: Iterable[Round],
    stage: str,
    candidates: list[str],
) -> None:
    rank = _greedy_rank(problem, outcome)
    rounds = list(rounds)
    chosen = {turn.winner: turn for turn in rounds}
    _require(set(chosen) <= set(candidates), "allocation.check.winners")
    _require([r.winner for r in rounds] == sorted(chosen, key=rank), "allocation.check.ties")
    paid = [name for name in outcome.winners if name not in chosen]
    left = Fraction(problem.budget) - sum(Fraction(problem.by_id[name].cost) for name in paid)
    for name in sorted(candidates, key=rank):
        fits = problem.by_id[name].cost <= left
        _require(fits == (name in chosen), "allocation.check.budget", chosen.get(name))
        if fits:
            turn = chosen[name]
            expected = Round(turn.number, name, stage, turn.price)
            _require(turn == expected and turn.price == left, "allocation.check.price", turn)
            left -= problem.by_id[name].cost


def _greedy_rank(
    problem: Problem, outcome: Outcome
) -> Callable[[str], tuple[int, Fraction, tuple[Fraction | int, str]]]:
    tie_key = problem.tie_key(outcome.ties)

    def rank(name: str) -> tuple[int, Fraction, tuple[Fraction | int, str]]:
        votes, cost = problem.votes[name], Fraction(problem.by_id[name].cost)
        if outcome.utility == "cardinality":
            if not cost and votes:
                return 0, Fraction(0), tie_key(name)
            return 1, -votes / cost if cost else Fraction(0), tie_key(name)
        return 1, Fraction(-votes if cost else 0), tie_key(name)

    return rank
