"""Why a file cannot be used, and what is worth knowing about one that can."""

from schakel.engines.explanation import Explanation


class PabulibError(ValueError):
    """The file is refused; `explanation` names file, line and cure in both languages."""

    def __init__(self, explanation: Explanation) -> None:
        values = ", ".join(f"{name} {value}" for name, value in explanation.values.items())
        super().__init__(f"{explanation.key}: {values}")
        self.explanation = explanation
