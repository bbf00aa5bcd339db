from collections.abc import Mapping, Sequence

from schakel.engines.continuity.chain import ANSWERS, UNKNOWN, Chain, Link
from schakel.engines.rules import Hit, Outcome, Row, Table
from schakel.engines.rules import check as check_rule


def check(
    links: Sequence[Link], answers: Mapping[str, str], table: Table, chain: Chain
) -> tuple[str, ...]:
    """What is wrong with a chain, in a sentence each. Decides nothing again: it tries every row."""
    faults = []
    for link in links:
        facts: dict[str, object] = dict.fromkeys(ANSWERS, 0)
        for question in link.questions:
            if (answer := answers.get(question)) is not None:
                facts[answer] = int(str(facts[answer])) + 1
        state = chain.states.get(link.key)
        if not any(
            check_rule(table, facts, _outcome(table, row)).holds
            for row in table.rows
            if dict(row.then).get(table.outcomes[0].name) == state
        ):
            faults.append(f"{link.key} is not {state}")
    order = [key for key, _words in table.outcomes[0].choices]
    answered = [link.key for link in links if chain.states.get(link.key) != UNKNOWN]
    if not answered:
        return (*faults, *(["nothing was answered"] if chain.weakest else []))
    if chain.weakest not in answered:
        return (*faults, f"the weakest link is {chain.weakest}, which has no answers")
    rank = order.index(chain.states[chain.weakest])
    for key in answered:
        other = order.index(chain.states[key])
        before = answered.index(key) < answered.index(chain.weakest)
        if other < rank or (other == rank and before):
            faults.append(f"{key} is weaker than {chain.weakest}")
    return tuple(faults)


def _outcome(table: Table, row: Row) -> Outcome:
    return Outcome(table.key, (Hit(row.id, row.then, row.reason, row.source),))
