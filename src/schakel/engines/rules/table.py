"""What a decision table is: declared facts and outcomes, rows of conditions, examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from schakel.engines.explanation import Explanation, Value, Words
from schakel.engines.rules.errors import RulesError

# None is unknown.
Known = bool | int | Fraction | str | date
FactValue = Known | None

TYPES = ("bool", "int", "number", "choice", "date")
HITS = ("first", "unique", "collect")
ORDERED = ("int", "number", "date")
OPERATORS = ("==", "!=", "<", "<=", ">", ">=", "between", "in", "not in", "known")


@dataclass(frozen=True)
class Fact:
    """A declared quantity, of a row's condition or of its outcome.

    `low` and `high` bound an int, number or date (both included); `choices` are the allowed texts,
    each with its words on the screen.
    """

    name: str
    type: str
    label: Words
    unit: str = ""
    unknown: bool = False
    low: Known | None = None
    high: Known | None = None
    choices: tuple[tuple[str, Words], ...] = ()

    def read(self, given: object, file: str, place: str) -> FactValue:
        """The given value, exact and of this type. Raises RulesError."""
        if given is None:
            if self.unknown:
                return None
            raise RulesError("rules.error.fact_missing", file=file, place=place, fact=self.name)
        value = self._exact(given)
        if value is None or not self._inside(value):
            raise RulesError(
                "rules.error.value",
                file=file,
                place=place,
                fact=self.name,
                found=str(given),
                wanted=self.wanted(),
            )
        return value

    def _exact(self, given: object) -> FactValue:
        if self.type == "bool":
            return given if isinstance(given, bool) else None
        if isinstance(given, bool):
            return None
        if self.type == "int":
            return given if isinstance(given, int) else None
        if self.type == "date":
            return given if type(given) is date else None
        if self.type == "choice":
            names = [name for name, _ in self.choices]
            return given if isinstance(given, str) and given in names else None
        if isinstance(given, int | Decimal | Fraction | str):
            try:
                return Fraction(given)
            except (ValueError, ZeroDivisionError, OverflowError, InvalidOperation):
                return None
        return None

    def _inside(self, value: Known) -> bool:
        above = self.low is None or self.low <= value  # type: ignore[operator]
        return above and (self.high is None or value <= self.high)  # type: ignore[operator]

    def wanted(self) -> Value:
        """What may stand here, to show in a refusal."""
        if self.type == "choice":
            return tuple(name for name, _ in self.choices)
        kinds = {
            "bool": "rules.type.bool",
            "int": "rules.type.int",
            "number": "rules.type.number",
            "date": "rules.type.date",
        }
        told = Explanation(kinds[self.type])
        if self.low is not None and self.high is not None:
            return (told, Explanation("rules.range.between", {"low": self.low, "high": self.high}))
        if self.low is not None:
            return (told, Explanation("rules.range.at_least", {"low": self.low}))
        if self.high is not None:
            return (told, Explanation("rules.range.at_most", {"high": self.high}))
        return told

    def shown(self, value: FactValue) -> Value:
        """A value of this fact as it is shown: yes or no, the words of a choice, a number, a date."""
        if value is None:
            return Explanation("rules.unknown")
        if isinstance(value, bool):
            return Explanation("rules.yes" if value else "rules.no")
        if isinstance(value, str):
            return dict(self.choices)[value]
        return value


@dataclass(frozen=True)
class Condition:
    """One comparison of one fact. `values` holds one value, two (between) or several (in, not in)."""

    fact: str
    operator: str
    values: tuple[Known, ...]


@dataclass(frozen=True)
class Row:
    """Applies when every condition holds; gives the outcomes in `then`."""

    id: str
    conditions: tuple[Condition, ...]
    then: tuple[tuple[str, Known], ...]
    reason: str
    source: str


@dataclass(frozen=True)
class Example:
    """Facts with what must come out: the outcomes of each row that applies."""

    facts: tuple[tuple[str, FactValue], ...]
    then: tuple[tuple[tuple[str, Known], ...], ...]
    row: str | None


@dataclass(frozen=True)
class Table:
    file: str
    key: str
    title: Words
    hit: str
    source: str
    facts: tuple[Fact, ...]
    outcomes: tuple[Fact, ...]
    rows: tuple[Row, ...]
    examples: tuple[Example, ...]

    def fact(self, name: str) -> Fact:
        return next(fact for fact in self.facts if fact.name == name)

    def row(self, id: str) -> Row:
        return next(row for row in self.rows if row.id == id)

    def told(self, facts: tuple[tuple[str, FactValue], ...]) -> Value:
        """Facts as a reader of the file knows them: name = value."""
        return tuple(
            Explanation("rules.fact", {"fact": name, "value": self.fact(name).shown(value)})
            for name, value in facts
        )

    def read(self, facts: Mapping[str, object], place: str = "") -> dict[str, FactValue]:
        """Every declared fact with its exact value, None where unknown. Raises RulesError."""
        names = [fact.name for fact in self.facts]
        for name in facts:
            if name not in names:
                raise RulesError(
                    "rules.error.undeclared",
                    file=self.file,
                    place=place or self.key,
                    fact=str(name),
                    declared=tuple(names),
                )
        return {
            fact.name: fact.read(facts.get(fact.name), self.file, place or self.key)
            for fact in self.facts
        }
