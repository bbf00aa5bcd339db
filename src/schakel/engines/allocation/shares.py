"""The method of equal shares (Peters, Pierczynski, Skowron 2021), with its completions."""

from collections.abc import Callable
from fractions import Fraction

from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.greedy import fill, greedy
from schakel.engines.allocation.machine import machine
from schakel.engines.allocation.outcome import COMPARISONS, Comparison, Outcome
from schakel.engines.allocation.problem import Problem
from schakel.engines.allocation.story import Story
from schakel.engines.allocation.tally import Tally
from schakel.engines.allocation.telling import money, near_ties, rounds

COMPLETIONS = ("none", "add1", "add1-greedy", "utilitarian")


def equal_shares(
    problem: Problem,
    utility: str = "cost",
    completion: str = "none",
    increment: Amount = 1,
    ties: str = "lexicographic",
    on_progress: Callable[[int], object] | None = None,
    compare: str = "none",
) -> Outcome:
    """Every voter holds budget / voters and pays only for projects on the own ballot.

    In each round the project wins whose supporters can pay its cost at the lowest price per unit
    of utility, everybody paying the same price per point or all that is left. A project without
    support never wins. When none can be paid in full, projects with a minimum are paid in part, the
    one first of which the largest part can be paid.

    Completions: `add1` raises every share by `increment` (currency units) until the outcome is
    exhaustive, and returns the previous one when it would exceed the budget; `utilitarian` fills
    what is left by votes (utility cost) or worth per cost; `add1-greedy` does both, in that order.
    `compare`: `satisfaction` takes the greedy outcome instead when more voters have more of their
    projects in it than fewer; `exclusion` when it leaves fewer voters with nothing. As in
    the compute tool of equalshares.net, except that there a voter with nothing on one side is
    not counted by `satisfaction`.

    `on_progress` gets the number of the add1 run a few times a second; what it raises stops the
    rule. Exact: whole numbers and fractions decide. Raises ValueError for what is not one of
    these, or a utility that the ballots do not give.
    """
    if completion not in COMPLETIONS:
        raise ValueError(f"completion must be one of {', '.join(COMPLETIONS)}, not {completion!r}")
    if compare not in COMPARISONS:
        raise ValueError(f"compare must be one of {', '.join(COMPARISONS)}, not {compare!r}")
    step = Fraction(increment)
    if step <= 0:
        raise ValueError(f"increment must be above zero, not {increment}")
    raising = completion.startswith("add1")
    tally = Tally(problem, ties, utility, [step] if raising else [])
    outcome = Outcome(
        rule="equal-shares",
        utility=utility,
        completion=completion,
        ties=ties,
        increment=plain(step) if raising else None,
        budget=problem.budget,
        cost=0,
        voters=tally.voters,
        share=0,
        winners=(),
        rounds=(),
        end=tuple((tally.ids[project], 0) for project in tally.by_text),
        stopped="no voters",
    )
    if not tally.voters:
        return outcome
    steps, beyond, stopped = 0, None, "done"
    if raising:
        whole = int(step * tally.unit)
        steps, story, beyond = machine(tally).add1(whole, on_progress)
        stopped = "overshoot" if beyond else "exhaustive"
    else:
        whole = 0
        story = machine(tally).story(tally.budget, tally.voters)
    found = rounds(tally, story)
    if completion in ("utilitarian", "add1-greedy"):
        found += fill(
            tally, list(story.winners), sum(story.paid), "completion", supported_only=True
        )
    won = {turn.winner for turn in found}
    outcome = outcome.with_rounds(problem, found, near_ties=near_ties(tally, story)).but(
        share=tally.amount(tally.budget + steps * whole * tally.voters, tally.voters),
        end=tuple(
            (name, amount) for name, amount in money(tally, story.money[-1]) if name not in won
        ),
        runs=steps + 1,
        stopped=stopped,
        overshoot=_beyond(tally, beyond),
    )
    return outcome if compare == "none" else _compared(problem, outcome, compare)


def _beyond(tally: Tally, story: Story | None) -> tuple[tuple[str, Amount], ...]:
    if story is None:
        return ()
    return tuple(
        (tally.ids[project], tally.amount(price.numerator, price.denominator))
        for project, price in zip(story.winners, story.prices, strict=True)
    )


def _compared(problem: Problem, outcome: Outcome, by: str) -> Outcome:
    other = greedy(problem, outcome.utility or "cost", outcome.ties)
    ours, theirs = set(outcome.winners), set(other.winners)
    for_shares = for_greedy = 0
    for names, count, _ in problem.ballots:
        mine, alternative = len(ours.intersection(names)), len(theirs.intersection(names))
        if by == "exclusion":
            mine, alternative = min(mine, 1), min(alternative, 1)
        if mine > alternative:
            for_shares += count
        elif alternative > mine:
            for_greedy += count
    chosen, left = (other, outcome) if for_greedy > for_shares else (outcome, other)
    return chosen.but(compared=Comparison(by, for_shares, for_greedy, left))
