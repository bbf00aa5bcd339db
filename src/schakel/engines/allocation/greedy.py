"""Most votes first: the usual way, kept for comparison and as a completion."""

from collections.abc import Iterable
from fractions import Fraction

from schakel.engines.allocation.outcome import Outcome, Round
from schakel.engines.allocation.problem import Problem
from schakel.engines.allocation.tally import Tally


def greedy(problem: Problem, utility: str = "cost", ties: str = "lexicographic") -> Outcome:
    """Takes projects in order of what they are worth to all voters, per euro of their cost.

    For utility cost that is the order of votes; for cardinality of votes per cost; for points and
    borda of points per cost. A project that no longer fits the budget is skipped, or gets what is
    left when that is at least its minimum. As in pabutools, a project without votes comes last
    but is taken while it fits; when nobody voted at all, nothing is chosen.
    """
    tally = Tally(problem, ties, utility)
    rounds = fill(tally, [], 0, stage="greedy") if tally.voters else []
    outcome = Outcome(
        rule="greedy",
        utility=utility,
        completion="none",
        ties=ties,
        increment=None,
        budget=problem.budget,
        cost=0,
        voters=tally.voters,
        share=0,
        winners=(),
        rounds=(),
        stopped="exhaustive" if tally.voters else "no voters",
    )
    return outcome.with_rounds(problem, rounds)


def fill(
    tally: Tally, chosen: list[int], spent: int, stage: str, supported_only: bool = False
) -> list[Round]:
    """Greedy on what the chosen projects leave; numbers its rounds after theirs."""
    rest = tally.budget - spent
    taken = {tally.exclusive[project] for project in chosen} - {-1}
    rounds: list[Round] = []
    for project in order(tally, set(range(len(tally.ids))).difference(chosen)):
        if (supported_only and not tally.votes[project]) or tally.exclusive[project] in taken:
            continue
        paid = tally.costs[project]
        if paid > rest:
            # In part, in whole hundredths.
            cents = tally.unit // 100 if tally.parts else tally.unit
            paid = rest // cents * cents
            if not paid or paid < tally.least[project]:
                continue
        rounds.append(
            Round(
                number=len(chosen) + len(rounds) + 1,
                winner=tally.ids[project],
                stage=stage,
                price=tally.amount(rest),
                part=None if paid == tally.costs[project] else tally.amount(paid),
            )
        )
        rest -= paid
        if tally.exclusive[project] >= 0:
            taken.add(tally.exclusive[project])
    return rounds


def order(tally: Tally, projects: Iterable[int]) -> list[int]:
    """Who goes first: most votes (utility cost), or most worth per unit of cost."""

    def key(project: int) -> tuple[bool, Fraction, int]:
        support, cost = tally.support[project], tally.costs[project]
        if tally.utility == "cost":
            # A free project adds no cost utility; it comes last and always fits.
            return True, Fraction(-support if cost else 0), project
        if not cost:
            return not support, Fraction(0), project
        return True, Fraction(-support, cost), project

    return sorted(projects, key=key)
