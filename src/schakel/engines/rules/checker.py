"""Verifies an outcome. Reads table, facts and outcome, and shares no code with the solver."""

from collections.abc import Mapping
from dataclasses import dataclass

from schakel.engines.explanation import Explanation
from schakel.engines.rules.errors import RulesError
from schakel.engines.rules.outcome import Outcome
from schakel.engines.rules.table import Condition, FactValue, Row, Table


@dataclass(frozen=True)
class Verdict:
    """`findings` say what does not hold; none means that the outcome stands."""

    findings: tuple[Explanation, ...]

    @property
    def holds(self) -> bool:
        return not self.findings

    def __bool__(self) -> bool:
        return self.holds


def check(table: Table, facts: Mapping[str, object], outcome: Outcome) -> Verdict:
    """Whether these rows, and no others, apply to these facts with these outcomes."""
    try:
        known = table.read(facts)
    except RulesError as error:
        return Verdict((error.explanation,))
    if outcome.table != table.key:
        found = {"found": outcome.table, "wanted": table.key}
        return Verdict((Explanation("rules.check.table", found),))
    findings = []
    rows = {row.id: row for row in table.rows}
    for hit in outcome.hits:
        row = rows.get(hit.row)
        if row is None:
            findings.append(Explanation("rules.check.no_row", {"row": hit.row}))
            continue
        failing = _failing(row, known)
        if failing is not None:
            told = {"row": hit.row, "fact": failing.fact}
            findings.append(Explanation("rules.check.condition", told))
        if (hit.then, hit.reason, hit.source) != (row.then, row.reason, row.source):
            findings.append(Explanation("rules.check.then", {"row": hit.row}))
    return Verdict(tuple(findings) or tuple(_missed(table, known, outcome)))


def _missed(table: Table, facts: Mapping[str, FactValue], outcome: Outcome) -> list[Explanation]:
    """Rows that apply and should have been named, or should have gone first."""
    named = [hit.row for hit in outcome.hits]
    due = [row for row in table.rows if _failing(row, facts) is None]
    expected = [row.id for row in (due if table.hit == "collect" else due[:1])]
    if named == expected:
        if table.hit == "unique":
            rival = next((row for row in due if row.then != outcome.hits[0].then), None)
            if rival is not None:
                return [Explanation("rules.check.rival", {"row": named[0], "other": rival.id})]
        return []
    missing = [id for id in expected if id not in named]
    if missing:
        return [Explanation("rules.check.missed", {"row": missing[0]})]
    return [Explanation("rules.check.order")]


def _failing(row: Row, facts: Mapping[str, FactValue]) -> Condition | None:
    for condition in row.conditions:
        if not _true(condition, facts[condition.fact]):
            return condition
    return None


def _true(condition: Condition, value: FactValue) -> bool:
    """A second reading of a condition: as membership of the values that it allows."""
    operator, wanted = condition.operator, condition.values
    if operator == "known":
        return wanted[0] is not (value is None)
    if value is None:
        return False
    equal = any(value == each for each in wanted)
    if operator in ("==", "in"):
        return equal
    if operator in ("!=", "not in"):
        return not equal
    low, high = min(wanted), max(wanted)
    below, above = value < low, value > high  # type: ignore[operator]
    return {
        "<": below,
        "<=": below or equal,
        ">": above,
        ">=": above or equal,
        "between": not below and not above,
    }[operator]
