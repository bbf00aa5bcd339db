"""Verifies an outcome. Reads only problem and outcome and shares no code with the rules.

Every claim is recomputed with Fractions from the published prices: that the payments add up to
each cost, that nobody pays more than they hold, and that in each round no other project had the
better claim. What it cannot see is whether an earlier add1 run would already have been the last:
that takes solving again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from schakel.engines.allocation.amounts import round_down
from schakel.engines.allocation.outcome import Money, Outcome, Round
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
        elif outcome.rule == "greedy":
            _require(outcome.stopped == "exhaustive", "stopped")
            _greedy(problem, outcome, outcome.rounds, "greedy", list(problem.by_id))
            _require(not outcome.end and not outcome.overshoot and outcome.runs == 1, "stopped")
            _require(outcome.share == 0, "share")
        else:
            _require(False, "rule")
    except _Broken as broken:
        return Verdict((broken.explanation,))
    return Verdict(())


def _require(holds: bool, what: str, round: Round | None = None) -> None:
    """Raises the finding: with the round it is about, or about the whole."""
    if holds:
        return
    values: dict[str, Value] = {"what": what}
    if round is None:
        raise _Broken(Explanation("allocation.check.whole", values))
    values |= {"round": round.number, "project": round.winner}
    raise _Broken(Explanation("allocation.check.round", values))


def _figures(problem: Problem, outcome: Outcome) -> None:
    winners = outcome.winners
    _require(len(set(winners)) == len(winners), "winners")
    _require(all(id in problem.by_id for id in winners), "winners")
    _require(winners == tuple(round.winner for round in outcome.rounds), "winners")
    _require([round.number for round in outcome.rounds] == [*range(1, len(winners) + 1)], "rounds")
    _require(outcome.budget == problem.budget, "budget")
    _require(outcome.voters == sum(group.count for group in problem.ballots), "voters")
    _require(outcome.cost == sum(Fraction(problem.by_id[id].cost) for id in winners), "cost")
    _require(outcome.cost <= problem.budget, "budget")
    _require(outcome.ties in ("lexicographic", "votes", "cost"), "ties")
    completions = ("none", "add1", "utilitarian") if outcome.rule == "equal-shares" else ("none",)
    _require(outcome.completion in completions, "completion")
    utilities = (None,) if outcome.rule == "phragmen" else ("cost", "cardinality")
    _require(outcome.utility in utilities, "utility")
    _require((outcome.increment is not None) == (outcome.completion == "add1"), "increment")


def _nobody_voted(problem: Problem, outcome: Outcome) -> None:
    _require(not problem.voters and outcome.stopped == "no voters", "voters")
    _require(not outcome.winners and not outcome.overshoot and outcome.runs == 1, "winners")
    _require(outcome.share == 0 and all(not amount for _, amount in outcome.end), "share")


# Equal shares


class _Ledger:
    """What one voter of each group still holds."""

    def __init__(self, problem: Problem, utility: str | None, ties: str, share: Fraction) -> None:
        self.problem = problem
        self.tie_key = problem.tie_key(ties)
        self.held = [share] * len(problem.ballots)
        self.open = dict.fromkeys(sorted(id for id in problem.by_id))
        self.utility = {
            id: Fraction(project.cost) if utility == "cost" else Fraction(1)
            for id, project in problem.by_id.items()
        }
        self.backers: dict[str, list[int]] = {id: [] for id in problem.by_id}
        for index, group in enumerate(problem.ballots):
            for id in group.projects:
                self.backers[id].append(index)

    def raised(self, id: str, most: Fraction | None = None) -> Fraction:
        """What the supporters can pay together when each pays at most `most`."""
        total: dict[Fraction, int] = {}
        for index in self.backers[id]:
            held = self.held[index] if most is None else min(self.held[index], most)
            total[held] = total.get(held, 0) + self.problem.ballots[index].count
        return sum((held * count for held, count in total.items()), Fraction(0))

    def money(self) -> Money:
        return tuple((id, round_down(self.raised(id))) for id in self.open)

    def buy(self, id: str, price: Fraction) -> bool:
        """Whether the payments are exactly the cost and nobody could have been asked less."""
        cost = Fraction(self.problem.by_id[id].cost)
        if not self.backers[id] or self.raised(id, price) != cost:
            return False
        if cost and not any(self.held[index] >= price for index in self.backers[id]):
            return False
        if cost and not self._is_first(id, price / self.utility[id]):
            return False
        if not cost and (price or not self._is_first_free(id)):
            return False
        for index in self.backers[id]:
            self.held[index] -= min(self.held[index], price)
        del self.open[id]
        return True

    def _is_first_free(self, id: str) -> bool:
        return not any(
            self.tie_key(other) < self.tie_key(id) and self._is_free(other) for other in self.open
        )

    def _is_free(self, id: str) -> bool:
        return bool(self.backers[id]) and not self.problem.by_id[id].cost

    def _is_first(self, id: str, rate: Fraction) -> bool:
        for other in self.open:
            if other == id or not self.backers[other]:
                continue
            cost = Fraction(self.problem.by_id[other].cost)
            if not cost:
                return False
            raised = self.raised(other, rate * self.utility[other])
            # Exactly the cost is a tie only when somebody pays the full price at this rate;
            # otherwise it could have been bought at a lower rate.
            if raised >= cost and (
                raised > cost
                or self.tie_key(other) < self.tie_key(id)
                or not any(
                    self.held[index] >= rate * self.utility[other] for index in self.backers[other]
                )
            ):
                return False
        return True

    def somebody_can_still_buy(self) -> bool:
        return any(
            self.backers[id] and self.raised(id) >= self.problem.by_id[id].cost for id in self.open
        )


def _equal_shares(problem: Problem, outcome: Outcome) -> None:
    start = Fraction(problem.budget) / outcome.voters
    step = Fraction(outcome.increment or 0)
    _require(outcome.runs >= 1 and outcome.share == start + (outcome.runs - 1) * step, "share")
    paid = [round for round in outcome.rounds if round.stage == "shares"]
    ledger = _Ledger(problem, outcome.utility, outcome.ties, Fraction(outcome.share))
    for round in paid:
        _require(round.money == ledger.money(), "money", round)
        _require(_counts(ledger, round) == (round.full, round.less, round.nothing), "payers", round)
        _require(ledger.buy(round.winner, Fraction(round.price)), "price", round)
    _require(not ledger.somebody_can_still_buy(), "end")
    end = tuple((id, amount) for id, amount in ledger.money() if id not in outcome.winners)
    _require(outcome.end == end, "end")

    supported = [id for id in problem.by_id if ledger.backers[id]]
    exhaustive = not any(
        outcome.cost + problem.by_id[id].cost <= problem.budget
        for id in supported
        if id not in outcome.winners
    )
    if outcome.completion == "utilitarian":
        _require(list(outcome.rounds[: len(paid)]) == paid, "rounds")
        rest = [id for id in supported if id in ledger.open]
        _greedy(problem, outcome, outcome.rounds[len(paid) :], "completion", rest)
        _require(exhaustive and outcome.stopped == "done" and outcome.runs == 1, "stopped")
    else:
        _require(len(paid) == len(outcome.rounds), "rounds")
    if outcome.completion == "none":
        _require(outcome.runs == 1 and outcome.stopped == "done", "stopped")
    if outcome.completion == "add1":
        _require(step > 0, "increment")
        wanted = "exhaustive" if exhaustive else "overshoot"
        _require(outcome.stopped == wanted, "stopped")
    if outcome.stopped == "overshoot":
        _overshoot(problem, outcome, Fraction(outcome.share) + step)
    else:
        _require(not outcome.overshoot, "overshoot")


def _overshoot(problem: Problem, outcome: Outcome, share: Fraction) -> None:
    ledger = _Ledger(problem, outcome.utility, outcome.ties, share)
    for id, price in outcome.overshoot:
        _require(id in ledger.open and ledger.buy(id, Fraction(price)), "overshoot")
    _require(not ledger.somebody_can_still_buy(), "overshoot")
    cost = sum(Fraction(problem.by_id[id].cost) for id, _ in outcome.overshoot)
    _require(cost > problem.budget, "overshoot")


def _counts(ledger: _Ledger, round: Round) -> tuple[int, int, int]:
    full = less = nothing = 0
    for index in ledger.backers[round.winner]:
        count, held = ledger.problem.ballots[index].count, ledger.held[index]
        if held >= round.price:
            full += count
        elif held:
            less += count
        else:
            nothing += count
    return full, less, nothing


# Phragmén


def _phragmen(problem: Problem, outcome: Outcome) -> None:
    tie_key = problem.tie_key(outcome.ties)
    since = [Fraction(0)] * len(problem.ballots)
    open_ = [id for id in sorted(problem.by_id) if problem.by_id[id].cost <= problem.budget]
    votes = problem.votes
    spent = Fraction(0)

    def carried() -> dict[str, Fraction]:
        groups: dict[str, dict[Fraction, int]] = {id: {} for id in problem.by_id}
        for group, moment in zip(problem.ballots, since, strict=True):
            for id in group.projects:
                groups[id][moment] = groups[id].get(moment, 0) + group.count
        return {
            id: sum((moment * count for moment, count in counts.items()), Fraction(0))
            for id, counts in groups.items()
        }

    def ready(before: dict[str, Fraction], time: Fraction) -> tuple[list[str], list[str]]:
        """The projects that can pay before this moment, and those that can exactly then."""
        supported = [id for id in open_ if votes[id]]
        if not supported:
            return [], list(open_)
        spare = {
            id: votes[id] * time - before[id] - Fraction(problem.by_id[id].cost) for id in supported
        }
        return [id for id in spare if spare[id] > 0], [id for id in spare if not spare[id]]

    def money(before: dict[str, Fraction], time: Fraction) -> Money:
        return tuple((id, round_down(votes[id] * time - before[id])) for id in open_)

    last = Fraction(0)
    for round in outcome.rounds:
        time, before = Fraction(round.price), carried()
        _require(round.stage == "loads" and round.winner in open_, "rounds", round)
        early, now = ready(before, time)
        _require(not early and round.winner in now, "price", round)
        _require(bool(votes[round.winner]) or time == last, "price", round)
        _require(min(now, key=tie_key) == round.winner, "ties", round)
        _require(
            all(spent + problem.by_id[id].cost <= problem.budget for id in now), "budget", round
        )
        _require(round.money == money(before, time), "money", round)
        _require((round.full, round.less, round.nothing) == (votes[round.winner], 0, 0), "payers")
        for index, group in enumerate(problem.ballots):
            if round.winner in group.projects:
                since[index] = time
        open_.remove(round.winner)
        spent += problem.by_id[round.winner].cost
        last = time
    _require(outcome.runs == 1 and outcome.share == 0, "share")
    if not open_:
        _require(outcome.stopped == "done" and not outcome.overshoot and not outcome.end, "stopped")
        return
    _require(outcome.stopped == "overshoot" and len(outcome.overshoot) == 1, "stopped")
    id, moment = outcome.overshoot[0]
    before = carried()
    early, now = ready(before, Fraction(moment))
    _require(not early and id in now, "overshoot")
    _require(bool(votes[id]) or moment == last, "overshoot")
    dear = [id for id in now if spent + problem.by_id[id].cost > problem.budget]
    _require(bool(dear) and min(dear, key=tie_key) == id, "overshoot")
    _require(outcome.end == money(before, Fraction(moment)), "end")


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
    chosen = {round.winner: round for round in rounds}
    _require(set(chosen) <= set(candidates), "winners")
    _require([r.winner for r in rounds] == sorted(chosen, key=rank), "ties")
    paid = [id for id in outcome.winners if id not in chosen]
    left = Fraction(problem.budget) - sum(Fraction(problem.by_id[id].cost) for id in paid)
    for id in sorted(candidates, key=rank):
        fits = problem.by_id[id].cost <= left
        _require(fits == (id in chosen), "budget", chosen.get(id))
        if fits:
            round = chosen[id]
            expected = Round(round.number, id, stage, round.price)
            _require(round == expected and round.price == left, "price", round)
            left -= problem.by_id[id].cost


def _greedy_rank(
    problem: Problem, outcome: Outcome
) -> Callable[[str], tuple[int, Fraction, tuple[Fraction | int, str]]]:
    tie_key = problem.tie_key(outcome.ties)

    def rank(id: str) -> tuple[int, Fraction, tuple[Fraction | int, str]]:
        votes, cost = problem.votes[id], Fraction(problem.by_id[id].cost)
        if outcome.utility == "cardinality":
            if not cost and votes:
                return 0, Fraction(0), tie_key(id)
            return 1, -votes / cost if cost else Fraction(0), tie_key(id)
        return 1, Fraction(-votes if cost else 0), tie_key(id)

    return rank
