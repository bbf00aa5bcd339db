"""Rules as data: a decision table in TOML, proven when it is read, decided exactly, explained.

    from pathlib import Path
    from schakel.engines.rules import check, decide, explain, load

    table = load(Path("typology.toml"))      # a Path is a file, a str is the text itself
    outcome = decide(table, {"addresses_km2": 2600, "built_before_1945": Fraction(3, 5)})
    outcome.value                             # of the one outcome; outcome.values when there are more
    outcome.row, outcome.reason, outcome.source
    check(table, facts, outcome).holds
    explain(table, facts)                     # Explanation: the row, its conditions, the nearest other row

`load` refuses a table that does not stand: a failing example, a gap, a row that can never apply, two
rows that contradict. Every refusal is a RulesError whose `explanation` names file, row and cure;
`schakel.base.explanations.render` writes it in Dutch or English.

A fact that may be unknown (`unknown = true`) is left out or given as None. A comparison with an
unknown fact never holds; only `known = false` does. Numbers are exact: int, Decimal, Fraction or
text ("0.35", "1/3"), never a float. A `collect` table gives every row that applies: `outcome.hits`.

Tables of an app live in `src/schakel/<app>/rules/*.toml`; a test proves them all and renders the
explanation of every example in both languages, so the reason of a row needs its text in
`base/texts`. That text may ask the value of any fact and outcome of the table by name; facts that
its row allows to be unknown are not there. The file format is in docs/reference/rules.md.
"""

from schakel.engines.rules.analysis import LIMIT, Analysis, analyse
from schakel.engines.rules.checker import Verdict, check
from schakel.engines.rules.deciding import decide
from schakel.engines.rules.errors import RulesError
from schakel.engines.rules.explain import explain
from schakel.engines.rules.outcome import Hit, Outcome
from schakel.engines.rules.proving import load, prove
from schakel.engines.rules.table import Condition, Example, Fact, Row, Table

__all__ = [
    "LIMIT",
    "Analysis",
    "Condition",
    "Example",
    "Fact",
    "Hit",
    "Outcome",
    "Row",
    "RulesError",
    "Table",
    "Verdict",
    "analyse",
    "check",
    "decide",
    "explain",
    "load",
    "prove",
]
