"""Why each project won or lost, in the words of the money behind it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from schakel.engines.allocation.amounts import Amount, plain, round_up
from schakel.engines.allocation.counterfactual import Counterfactual, Counterfactuals
from schakel.engines.allocation.greedy import order
from schakel.engines.allocation.outcome import Outcome, Round
from schakel.engines.allocation.problem import Problem, Project
from schakel.engines.allocation.tally import Tally
from schakel.engines.explanation import Explanation, Value

SOURCES = {
    "equal-shares": "https://equalshares.net",
    "phragmen": "https://arxiv.org/abs/1711.08226",
    "greedy": "",
}


@dataclass(frozen=True)
class ProjectExplanation:
    """One project's story.

    `money` is what its supporters had together, per round up to the one in which it won, or for a
    loser up to and including the end; empty where the rule gives voters no money. `paid_full`
    supporters paid `highest` each, `paid_less` all they had left, `paid_nothing` nothing.
    `lacked` is what a loser's supporters (or the pot) were short. `would_win` is what would have made
    a loser win; None where no such thing is certain, as after a comparison. Amounts in currency units.
    """

    project: str
    won: bool
    round: int | None
    cost: Amount
    votes: int
    money: tuple[Amount, ...]
    paid_full: int
    paid_less: int
    paid_nothing: int
    highest: Amount | None
    lacked: Amount | None
    explanation: Explanation
    would_win: Counterfactual | None = None


def explain(
    problem: Problem,
    outcome: Outcome,
    changes: bool = True,
    on_progress: Callable[[int, int], object] | None = None,
) -> tuple[ProjectExplanation, ...]:
    """Winners in order of selection, then losers by votes, most first.

    With `changes` also what would have made each loser win. That is found by running the rule
    again: seconds for a large round. `on_progress` gets how many losers were told, and how many
    there are.
    """
    losers = [project for project in problem.by_id if project not in outcome.winners]
    losers.sort(
        key=lambda project: (-problem.votes[project], problem.tie_key(outcome.ties)(project))
    )
    story = _Story(problem, outcome, changes)
    told = [story.winner(turn) for turn in outcome.rounds]
    for done, name in enumerate(losers):
        if on_progress is not None:
            on_progress(done, len(losers))
        told.append(story.loser(name))
    return tuple(told)


def explain_ties(problem: Problem, outcome: Outcome) -> tuple[Explanation, ...]:
    """Each tie and near-tie of the outcome: who stood equal, and what let the winner go first."""
    winner = {turn.number: turn.winner for turn in outcome.rounds}
    told = []
    for tie in outcome.near_ties:
        first, other = (problem.by_id[name] for name in (winner[tie.round], tie.project))
        values: dict[str, Value] = {
            "round": tie.round,
            "winner": first.name or first.id,
            "other": other.name or other.id,
        }
        if not tie.equal:
            told.append(Explanation("allocation.tie.near", values))
            continue
        votes = problem.votes
        if outcome.ties == "votes" and votes[first.id] != votes[other.id]:
            why = Explanation("allocation.tie.by_votes")
        elif outcome.ties == "cost" and first.cost != other.cost:
            why = Explanation("allocation.tie.by_cost")
        else:
            ids: dict[str, Value] = {"first": first.id, "second": other.id}
            why = Explanation("allocation.tie.by_id", ids)
        told.append(Explanation("allocation.tie.equal", values, because=(why,)))
    return tuple(told)


class _Story:
    def __init__(self, problem: Problem, outcome: Outcome, changes: bool) -> None:
        self.problem = problem
        self.outcome = outcome
        self.source = SOURCES[outcome.rule]
        # Another cost or more voters may turn a comparison round.
        certain = changes and problem.voters and outcome.compared is None
        self.asked = Counterfactuals(problem, outcome) if certain else None
        self.series: dict[str, list[Amount]] = {name: [] for name in problem.by_id}
        for turn in outcome.rounds:
            for name, amount in turn.money:
                self.series[name].append(amount)
        for name, amount in outcome.end:
            self.series[name].append(amount)

    def winner(self, turn: Round) -> ProjectExplanation:
        project = self.problem.by_id[turn.winner]
        series = tuple(self.series[turn.winner])
        values: dict[str, Value] = {
            "voters": self.problem.votes[turn.winner],
            "cost": project.cost,
            "round": turn.number,
        }
        highest: Amount | None = None
        if turn.part is not None:
            values |= {"part": turn.part, "minimum": project.minimum or turn.part}
            if turn.stage == "part":
                highest = round_up(turn.price)
                values["money"] = series[-1]
                explanation = Explanation("allocation.won.part", values, source=self.source)
            else:
                values["left"] = turn.price
                explanation = Explanation("allocation.won.rest", values, source=self.source)
        elif turn.stage == "shares":
            highest = round_up(turn.price)
            explanation = self._bought(values | {"money": series[-1]}, turn, highest)
        elif turn.stage == "loads":
            values["received"] = highest = round_up(turn.price)
            explanation = Explanation("allocation.won.loads", values, source=self.source)
        elif turn.stage == "completion":
            values["left"] = turn.price
            explanation = Explanation("allocation.won.completion", values, source=self.source)
        else:
            values["left"] = turn.price
            explanation = Explanation("allocation.won.greedy", values, source=self.source)
        return ProjectExplanation(
            project=project.id,
            won=True,
            round=turn.number,
            cost=project.cost,
            votes=self.problem.votes[turn.winner],
            money=series,
            paid_full=turn.full,
            paid_less=turn.less,
            paid_nothing=turn.nothing,
            highest=highest,
            lacked=None,
            explanation=explanation,
        )

    def _bought(self, values: dict[str, Value], turn: Round, highest: Amount) -> Explanation:
        if not turn.price:
            return Explanation("allocation.won.free", values, source=self.source)
        share = round_up(self.outcome.share)
        reasons = [Explanation("allocation.won.highest", {"highest": highest, "share": share})]
        if turn.less or turn.nothing:
            reasons.append(Explanation("allocation.won.paid_full", {"voters": turn.full}))
        if turn.less:
            reasons.append(Explanation("allocation.won.paid_less", {"voters": turn.less}))
        if turn.nothing:
            reasons.append(Explanation("allocation.won.paid_nothing", {"voters": turn.nothing}))
        return Explanation("allocation.won.shares", values, tuple(reasons), source=self.source)

    def loser(self, name: str) -> ProjectExplanation:
        project = self.problem.by_id[name]
        series = tuple(self.series[name])
        explanation, lacked = self._why_not(project, series)
        would_win = self.asked.of(name) if self.asked is not None else None
        if would_win is not None:
            changes = self._changes(project, would_win)
            explanation = replace(explanation, would_change=changes)
        return ProjectExplanation(
            project=name,
            won=False,
            round=None,
            cost=project.cost,
            votes=self.problem.votes[name],
            money=series,
            paid_full=0,
            paid_less=0,
            paid_nothing=0,
            highest=None,
            lacked=lacked,
            explanation=explanation,
            would_win=would_win,
        )

    def _changes(self, project: Project, found: Counterfactual) -> tuple[Explanation, ...]:
        told = []
        if found.cost is not None:
            told.append(Explanation("allocation.change.cheaper", {"cost": found.cost}))
        if found.voters is not None:
            told.append(Explanation("allocation.change.more_voters", {"voters": found.voters}))
        elif found.asked and project.cost <= self.outcome.budget:
            told.append(Explanation("allocation.change.not_by_voters", {"voters": found.asked}))
        if found.again is not None:
            told.append(Explanation("allocation.change.again", {"voters": found.again}))
        if told and found.money != self.outcome.budget:
            told.append(Explanation("allocation.change.same_money", {"money": found.money}))
        return tuple(told)

    def _why_not(
        self, project: Project, series: tuple[Amount, ...]
    ) -> tuple[Explanation, Amount | None]:
        outcome, votes = self.outcome, self.problem.votes[project.id]
        values: dict[str, Value] = {"voters": votes, "cost": project.cost}
        if outcome.stopped == "no voters":
            return self._say("allocation.lost.no_voters", values), None
        if not votes:
            return self._say("allocation.lost.no_support", values), None
        rival = next((r.name or r.id for r in self._rivals(project)), None)
        if rival is not None:
            return self._say("allocation.lost.exclusive", values | {"other": rival}), None
        least = project.cost if project.minimum is None else project.minimum
        if project.minimum is not None and outcome.rule == "equal-shares":
            lacked = max(0, plain(Fraction(least) - series[-1]))
            values |= {"minimum": least, "money": series[-1], "lacked": lacked}
            return self._say("allocation.lost.minimum", values), lacked
        if least > outcome.budget:
            lacked = plain(Fraction(least) - outcome.budget)
            values |= {"budget": outcome.budget, "lacked": lacked}
            return self._say("allocation.lost.dearer_than_pot", values), lacked
        if outcome.rule == "greedy":
            return self._passed_over(project, values)
        money = series[-1]
        lacked = max(0, plain(Fraction(project.cost) - money))
        values |= {"money": money, "lacked": lacked}
        if outcome.rule == "phragmen":
            if not lacked:
                short = plain(Fraction(project.cost) - outcome.left)
                if short > 0:
                    values |= {"left": outcome.left, "lacked": short}
                    return self._say("allocation.lost.stopped", values), short
                return self._say("allocation.lost.stopped_by_other", values), None
            return self._say("allocation.lost.loads", values), lacked
        # What costs nothing can lose too, by ordinal votes: then nobody was short.
        return self._outbid(project, series, values), lacked or None

    def _rivals(self, project: Project) -> list[Project]:
        """The winners that leave it no place: of its set only one can win."""
        winners = [self.problem.by_id[name] for name in self.outcome.winners]
        return [one for one in winners if project.exclusive and one.exclusive == project.exclusive]

    def _outbid(
        self, project: Project, series: tuple[Amount, ...], values: dict[str, Value]
    ) -> Explanation:
        """Equal shares: part of the supporters' money went to other projects they chose too."""
        because: list[Explanation] = []
        spent = series[-1] < series[0]
        if spent:
            because.append(Explanation("allocation.lost.spent_elsewhere"))
        if self.outcome.completion == "utilitarian":
            because.append(Explanation("allocation.lost.completion", {"left": self.outcome.left}))
        return Explanation(
            "allocation.lost.shares",
            values,
            tuple(because),
            source=self.source,
        )

    def _passed_over(
        self, project: Project, values: dict[str, Value]
    ) -> tuple[Explanation, Amount | None]:
        left = self._left_at_turn(project)
        lacked = plain(Fraction(project.cost) - left)
        values |= {"left": left, "lacked": lacked}
        return self._say("allocation.lost.greedy", values), lacked

    def _left_at_turn(self, project: Project) -> Amount:
        """Greedy: what was in the pot when this project's turn came."""
        mine = self.turns[project.id]
        later = (turn for turn in self.outcome.rounds if self.turns[turn.winner] > mine)
        return next((turn.price for turn in later), self.outcome.left)

    @cached_property
    def turns(self) -> dict[str, int]:
        """Greedy: who goes first, by the utility of the outcome."""
        tally = Tally(self.problem, self.outcome.ties, self.outcome.utility or "cost")
        ordered = order(tally, range(len(tally.ids)))
        return {tally.ids[project]: place for place, project in enumerate(ordered)}

    def _say(self, key: str, values: dict[str, Value]) -> Explanation:
        return Explanation(key, values, source=self.source)
