"""Named properties of an outcome: what holds, what does not, and who shows it.

Unlike a check these are facts about an outcome, not demands: equal shares without a completion is
often not exhaustive, greedy often leaves a large group with nothing. Each looks only at budget,
costs, ballots and what the outcome gives to whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from schakel.engines.allocation.amounts import Amount, plain, round_down
from schakel.engines.allocation.checker.groups import largest_ignored
from schakel.engines.allocation.checker.ledgers import Clock, Ledger
from schakel.engines.allocation.checker.queues import fitting
from schakel.engines.allocation.checker.votes import Votes, rivals
from schakel.engines.allocation.outcome import Outcome, Round
from schakel.engines.allocation.problem import Problem
from schakel.engines.explanation import Explanation, Value

PRICEABLE = "https://arxiv.org/abs/1911.11747"
EJR_PLUS = "https://arxiv.org/abs/2302.01989"


@dataclass(frozen=True)
class Property:
    """`holds` is None where the property does not apply to this outcome.

    Where it does not hold, `project` shows it, with `voters` for a group of voters.
    """

    name: str
    holds: bool | None
    explanation: Explanation
    project: str | None = None
    voters: int | None = None


def properties(problem: Problem, outcome: Outcome) -> tuple[Property, ...]:
    """All of them, in the order feasible, exhaustive, priceable, ejr_plus."""
    return (
        feasible(problem, outcome),
        exhaustive(problem, outcome),
        priceable(problem, outcome),
        ejr_plus(problem, outcome),
    )


def feasible(problem: Problem, outcome: Outcome) -> Property:
    """The winners fit the budget, no two are of one exclusive set, and a part is at least the minimum."""

    def told(holds: bool, key: str, values: dict[str, Value], project: str | None) -> Property:
        return Property("feasible", holds, Explanation(key, values), project)

    unknown = _unknown(problem, outcome)
    if unknown is not None:
        values: dict[str, Value] = {"project": unknown}
        return told(False, "allocation.property.unknown", values, unknown)
    won = _won(problem, outcome)
    for name in won:
        other = next((rival for rival in rivals(problem, name) if rival in won), None)
        if other is not None:
            values = {"project": _called(problem, name), "other": _called(problem, other)}
            return told(False, "allocation.property.feasible.exclusive", values, name)
    for name, part in won.items():
        project = problem.by_id[name]
        least = project.cost if project.minimum is None else project.minimum
        if not least <= part <= project.cost:
            values = {"project": _called(problem, name), "part": part, "minimum": least}
            return told(False, "allocation.property.feasible.part", values, name)
    cost = plain(sum((Fraction(part) for part in won.values()), Fraction(0)))
    values = {"cost": cost, "budget": problem.budget}
    if cost > problem.budget:
        last = next(reversed(won))
        return told(False, "allocation.property.feasible.over", values, last)
    return told(True, "allocation.property.feasible.holds", values, None)


def exhaustive(problem: Problem, outcome: Outcome) -> Property:
    """Nothing that could still win fits what is left: no supported project, with greedy none at all.

    A project with a minimum fits when its minimum does, in whole hundredths.
    """
    nothing = _nothing_to_say("exhaustive", problem, outcome)
    if nothing is not None:
        return nothing
    won = _won(problem, outcome)
    left = Fraction(problem.budget) - sum(Fraction(part) for part in won.values())
    votes = Votes(problem, outcome.utility)
    gone = {other for name in won for other in (name, *rivals(problem, name))}
    values: dict[str, Value] = {"left": max(plain(left), 0)}
    for name in sorted(set(problem.by_id) - gone):
        project = problem.by_id[name]
        wanted = votes.voters[name] or outcome.rule == "greedy"
        if wanted and fitting(project, left) is not None:
            least = project.cost if project.minimum is None else project.minimum
            values |= {"project": _called(problem, name), "cost": least}
            because: tuple[Explanation, ...] = ()
            if outcome.rule == "phragmen":
                because = (Explanation("allocation.property.exhaustive.stops"),)
            elif outcome.rule == "equal-shares" and outcome.completion in ("none", "add1"):
                because = (Explanation("allocation.property.exhaustive.shares"),)
            key = "allocation.property.exhaustive.fits"
            return Property("exhaustive", False, Explanation(key, values, because), name)
    key = "allocation.property.exhaustive.holds"
    return Property("exhaustive", True, Explanation(key, values))


def priceable(problem: Problem, outcome: Outcome) -> Property:
    """Equal purses explain the winners (Peters and Skowron 2020).

    Every voter has the same amount and pays only for projects on the own ballot; each winner is
    paid exactly; and the supporters of a project that could still have won together have no more
    left than its cost. The payments are rebuilt from the rounds: equal shares by the share and the
    prices, Phragmén by what each voter had received at the last moment. What a completion adds is
    not paid by voters, and greedy knows no payments.
    """
    nothing = _nothing_to_say("priceable", problem, outcome)
    if nothing is not None:
        return nothing
    if outcome.rule == "greedy":
        key = "allocation.property.priceable.no_payments"
        return Property("priceable", None, Explanation(key, source=PRICEABLE))
    votes = Votes(problem, outcome.utility)
    bought = [turn for turn in outcome.rounds if turn.stage != "completion"]
    moments = [turn.price for turn in bought]
    if outcome.rule == "equal-shares":
        purse = Fraction(outcome.share)
        books: Ledger | Clock = Ledger(problem, votes, purse, moments)
    else:
        moments += [moment for _, moment in outcome.overshoot]
        purse = Fraction(max(moments, default=0))
        books = Clock(problem, votes, moments)
    unpaid = _first_unpaid(books, bought)
    if unpaid is not None:
        values: dict[str, Value] = {"project": _called(problem, unpaid)}
        key = "allocation.property.priceable.unpaid"
        return Property("priceable", False, Explanation(key, values, source=PRICEABLE), unpaid)
    money = books.total if isinstance(books, Ledger) else books.saved(plain(purse))
    won = {turn.winner for turn in outcome.rounds}
    for name in books.open:
        project = problem.by_id[name]
        fits = name not in won and project.cost <= problem.budget
        if fits and money[name] > books.costs[name]:
            _, left = books.rounded(name, money[name])
            values = {"project": _called(problem, name), "voters": votes.voters[name]}
            values |= {"left": left, "cost": project.cost}
            told = Explanation("allocation.property.priceable.left", values, source=PRICEABLE)
            return Property("priceable", False, told, name, votes.voters[name])
    added = len(outcome.rounds) - len(bought)
    because = (Explanation("allocation.property.priceable.added", {"added": added}),)
    values = {"purse": round_down(purse), "won": len(bought)}
    key = "allocation.property.priceable.holds"
    told = Explanation(key, values, because if added else (), source=PRICEABLE)
    return Property("priceable", True, told)


def _first_unpaid(books: Ledger | Clock, bought: Sequence[Round]) -> str | None:
    """The first winner for which its supporters do not pay exactly what it gets."""
    last: Amount = 0
    for turn in bought:
        name, price = turn.winner, turn.price
        # No price is below zero, and no moment before the one before.
        if name not in books.open or price < last:
            return name
        due = books.costs[name] if turn.part is None else books.whole(turn.part)
        if isinstance(books, Ledger):
            each = books.whole(price)
            purses = books.purses(name)
            if sum([min(held, each * own) * count for held, own, count in purses]) != due:
                return name
            books.pay(name, price)
        else:
            last = price
            if books.saved(price)[name] != due:
                return name
            books.buy(name, price)
    return None


def ejr_plus(problem: Problem, outcome: Outcome) -> Property:
    """No large enough group is ignored: EJR+ up to one project (Brill and Peters 2023).

    By the utility of the outcome; by cost for Phragmén, which has none. See `groups`.
    """
    nothing = _nothing_to_say("ejr_plus", problem, outcome)
    if nothing is not None:
        return nothing
    utility = outcome.utility or "cost"
    measure = (Explanation("allocation.property.ejr_plus.by_cost"),) if not outcome.utility else ()
    group = largest_ignored(problem, Votes(problem, utility), utility, _won(problem, outcome))
    if group is None:
        key = "allocation.property.ejr_plus.holds"
        return Property("ejr_plus", True, Explanation(key, {}, measure, source=EJR_PLUS))
    values: dict[str, Value] = {
        "project": _called(problem, group.project),
        "voters": group.voters,
        "deserved": round_down(Fraction(problem.budget) * group.voters / problem.voters),
        "cost": problem.by_id[group.project].cost,
    }
    told = Explanation("allocation.property.ejr_plus.ignored", values, measure, source=EJR_PLUS)
    return Property("ejr_plus", False, told, group.project, group.voters)


def _nothing_to_say(name: str, problem: Problem, outcome: Outcome) -> Property | None:
    unknown = _unknown(problem, outcome)
    if unknown is not None:
        values: dict[str, Value] = {"project": unknown}
        return Property(name, None, Explanation("allocation.property.unknown", values), unknown)
    if not problem.voters:
        return Property(name, None, Explanation("allocation.property.no_voters"))
    return None


def _unknown(problem: Problem, outcome: Outcome) -> str | None:
    named = [*outcome.winners, *(turn.winner for turn in outcome.rounds)]
    return next((name for name in named if name not in problem.by_id), None)


def _won(problem: Problem, outcome: Outcome) -> dict[str, Amount]:
    """What each winner gets: its cost, or a part of it."""
    won = {name: problem.by_id[name].cost for name in outcome.winners}
    for turn in outcome.rounds:
        cost = problem.by_id[turn.winner].cost
        won[turn.winner] = cost if turn.part is None else turn.part
    return won


def _called(problem: Problem, name: str) -> str:
    return problem.by_id[name].name or name
