"""The analysis, the solver and the checker against every combination of facts, tried one by one."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from schakel.engines.rules import Hit, Outcome, analyse, check, decide, explain
from schakel.engines.rules.domains import cells
from tests.engines.rule_tables import DOMAINS, combinations, tables


def holds(condition, value):
    """The meaning of a condition, written a third time, as plainly as possible."""
    wanted = condition.values
    if condition.operator == "known":
        return wanted[0] == (value is not None)
    return (
        value is not None
        and {
            "==": lambda: value == wanted[0],
            "!=": lambda: value != wanted[0],
            "<": lambda: value < wanted[0],
            "<=": lambda: value <= wanted[0],
            ">": lambda: value > wanted[0],
            ">=": lambda: value >= wanted[0],
            "between": lambda: wanted[0] <= value <= wanted[1],
            "in": lambda: value in wanted,
            "not in": lambda: value not in wanted,
        }[condition.operator]()
    )


def applying(table, facts):
    return [
        row for row in table.rows if all(holds(each, facts[each.fact]) for each in row.conditions)
    ]


@settings(deadline=None)
@given(tables())
def test_gaps_dead_rows_and_overlaps_are_those_of_brute_force(table):
    analysis = analyse(table)
    tried = [(facts, applying(table, facts)) for facts in combinations()]
    assert bool(analysis.gaps) == any(not rows for _, rows in tried)
    for facts in analysis.gap_examples:
        assert applying(table, dict(facts)) == []
    reached = {row.id for _, rows in tried for row in (rows[:1] if table.hit == "first" else rows)}
    assert set(analysis.dead) == {row.id for row in table.rows} - reached
    meeting = {
        (a.id, b.id, a.then != b.then)
        for _, rows in tried
        for at, a in enumerate(rows)
        for b in rows[at + 1 :]
    }
    found = {(each.row, each.other, each.differs) for each in analysis.overlaps}
    assert found == (set() if table.hit == "first" else meeting)
    for each in analysis.overlaps:
        assert {each.row, each.other} <= {row.id for row in applying(table, dict(each.facts))}


@settings(deadline=None)
@given(tables())
def test_gaps_are_counted_in_cells(table):
    counted, cells_of = 0, {fact.name: cells(table, fact) for fact in table.facts}
    for facts in combinations():
        inside = all(facts[name] in [cell.value for cell in cells_of[name]] for name in DOMAINS)
        counted += inside and not applying(table, facts)
    assert analyse(table).gaps == counted


@settings(deadline=None)
@given(tables(), st.sampled_from(list(combinations())))
def test_the_first_row_wins_every_time_and_the_checker_agrees(table, facts):
    outcome = decide(table, facts)
    assert outcome == decide(table, dict(reversed(facts.items())))
    rows = applying(table, facts)
    expected = rows if table.hit == "collect" else rows[:1]
    assert [hit.row for hit in outcome.hits] == [row.id for row in expected]
    contradicted = table.hit == "unique" and len({row.then for row in rows}) > 1
    assert check(table, facts, outcome).holds is not contradicted


@settings(deadline=None)
@given(tables(), st.sampled_from(list(combinations())), st.data())
def test_the_checker_refuses_every_broken_outcome(table, facts, data):
    outcome = decide(table, facts)
    hits = outcome.hits
    broken = [Outcome("other", hits), Outcome(table.key, (*hits, Hit("none", (), "", "")))]
    if hits:
        at = data.draw(st.integers(0, len(hits) - 1))
        one = hits[at]
        broken += [
            Outcome(table.key, hits[:at] + hits[at + 1 :]),
            Outcome(table.key, (*hits, one)),
            *(
                Outcome(table.key, (*hits[:at], changed, *hits[at + 1 :]))
                for changed in (
                    replace(one, then=(("then", 9),)),
                    replace(one, reason="rules.none"),
                    replace(one, source="Elders"),
                )
            ),
        ]
    if len(hits) > 1:
        broken.append(Outcome(table.key, hits[::-1]))
    named = {hit.row for hit in hits}
    for row in table.rows:
        if row.id not in named:
            other = Hit(row.id, row.then, row.reason, row.source)
            broken += [Outcome(table.key, (*hits, other)), Outcome(table.key, (other,))]
    for each in broken:
        assert not check(table, facts, each).holds


@settings(max_examples=200, deadline=None)
@given(tables(), st.sampled_from(list(combinations())))
def test_a_change_that_is_named_leads_to_its_row(table, facts):
    if table.hit != "collect" and not applying(table, facts):
        return
    now = {hit.then for hit in decide(table, facts).hits}
    told = explain(table, facts).would_change
    one_step = set()
    for other in combinations():
        changed = [name for name in facts if other[name] != facts[name]]
        if len(changed) == 1 and other[changed[0]] is not None:
            rows = applying(table, other)
            one_step |= {
                (row.id, row.then) for row in (rows if table.hit == "collect" else rows[:1])
            }
    reachable = {id for id, then in one_step if then not in now}
    if reachable:
        (change,) = told
        assert change.values["changes"] == 1
        assert change.values["row"] in reachable
    for change in told:
        row = table.row(str(change.values["row"]))
        assert row.then not in now
        assert 1 <= len(change.because) <= 2
