"""What a check finds, and how a finding stops it."""

from dataclasses import dataclass

from schakel.engines.allocation.outcome import Round
from schakel.engines.explanation import Explanation, Value


@dataclass(frozen=True)
class Verdict:
    """`findings` say what does not hold; none means that the outcome stands."""

    findings: tuple[Explanation, ...]

    @property
    def holds(self) -> bool:
        return not self.findings

    def __bool__(self) -> bool:
        return self.holds


class Broken(Exception):
    """Something does not hold; `explanation` says what, and in which round."""

    def __init__(self, explanation: Explanation) -> None:
        super().__init__(explanation.key)
        self.explanation = explanation


def require(holds: bool, key: str, turn: Round | None = None) -> None:
    """Raises the finding `key`: about one round, or about the whole."""
    if holds:
        return
    finding = Explanation(key)
    if turn is None:
        raise Broken(Explanation("allocation.check.whole", because=(finding,)))
    values: dict[str, Value] = {"round": turn.number, "project": turn.winner}
    raise Broken(Explanation("allocation.check.round", values, (finding,)))
