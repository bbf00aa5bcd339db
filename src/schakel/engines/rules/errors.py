"""Why a table, or the facts given to it, cannot be used."""

from schakel.engines.explanation import Explanation, Value


class RulesError(ValueError):
    """Refused; `explanation` names file, place and cure in both languages."""

    def __init__(self, key: str, **values: Value) -> None:
        told = ", ".join(f"{name} {value}" for name, value in values.items())
        super().__init__(f"{key}: {told}")
        self.explanation = Explanation(key, values)
