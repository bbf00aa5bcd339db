"""How firmly a group stands, link by link: answers to a few questions become a state for each link.

    from schakel.engines.continuity import Link, assess, check, explain
    from schakel.engines.rules import load

    links = (Link("dream", Words("Droom", "Dream"), ("dream.1", "dream.2")), ...)
    chain = assess(links, {"dream.1": "yes", "dream.2": "partly", "owners.1": "no"}, load(path))
    chain.states["owners"], chain.weakest
    check(links, answers, table, chain)       # what is wrong with a chain; empty when nothing is
    explain(links, answers, table, chain)     # Explanation: the weakest link, and each link with its row

The state of a link is decided by a table of `engines.rules` over the facts `yes`, `partly` and `no`: how
many of its questions got that answer. Its one outcome lists the states, the weakest first; the last one,
`unknown`, is of a link without answers. There is no sum and no score: links are not added up, and two
groups are not compared.

Source: the schakelmodel of Lunetten and Zuilen (Utrecht) has six links and asks to be worked out; that a
weak link is met first is our reading. The ACTIE frame: Denters, Tonkens et al., Burgers maken hun buurt
(Platform31, 2012).
"""

from schakel.engines.continuity.chain import ANSWERS, UNKNOWN, Chain, Link, assess
from schakel.engines.continuity.checker import check
from schakel.engines.continuity.explain import explain

__all__ = ["ANSWERS", "UNKNOWN", "Chain", "Link", "assess", "check", "explain"]
