"""Most votes first: the usual way, kept for comparison and as a completion."""

from collections.abc import Iterable
from fractions import Fraction

from schakel.engines.allocation.outcome import Outcome, Round
from schakel.engines.allocation.problem import Problem
from schakel.engines.allocation.tally import Tally


def greedy(problem: Problem, utility: str = "cost", ties: str = "lexicographic") -> Outcome:
    """Takes projects in order of votes (utility cost) or votes per cost (cardinality).

    A project that no longer fits the budget is skipped. As in pabutools, a project without votes
    comes last but is taken while it fits; when nobody voted at all, nothing is chosen.
    """
    if utility not in ("cost", "cardinality"):
        raise ValueError(f"utility must be cost or cardinality, not {utility!r}")
    tally = Tally(problem, ties)
    rounds = fill(tally, utility, [], stage="greedy") if tally.voters else []
    winners = tuple(turn.winner for turn in rounds)
    return Outcome(
        rule="greedy",
        utility=utility,
        completion="none",
        ties=ties,
        increment=None,
        budget=problem.budget,
        cost=problem.cost_of(winners),
        voters=tally.voters,
        share=0,
        winners=winners,
        rounds=tuple(rounds),
        stopped="exhaustive" if tally.voters else "no voters",
    )


def fill(
    tally: Tally,
    utility: str,
    chosen: list[int],
    stage: str,
    supported_only: bool = False,
) -> list[Round]:
    """Greedy on what the chosen projects leave; numbers its rounds after theirs."""
    rest = tally.budget - sum(tally.costs[project] for project in chosen)
    rounds: list[Round] = []
    for project in _order(tally, utility, set(range(len(tally.ids))).difference(chosen)):
        if supported_only and not tally.votes[project]:
            continue
        if tally.costs[project] <= rest:
            rounds.append(
                Round(
                    number=len(chosen) + len(rounds) + 1,
                    winner=tally.ids[project],
                    stage=stage,
                    price=tally.amount(rest),
                )
            )
            rest -= tally.costs[project]
    return rounds


def _order(tally: Tally, utility: str, projects: Iterable[int]) -> list[int]:
    def key(project: int) -> tuple[bool, Fraction, int]:
        votes, cost = tally.votes[project], tally.costs[project]
        if utility == "cost":
            # A free project adds no cost utility; it comes last and always fits.
            return True, Fraction(-votes if cost else 0), project
        if not cost:
            return not votes, Fraction(0), project
        return True, Fraction(-votes, cost), project

    return sorted(projects, key=key)
