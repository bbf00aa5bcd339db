"""What many short answers are about, and how well something is known.

    from schakel.engines.gathering import Said, group, share

    found = group([Said("1", "Een plek om koffie te drinken"), Said("2", "Koffie met buren"), ...])
    for theme in found.themes:
        theme.key, theme.keys, theme.words, theme.typical
    found.rest                     # answers in which nothing was recognised
    share(known=42, asked=60)      # the share with its Wilson interval

Grouping reads words and nothing else: each answer goes to the subject of the theme list that most of its
words belong to (`engines.similarity`), and an answer without such words to the subject whose answers share
its words. It is deterministic, has no memory of other runs, and says by which words it decided. It is a
proposal: people rename, merge and move.

Wilson, E.B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
"""

from schakel.engines.gathering.awareness import Share, change, share
from schakel.engines.gathering.checker import check
from schakel.engines.gathering.grouping import Gathered, Group, Said, group

__all__ = ["Gathered", "Group", "Said", "Share", "change", "check", "group", "share"]
