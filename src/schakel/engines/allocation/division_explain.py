"""Why each project won or lost in a divided budget: its story in each part it took part in."""

from dataclasses import dataclass, replace

from schakel.engines.allocation.division import SHARED, Division
from schakel.engines.allocation.explain import ProjectExplanation, explain
from schakel.engines.allocation.problem import Problem
from schakel.engines.explanation import Explanation

CHEAPER = "allocation.change.cheaper"


@dataclass(frozen=True)
class DivisionExplanation:
    """One project's story.

    `won_in` is the name of the part that pays it ("" for the shared budget), None for a loser.
    `stories` are by part in which it took part: its own envelope, the shared budget, or both.
    """

    project: str
    won_in: str | None
    round: int | None
    stories: tuple[tuple[str, ProjectExplanation], ...]
    explanation: Explanation


def explain_division(problem: Problem, division: Division) -> tuple[DivisionExplanation, ...]:
    """Winners in order of the parts, then losers by votes, most first, then by id."""
    teller = _Teller(problem, division)
    losers = sorted(
        set(problem.by_id).difference(division.winners),
        key=lambda name: (-problem.votes[name], name),
    )
    return tuple(teller.tell(name) for name in (*division.winners, *losers))


class _Teller:
    def __init__(self, problem: Problem, division: Division) -> None:
        self.problem = problem
        self.parts = {part.name: part for part in division.parts}
        self.told = {
            part.name: {story.project: story for story in explain(part.problem, part.outcome)}
            for part in division.parts
        }
        self.envelope = {
            name: envelope.name for envelope in division.envelopes for name in envelope.projects
        }
        self.winners = [
            (part.name, name) for part in division.parts for name in part.outcome.winners
        ]

    def tell(self, name: str) -> DivisionExplanation:
        stories = tuple((part, told[name]) for part, told in self.told.items() if name in told)
        won = next(((part, story) for part, story in stories if story.won), None)
        lost = [
            self._lost(part, story, won is not None) for part, story in stories if not story.won
        ]
        if won is None:
            if name not in self.told.get(SHARED, {}):
                lost += self._kept_out(name, [part for part, _ in stories])
            explanation = Explanation("allocation.division.lost", because=tuple(lost))
        else:
            # Whether anything would have cost it this is not sure: it may get another chance.
            reason = replace(won[1].explanation, would_change=())
            if won[0] == SHARED:
                explanation = Explanation("allocation.division.won_shared", {}, (reason, *lost))
            else:
                values = {"name": won[0]}
                explanation = Explanation("allocation.division.won_own", values, (reason,))
        return DivisionExplanation(
            project=name,
            won_in=None if won is None else won[0],
            round=None if won is None else won[1].round,
            stories=stories,
            explanation=explanation,
        )

    def _lost(self, part: str, story: ProjectExplanation, won: bool) -> Explanation:
        changes = () if won else self._certain(part, story)
        reason = replace(story.explanation, would_change=changes)
        if part == SHARED:
            return Explanation("allocation.division.lost_shared", because=(reason,))
        if not self.parts[part].outcome.voters and self.problem.voters:
            reason = Explanation("allocation.division.nobody")
        return Explanation("allocation.division.lost_own", {"name": part}, (reason,))

    def _certain(self, part: str, story: ProjectExplanation) -> tuple[Explanation, ...]:
        """What would have changed the part and with it the whole.

        Where add1 raised the shares it was asked with the same money, which the whole may not come
        to. Its own cost changes no part before its own, and by a rule that is not completed not
        the run of its own either, unless it wins there. More voters may change every part after it.
        """
        name, found = story.project, story.would_win
        if found is None or found.money != self.parts[part].outcome.budget:
            return ()
        changes = story.explanation.would_change
        if part == SHARED:
            outcome = self.parts[self.envelope.get(name, SHARED)].outcome
            same = outcome.rule != "phragmen" and outcome.completion == "none"
            first = name not in self.envelope or same
            return tuple(change for change in changes if change.key == CHEAPER and first)
        exclusive = self.problem.by_id[name].exclusive
        alone = not exclusive or all(
            self.envelope.get(other.id) == part
            for other in self.problem.projects
            if other.exclusive == exclusive
        )
        return tuple(change for change in changes if change.key == CHEAPER or alone)

    def _kept_out(self, name: str, parts: list[str]) -> list[Explanation]:
        """Why it took no part in the shared budget, where its stories do not say so."""
        exclusive = self.problem.by_id[name].exclusive
        for part, winner in self.winners:
            rival = self.problem.by_id[winner]
            if exclusive and rival.exclusive == exclusive:
                values = {"other": rival.name or rival.id, "name": part}
                told = Explanation("allocation.division.excluded", values)
                return [] if part in parts else [told]
        return [Explanation("allocation.division.no_shared")]
