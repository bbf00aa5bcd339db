"""Why something cannot be used: one sentence with its cure, in both languages."""

from schakel.engines.explanation import Explanation


class Refused(ValueError):
    """`explanation` says what is wrong, where, and what helps."""

    def __init__(self, explanation: Explanation) -> None:
        values = ", ".join(f"{name} {value}" for name, value in explanation.values.items())
        super().__init__(f"{explanation.key}: {values}")
        self.explanation = explanation


class PabulibError(Refused):
    """The file is refused; `explanation` names file, line and cure."""


class EnvelopeError(Refused):
    """The envelopes do not fit the problem; `explanation` names envelope or project, and the cure."""
