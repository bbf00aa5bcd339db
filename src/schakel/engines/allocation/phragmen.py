"""Phragmén's sequential rule (Brill, Freeman, Janson, Lackner 2017; Los, Christoff, Grossi 2022)."""

from fractions import Fraction

from schakel.engines.allocation.outcome import Money, Outcome, Round
from schakel.engines.allocation.problem import Problem
from schakel.engines.allocation.rounds import hundredths
from schakel.engines.allocation.tally import Tally


def phragmen(problem: Problem, ties: str = "lexicographic") -> Outcome:
    """Every voter receives money at the same pace; a project is bought when its supporters can.

    Stops at the first moment at which one of the projects whose turn it is exceeds what is left
    of the budget (skipping it would be another rule). Projects dearer than the whole budget take
    no part. As in pabutools, projects without votes come last; when nobody voted, nothing wins.
    """
    tally = Tally(problem, ties)
    rounds: list[Round] = []
    end: Money = ()
    overshoot: Money = ()
    stopped = "no voters"
    if tally.voters:
        rounds, end, overshoot = _buy(tally)
        stopped = "overshoot" if overshoot else "done"
    winners = tuple(turn.winner for turn in rounds)
    return Outcome(
        rule="phragmen",
        utility=None,
        completion="none",
        ties=ties,
        increment=None,
        budget=problem.budget,
        cost=problem.cost_of(winners),
        voters=tally.voters,
        share=0,
        winners=winners,
        rounds=tuple(rounds),
        end=end,
        stopped=stopped,
        overshoot=overshoot,
    )


def _buy(tally: Tally) -> tuple[list[Round], Money, Money]:
    """Loads are integers over one growing denominator; `carried` is their sum per project."""
    scale = 1
    last = [-1] * len(tally.weights)
    times: list[int] = []
    carried = [0] * len(tally.ids)
    spent = 0
    open_ = {p: None for p in tally.by_text if tally.costs[p] <= tally.budget}
    rounds: list[Round] = []
    while open_:
        supported = [p for p in open_ if tally.votes[p]]
        if supported:
            dues = {
                p: Fraction(carried[p] + tally.costs[p] * scale, tally.votes[p]) for p in supported
            }
            due = min(dues.values())
            next_ = sorted(p for p in supported if dues[p] == due)
        else:
            due, next_ = Fraction(times[-1] if times else 0), sorted(open_)
        factor, time = due.denominator, due.numerator
        if factor > 1:
            scale *= factor
            times = [earlier * factor for earlier in times]
            carried = [load * factor for load in carried]
        money = tuple(
            (tally.ids[p], hundredths(tally, tally.votes[p] * time - carried[p], scale))
            for p in open_
        )
        too_dear = [p for p in next_ if spent + tally.costs[p] > tally.budget]
        if too_dear:
            return rounds, money, ((tally.ids[too_dear[0]], tally.amount(time, scale)),)
        winner = next_[0]
        moved: dict[tuple[int, int], int] = {}
        for group in tally.supporters[winner]:
            weight, before = tally.weights[group], last[group]
            for project in tally.ballots[group]:
                moved[project, before] = moved.get((project, before), 0) + weight
            last[group] = len(times)
        for (project, before), weight in moved.items():
            carried[project] += weight * (time - (times[before] if before >= 0 else 0))
        times.append(time)
        spent += tally.costs[winner]
        del open_[winner]
        rounds.append(
            Round(
                number=len(rounds) + 1,
                winner=tally.ids[winner],
                stage="loads",
                price=tally.amount(time, scale),
                full=tally.votes[winner],
                money=money,
            )
        )
    return rounds, (), ()
