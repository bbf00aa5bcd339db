"""Where a norm is asked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Area codes from the most specific to the municipality, and the types of area it is.

    `Place(("BU99980101", "WK999801", "GM9998"), ("village",))`
    """

    codes: tuple[str, ...]
    types: tuple[str, ...] = ()

    def scopes(self) -> list[tuple[str, str]]:
        """(area code, type) in the order in which a deviation counts, the most specific first.

        On each level a deviation for a type of area goes before one for the whole.
        """
        return [(code, type) for code in self.codes for type in (*self.types, "")]
