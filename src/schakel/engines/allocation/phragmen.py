"""Phragmén's sequential rule (Brill, Freeman, Janson, Lackner 2017; Los, Christoff, Grossi 2022)."""

from schakel.engines.allocation.machine import machine
from schakel.engines.allocation.outcome import Outcome
from schakel.engines.allocation.problem import Problem
from schakel.engines.allocation.tally import Tally
from schakel.engines.allocation.telling import money, near_ties, rounds


def phragmen(problem: Problem, ties: str = "lexicographic") -> Outcome:
    """Every voter receives money at the same pace; a project is bought when its supporters can.

    Whoever named a project supports it. Stops at the first moment at which one of the projects
    whose turn it is exceeds what is left of the budget (skipping it would be another rule).
    Projects dearer than the whole budget take no part. As in pabutools, projects without votes
    come last; when nobody voted, nothing wins. Raises ValueError for projects that may be funded
    in part: this rule knows no such thing.
    """
    tally = Tally(problem, ties)
    if tally.parts:
        raise ValueError("Phragmén's rule funds no project in part")
    outcome = Outcome(
        rule="phragmen",
        utility=None,
        completion="none",
        ties=ties,
        increment=None,
        budget=problem.budget,
        cost=0,
        voters=tally.voters,
        share=0,
        winners=(),
        rounds=(),
        stopped="no voters",
    )
    if not tally.voters:
        return outcome
    story, stop = machine(tally).phragmen()
    found = rounds(tally, story, "loads")
    outcome = outcome.with_rounds(problem, found, near_ties=near_ties(tally, story))
    if stop < 0:
        return outcome.but(stopped="done")
    moment = story.prices[-1]
    return outcome.but(
        stopped="overshoot",
        end=money(tally, story.money[-1]),
        overshoot=((tally.ids[stop], tally.amount(moment.numerator, moment.denominator)),),
    )
