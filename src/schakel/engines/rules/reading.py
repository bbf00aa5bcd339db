"""From TOML to a table. Every field is known and typed, or the file is refused with its place."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

from schakel.engines.explanation import Explanation, Value, Words
from schakel.engines.rules.errors import RulesError
from schakel.engines.rules.table import (
    HITS,
    OPERATORS,
    ORDERED,
    TYPES,
    Condition,
    Example,
    Fact,
    FactValue,
    Known,
    Row,
    Table,
)

_HEADER = ("key", "title", "hit", "source")
_FACT = ("type", "label", "unit", "unknown", "low", "high", "choices")
_KINDS = {
    str: "rules.type.text",
    bool: "rules.type.bool",
    dict: "rules.type.table",
    list: "rules.type.list",
}


def parse(text: str, file: str) -> Table:
    """The table that a text describes, not yet proven. Raises RulesError."""
    try:
        # Decimals stay exact: 0.35 is thirty-five hundredths, not the nearest binary number.
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RulesError("rules.error.toml", file=file, found=str(error)) from None
    return _Reader(file).table(document)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file

    def table(self, document: Mapping[str, Any]) -> Table:
        self.only(document, ("table", "facts", "outcomes", "rows", "examples"), "-")
        header = self.get(document, "table", dict, "-")
        self.only(header, _HEADER, "[table]")
        hit = self.get(header, "hit", str, "[table]")
        if hit not in HITS:
            self.wrong("[table]", "hit", hit, HITS)
        facts = self.facts(document, "facts")
        outcomes = self.facts(document, "outcomes")
        for fact in outcomes:
            if fact.unknown:
                self.wrong(f"[outcomes.{fact.name}]", "unknown", "true", Explanation("rules.no"))
            if fact.name in [given.name for given in facts]:
                wanted = Explanation("rules.error.own_name")
                self.wrong("[outcomes]", fact.name, fact.name, wanted)
        source = self.get(header, "source", str, "[table]")
        rows: list[Row] = []
        for at, given in enumerate(self.get(document, "rows", list, "-"), 1):
            row = self.row(given, at, facts, outcomes, source)
            if row.id in [other.id for other in rows]:
                raise RulesError("rules.error.twice", file=self.file, row=row.id)
            rows.append(row)
        if not rows:
            self.missing("-", "rows")
        examples = tuple(
            self.example(given, f"[[examples]] {at}", hit, facts, outcomes)
            for at, given in enumerate(self.get(document, "examples", list, "-"), 1)
        )
        if not examples:
            self.missing("-", "examples")
        return Table(
            file=self.file,
            key=self.get(header, "key", str, "[table]"),
            title=self.words(header, "title", "[table]"),
            hit=hit,
            source=source,
            facts=facts,
            outcomes=outcomes,
            rows=tuple(rows),
            examples=examples,
        )

    def facts(self, document: Mapping[str, Any], part: str) -> tuple[Fact, ...]:
        given = self.get(document, part, dict, "-")
        if not given:
            self.missing("-", part)
        return tuple(self.fact(name, row, f"[{part}.{name}]") for name, row in given.items())

    def fact(self, name: str, given: Any, place: str) -> Fact:
        if not isinstance(given, dict):
            self.wrong(place, name, str(given), Explanation(_KINDS[dict]))
        self.only(given, _FACT, place)
        kind = self.get(given, "type", str, place)
        if kind not in TYPES:
            self.wrong(place, "type", kind, TYPES)
        choices: tuple[tuple[str, Words], ...] = ()
        if kind == "choice":
            named = self.get(given, "choices", dict, place)
            choices = tuple((each, self.words(named, each, place)) for each in named)
            if not choices:
                self.missing(place, "choices")
        elif "choices" in given:
            self.wrong(place, "choices", kind, ("choice",))
        bare = Fact(
            name,
            kind,
            self.words(given, "label", place),
            self.get(given, "unit", str, place, ""),
            self.get(given, "unknown", bool, place, False),
            choices=choices,
        )
        bounds: dict[str, FactValue] = {}
        for bound in ("low", "high"):
            if bound in given:
                if kind not in ORDERED:
                    self.wrong(place, bound, kind, ORDERED)
                bounds[bound] = self.value(bare, given[bound], place)
        low, high = bounds.get("low"), bounds.get("high")
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            wanted = Explanation("rules.range.at_least", {"low": low})
            self.wrong(place, "high", str(given["high"]), wanted)
        return Fact(name, kind, bare.label, bare.unit, bare.unknown, low, high, choices)

    def row(
        self,
        given: Any,
        at: int,
        facts: tuple[Fact, ...],
        outcomes: tuple[Fact, ...],
        source: str,
    ) -> Row:
        place = f"[[rows]] {at}"
        if not isinstance(given, dict):
            self.wrong(place, "rows", str(given), Explanation(_KINDS[dict]))
        self.only(given, ("id", "when", "then", "reason", "source"), place)
        id = self.get(given, "id", str, place)
        place = f"[[rows]] {at} ({id})"
        when = self.get(given, "when", dict, place, {})
        conditions = [
            condition
            for name, asked in when.items()
            for condition in self.conditions(self.declared(facts, name, place), asked, place)
        ]
        return Row(
            id=id,
            conditions=tuple(conditions),
            then=self.then(self.get(given, "then", object, place), outcomes, place),
            reason=self.get(given, "reason", str, place),
            source=self.get(given, "source", str, place, source),
        )

    def conditions(self, fact: Fact, asked: Any, place: str) -> list[Condition]:
        """`density = 5`, or `density = { ">=" = 5, "<" = 9 }`."""
        if not isinstance(asked, dict):
            asked = {"==": asked}
        allowed = [
            operator
            for operator in OPERATORS
            if (fact.type in ORDERED or operator not in ("<", "<=", ">", ">=", "between"))
            and (fact.unknown or operator != "known")
        ]
        found = []
        for operator, given in asked.items():
            if operator not in allowed:
                raise RulesError(
                    "rules.error.operator",
                    file=self.file,
                    place=place,
                    fact=fact.name,
                    found=operator,
                    wanted=tuple(allowed),
                )
            found.append(
                Condition(fact.name, operator, self.compared(fact, operator, given, place))
            )
        if not found:
            self.missing(place, fact.name)
        return found

    def compared(self, fact: Fact, operator: str, given: Any, place: str) -> tuple[Known, ...]:
        if operator == "known":
            if not isinstance(given, bool):
                self.wrong(place, f"{fact.name} known", str(given), Explanation(_KINDS[bool]))
            return (given,)
        several = operator in ("between", "in", "not in")
        if several != isinstance(given, list):
            wanted = Explanation(_KINDS[list]) if several else fact.wanted()
            self.wrong(place, f"{fact.name} {operator}", str(given), wanted)
        values = tuple(self.value(fact, each, place) for each in (given if several else [given]))
        if operator == "between" and (len(values) != 2 or values[0] > values[1]):  # type: ignore[operator]
            wanted = Explanation("rules.type.pair")
            self.wrong(place, f"{fact.name} between", str(given), wanted)
        if not values:
            self.missing(place, f"{fact.name} {operator}")
        return values

    def then(
        self, given: Any, outcomes: tuple[Fact, ...], place: str
    ) -> tuple[tuple[str, Known], ...]:
        """A value for the one outcome, or a table with each outcome by name."""
        if not isinstance(given, dict):
            if len(outcomes) > 1:
                self.wrong(place, "then", str(given), tuple(each.name for each in outcomes))
            given = {outcomes[0].name: given}
        for name in given:
            self.declared(outcomes, name, place)
        return tuple(
            (outcome.name, self.value(outcome, given[outcome.name], place))
            if outcome.name in given
            else self.missing(place, f"then.{outcome.name}")
            for outcome in outcomes
        )

    def example(
        self,
        given: Any,
        place: str,
        hit: str,
        facts: tuple[Fact, ...],
        outcomes: tuple[Fact, ...],
    ) -> Example:
        if not isinstance(given, dict):
            self.wrong(place, "examples", str(given), Explanation(_KINDS[dict]))
        self.only(given, ("facts", "then", "row"), place)
        named = self.get(given, "facts", dict, place)
        for name in named:
            self.declared(facts, name, place)
        then = self.get(given, "then", object, place)
        if (hit == "collect") != isinstance(then, list):
            wanted = Explanation(_KINDS[list]) if hit == "collect" else "then"
            self.wrong(place, "then", str(then), wanted)
        return Example(
            facts=tuple(
                (fact.name, fact.read(named.get(fact.name), self.file, place)) for fact in facts
            ),
            then=tuple(
                self.then(each, outcomes, place) for each in (then if hit == "collect" else [then])
            ),
            row=self.get(given, "row", str, place, None),
        )

    def value(self, fact: Fact, given: Any, place: str) -> Known:
        # None is no TOML: a value that is there is known or refused.
        value = fact.read(given, self.file, place)
        assert value is not None
        return value

    def declared(self, facts: tuple[Fact, ...], name: str, place: str) -> Fact:
        for fact in facts:
            if fact.name == name:
                return fact
        raise RulesError(
            "rules.error.undeclared",
            file=self.file,
            place=place,
            fact=name,
            declared=tuple(fact.name for fact in facts),
        )

    def words(self, given: Mapping[str, Any], field: str, place: str) -> Words:
        both = self.get(given, field, dict, place)
        self.only(both, ("nl", "en"), f"{place} {field}")
        return Words(
            *(self.get(both, language, str, f"{place} {field}") for language in ("nl", "en"))
        )

    def only(self, given: Mapping[str, Any], allowed: tuple[str, ...], place: str) -> None:
        for name in given:
            if name not in allowed:
                raise RulesError(
                    "rules.error.field", file=self.file, place=place, found=name, wanted=allowed
                )

    _REQUIRED: Any = object()

    def get(
        self,
        given: Mapping[str, Any],
        field: str,
        kind: type,
        place: str,
        default: Any = _REQUIRED,
    ) -> Any:
        if field not in given:
            return self.missing(place, field) if default is self._REQUIRED else default
        value = given[field]
        if not isinstance(value, kind) or value == "":
            wanted = Explanation(_KINDS[kind]) if kind in _KINDS else Explanation(_KINDS[str])
            self.wrong(place, field, str(value), wanted)
        return value

    def missing(self, place: str, field: str) -> NoReturn:
        raise RulesError("rules.error.missing", file=self.file, place=place, field=field)

    def wrong(self, place: str, field: str, found: str, wanted: Value) -> NoReturn:
        raise RulesError(
            "rules.error.wrong",
            file=self.file,
            place=place,
            field=field,
            found=found,
            wanted=wanted,
        )
