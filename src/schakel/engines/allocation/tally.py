"""The problem in whole numbers, as the rules compute with it."""

from fractions import Fraction
from math import lcm

from schakel.engines.allocation.amounts import Amount, plain
from schakel.engines.allocation.problem import Problem


class Tally:
    """Projects numbered in tie order, so the lowest number wins a tie; amounts times `unit`.

    `unit` is the least number that makes the budget and every cost whole.
    """

    def __init__(self, problem: Problem, ties: str) -> None:
        ordered = sorted(problem.by_id, key=problem.tie_key(ties))
        number = {name: index for index, name in enumerate(ordered)}
        amounts = [Fraction(problem.by_id[name].cost) for name in ordered]
        budget = Fraction(problem.budget)
        self.unit = lcm(budget.denominator, *(amount.denominator for amount in amounts))
        self.ids = ordered
        self.costs = [int(amount * self.unit) for amount in amounts]
        self.budget = int(budget * self.unit)
        self.voters = problem.voters
        self.weights = [group.count for group in problem.ballots]
        self.ballots = [[number[name] for name in group.projects] for group in problem.ballots]
        self.supporters: list[list[int]] = [[] for _ in ordered]
        self.votes = [0] * len(ordered)
        for group, ballot in enumerate(self.ballots):
            for project in ballot:
                self.supporters[project].append(group)
                self.votes[project] += self.weights[group]
        # The order in which money is listed: by id as text, whatever breaks ties.
        self.by_text = sorted(range(len(ordered)), key=ordered.__getitem__)

    def amount(self, numerator: int, denominator: int = 1) -> Amount:
        """A scaled amount in currency units."""
        return plain(Fraction(numerator, denominator * self.unit))
