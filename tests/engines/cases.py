"""Small problems worked out by hand, and the rules written a second time, as plainly as possible."""

from fractions import Fraction

from hypothesis import strategies as st

from schakel.engines.allocation import (
    BallotGroup,
    Outcome,
    Problem,
    Project,
    equal_shares,
    greedy,
    phragmen,
)
from schakel.engines.allocation.amounts import plain
from schakel.engines.allocation.outcome import COMPARISONS
from schakel.engines.allocation.problem import TIES
from schakel.engines.allocation.shares import COMPLETIONS


def problem(budget, costs, ballots) -> Problem:
    """`problem(400, {"a": 200}, ["ab", "a", ""])`: one letter a project."""
    projects = [Project(name, cost, f"Plan {name}") for name, cost in costs.items()]
    return Problem.of(budget, projects, ballots)


def street() -> Problem:
    """Four voters with 100 each: a 200 (1, 2, 3), b 150 (1, 2), c 100 (4), d 120 (3, 4)."""
    return problem(400, {"a": 200, "b": 150, "c": 100, "d": 120}, ["ab", "ab", "ad", "cd"])


@st.composite
def problems(draw, most_voters=7) -> Problem:
    names = draw(st.lists(st.sampled_from(["1", "10", "9", "b", "a"]), min_size=1, unique=True))
    amount = st.one_of(
        st.integers(1, 40), st.integers(1, 80).map(lambda halves: Fraction(halves, 2))
    )
    costs = {name: draw(amount) for name in names}
    ballot = st.lists(st.sampled_from(names), unique=True)
    ballots = draw(st.lists(ballot, max_size=most_voters))
    return problem(draw(st.integers(1, 60)), costs, ballots)


@st.composite
def any_problems(
    draw, parts: bool = True, exclusive: bool = True, most_projects: int = 9
) -> Problem:
    """All that the engine can do, with ballots of all kinds.

    Few distinct numbers, so that rates, funds and prices are often exactly equal.
    """
    amounts = draw(
        st.sampled_from(
            [
                st.integers(0, 6),
                st.integers(1, 1000),
                st.sampled_from([10, 20, 30]),
                st.integers(0, 900).map(lambda cents: plain(Fraction(cents, 100))),
            ]
        )
    )
    names = [str(number) for number in range(draw(st.integers(1, most_projects)))]
    projects = []
    for name in names:
        cost = draw(amounts)
        least = None
        if parts and cost and draw(st.booleans()):
            least = plain(Fraction(cost) / draw(st.integers(1, 4)))
        sets = draw(st.sampled_from(["", "", "", "x", "y"])) if exclusive else ""
        projects.append(Project(name, cost, minimum=least, exclusive=sets))
    kind = draw(st.sampled_from(["approval", "cumulative", "ordinal"]))
    groups = {}
    for _ in range(draw(st.integers(1, 12))):
        ballot = tuple(draw(st.permutations(names)))[: draw(st.integers(0, len(names)))]
        if kind != "ordinal":
            ballot = tuple(sorted(ballot))
        points = tuple(draw(st.integers(0, 4)) for _ in ballot) if kind == "cumulative" else ()
        groups[ballot, points] = BallotGroup(ballot, draw(st.integers(1, 30)), points)
    asked = max(1, int(sum(project.cost for project in projects)))
    budget = draw(
        st.integers(1, 60) | st.integers(1, asked) | st.fractions(1, 2000, max_denominator=10)
    )
    return Problem(plain(budget), tuple(projects), tuple(groups.values()), kind=kind)


def utilities(problem: Problem) -> list[str]:
    more = {"approval": [], "cumulative": ["points"], "ordinal": ["borda"]}
    return ["cost", "cardinality", *more[problem.kind]]


@st.composite
def any_outcomes(draw, rules=("equal-shares", "phragmen", "greedy")) -> tuple[Problem, Outcome]:
    """A problem, and what one of the rules makes of it, with any of its options."""
    rule = draw(st.sampled_from(rules))
    problem = draw(any_problems(parts=rule != "phragmen"))
    ties = draw(st.sampled_from(TIES))
    if rule == "phragmen":
        return problem, phragmen(problem, ties)
    utility = draw(st.sampled_from(utilities(problem)))
    if rule == "greedy":
        return problem, greedy(problem, utility, ties)
    outcome = equal_shares(
        problem,
        utility,
        completion=draw(st.sampled_from(COMPLETIONS)),
        increment=draw(st.sampled_from([1, Fraction(1, 4), 20])),
        ties=ties,
        compare=draw(st.sampled_from(COMPARISONS)),
    )
    return problem, outcome


def single_ballots(problem: Problem) -> list[tuple[str, ...]]:
    return [group.projects for group in problem.ballots for _ in range(group.count)]


def naive_equal_shares(problem: Problem, utility: str, raised: Fraction = Fraction(0)) -> list[str]:
    voters = single_ballots(problem)
    if not voters:
        return []
    money = [Fraction(problem.budget) / len(voters) + raised for _ in voters]
    chosen: list[str] = []
    while True:
        offers = []
        for project in problem.projects:
            backers = [i for i, ballot in enumerate(voters) if project.id in ballot]
            purses = sorted(money[i] for i in backers)
            if project.id in chosen or not backers or sum(purses) < project.cost:
                continue
            for poor in range(len(purses)):
                price = Fraction(project.cost - sum(purses[:poor])) / (len(purses) - poor)
                if purses[poor] >= price:
                    break
            rate = price / (project.cost if utility == "cost" else 1)
            offers.append((rate, project.id, price, backers))
        if not offers:
            return chosen
        _, name, price, backers = min(offers)
        chosen.append(name)
        for i in backers:
            money[i] -= min(money[i], price)


def naive_add1(problem: Problem, utility: str, increment: Fraction) -> list[str]:
    supported = {name for ballot in single_ballots(problem) for name in ballot}
    raised, outcome = Fraction(0), naive_equal_shares(problem, utility)
    while True:
        rest = problem.budget - problem.cost_of(outcome)
        if not any(problem.by_id[name].cost <= rest for name in supported.difference(outcome)):
            return outcome
        raised += increment
        longer = naive_equal_shares(problem, utility, raised)
        if problem.cost_of(longer) > problem.budget:
            return outcome
        outcome = longer


def naive_phragmen(problem: Problem) -> list[str]:
    voters = single_ballots(problem)
    load = [Fraction(0) for _ in voters]
    open_ = [project for project in problem.projects if project.cost <= problem.budget]
    chosen: list[str] = []
    while voters and open_:
        due = {}
        for project in open_:
            backers = [i for i, ballot in enumerate(voters) if project.id in ballot]
            total = sum(load[i] for i in backers) + project.cost
            due[project.id] = Fraction(total) / len(backers) if backers else float("inf")
        first = min(due.values())
        ready = sorted(name for name in due if due[name] == first)
        spent = problem.cost_of(chosen)
        if any(spent + problem.by_id[name].cost > problem.budget for name in ready):
            break
        chosen.append(ready[0])
        open_ = [project for project in open_ if project.id != ready[0]]
        for i, ballot in enumerate(voters):
            if ready[0] in ballot:
                load[i] = first
    return chosen


def naive_greedy(problem: Problem, utility: str) -> list[str]:
    if not problem.voters:
        return []

    def rank(project: Project):
        votes = problem.votes[project.id]
        return (-votes if utility == "cost" else Fraction(-votes) / project.cost), project.id

    chosen: list[str] = []
    for project in sorted(problem.projects, key=rank):
        if problem.cost_of([*chosen, project.id]) <= problem.budget:
            chosen.append(project.id)
    return chosen
