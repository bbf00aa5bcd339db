from collections.abc import Mapping, Sequence

from schakel.engines.continuity.chain import UNKNOWN, Chain, Link, counts
from schakel.engines.explanation import Explanation
from schakel.engines.rules import Table
from schakel.engines.rules import explain as explain_rule


def explain(
    links: Sequence[Link], answers: Mapping[str, str], table: Table, chain: Chain
) -> Explanation:
    """Why this link is the one to begin with, and for each link the row that decided its state."""
    because = tuple(explain_rule(table, counts(link, answers)) for link in links)
    found = [link for link in links if link.key == chain.weakest]
    if not found:
        return Explanation("continuity.nothing", because=because)
    state = chain.states[chain.weakest]
    as_weak = sum(each == state for each in chain.states.values() if each != UNKNOWN)
    (label,) = (link.label for link in found)
    key = "continuity.first" if as_weak > 1 else "continuity.weakest"
    return Explanation(key, {"link": label, "as_weak": as_weak}, because)
