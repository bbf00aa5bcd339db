"""Small decision tables: one written by hand, and any that Hypothesis thinks of."""

from itertools import product

from hypothesis import strategies as st

from schakel.engines.explanation import Words
from schakel.engines.rules import Condition, Example, Fact, Row, Table

SUPPORT = """
[table]
key = "test.support"
title = { nl = "Verantwoording", en = "Accountability" }
hit = "first"
source = "Subsidieverordening, art. 4"

[facts.amount]
type = "int"
unit = "euro"
label = { nl = "Bedrag", en = "Amount" }
low = 0

[facts.own_share]
type = "number"
label = { nl = "Eigen deel", en = "Own share" }
low = 0
high = 1
unknown = true

[facts.form]
type = "choice"
label = { nl = "Vorm", en = "Form" }
choices.none = { nl = "geen rechtsvorm", en = "no legal form" }
choices.foundation = { nl = "stichting", en = "foundation" }
choices.cooperative = { nl = "coöperatie", en = "cooperative" }

[facts.since]
type = "date"
label = { nl = "Bestaat sinds", en = "Exists since" }

[outcomes.tier]
type = "choice"
label = { nl = "Zwaarte", en = "Weight" }
choices.story = { nl = "een verhaal", en = "a story" }
choices.table = { nl = "een overzicht", en = "an overview" }
choices.audit = { nl = "een controle", en = "an audit" }

[[rows]]
id = "small"
when = { amount = { "<=" = 5000 } }
then = "story"
reason = "rules.fact"

[[rows]]
id = "proven"
when = { amount = { "<" = 125000 }, own_share = { ">=" = 0.25 }, since = { "<" = 2024-01-01 } }
then = "story"
reason = "rules.fact"
source = "Subsidieverordening, art. 5"

[[rows]]
id = "middle"
when = { amount = { "<" = 125000 }, form = { "not in" = ["none"] } }
then = "table"
reason = "rules.fact"

[[rows]]
id = "rest"
then = "audit"
reason = "rules.fact"

[[examples]]
facts = { amount = 900, form = "none", since = 2026-01-01 }
then = "story"
row = "small"

[[examples]]
facts = { amount = 125000, form = "foundation", since = 2020-01-01, own_share = "1/3" }
then = "audit"
"""

LABEL = Words("Feit", "Fact")
FACTS = (
    Fact("flag", "bool", LABEL),
    Fact("count", "int", LABEL, low=0, high=4, unknown=True),
    Fact("kind", "choice", LABEL, choices=tuple((name, LABEL) for name in "abc")),
)
DOMAINS = {"flag": [True, False], "count": [None, 0, 1, 2, 3, 4], "kind": ["a", "b", "c"]}
OUTCOME = Fact("then", "int", LABEL)


def combinations():
    """Every combination of facts there is."""
    for values in product(*DOMAINS.values()):
        yield dict(zip(DOMAINS, values, strict=True))


@st.composite
def conditions(draw):
    fact = draw(st.sampled_from(FACTS))
    known = st.sampled_from([value for value in DOMAINS[fact.name] if value is not None])
    operators = ["==", "!=", "in", "not in"]
    if fact.type == "int":
        operators += ["<", "<=", ">", ">=", "between", "known"]
    operator = draw(st.sampled_from(operators))
    if operator == "known":
        return Condition(fact.name, operator, (draw(st.booleans()),))
    if operator == "between":
        return Condition(fact.name, operator, tuple(sorted([draw(known), draw(known)])))
    if operator in ("in", "not in"):
        return Condition(fact.name, operator, tuple(draw(st.lists(known, min_size=1, max_size=3))))
    return Condition(fact.name, operator, (draw(known),))


@st.composite
def tables(draw, hit=None):
    rows = tuple(
        Row(
            f"r{at}",
            tuple(draw(st.lists(conditions(), max_size=3))),
            (("then", draw(st.integers(0, 2))),),
            "rules.fact",
            "Proef",
        )
        for at in range(draw(st.integers(1, 5)))
    )
    policy = hit or draw(st.sampled_from(["first", "unique", "collect"]))
    example = Example((), (), None)
    return Table("-", "test", LABEL, policy, "Proef", FACTS, (OUTCOME,), rows, (example,))
