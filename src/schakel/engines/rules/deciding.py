"""Solve: which rows apply to these facts."""

from collections.abc import Mapping

from schakel.engines.rules.outcome import Hit, Outcome
from schakel.engines.rules.table import Condition, FactValue, Row, Table


def decide(table: Table, facts: Mapping[str, object]) -> Outcome:
    """The first row that applies, or with `collect` every row that does. Raises RulesError.

    A proven table has no gaps, so that a first or unique one always decides.
    """
    return apply(table, table.read(facts))


def apply(table: Table, facts: Mapping[str, FactValue]) -> Outcome:
    """Like `decide`, for facts that are read already."""
    hits = []
    for row in table.rows:
        if fits(row, facts):
            hits.append(Hit(row.id, row.then, row.reason, row.source))
            if table.hit != "collect":
                break
    return Outcome(table.key, tuple(hits))


def fits(row: Row, facts: Mapping[str, FactValue]) -> bool:
    return all(holds(condition, facts[condition.fact]) for condition in row.conditions)


def holds(condition: Condition, value: FactValue) -> bool:
    """Whether one condition holds; on an unknown fact only `known = false` does."""
    if condition.operator == "known":
        return (value is not None) == condition.values[0]
    if value is None:
        return False
    first = condition.values[0]
    match condition.operator:
        case "==":
            return value == first
        case "!=":
            return value != first
        case "in":
            return value in condition.values
        case "not in":
            return value not in condition.values
        case "<":
            return value < first  # type: ignore[operator]
        case "<=":
            return value <= first  # type: ignore[operator]
        case ">":
            return value > first  # type: ignore[operator]
        case ">=":
            return value >= first  # type: ignore[operator]
        case _:
            return first <= value <= condition.values[1]  # type: ignore[operator]
