from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schakel.engines.explanation import Words
from schakel.engines.rules import Table, decide

ANSWERS = ("yes", "partly", "no")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Link:
    """One link of a chain, its name in both languages and the keys of its questions."""

    key: str
    label: Words
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """The state of each link by its key, and the link to begin with; empty when nothing was answered."""

    states: Mapping[str, str] = field(default_factory=dict)
    weakest: str = ""


def assess(links: Sequence[Link], answers: Mapping[str, str], table: Table) -> Chain:
    """The state of every link. Of equally weak links the first of the chain is the weakest.

    A question without an answer counts for nothing. Raises ValueError for an answer that is not one
    of `ANSWERS` or belongs to no question.
    """
    known = {question for link in links for question in link.questions}
    for question, answer in answers.items():
        if question not in known:
            raise ValueError(f"no link asks {question}")
        if answer not in ANSWERS:
            raise ValueError(f"{question} has the answer {answer}, not one of {ANSWERS}")
    states = {link.key: str(decide(table, counts(link, answers)).value) for link in links}
    return Chain(states, _weakest(links, states, table))


def counts(link: Link, answers: Mapping[str, str]) -> dict[str, object]:
    """How many questions of a link got each answer: the facts of the table."""
    given = [answers.get(question) for question in link.questions]
    return {answer: given.count(answer) for answer in ANSWERS}


def _weakest(links: Sequence[Link], states: Mapping[str, str], table: Table) -> str:
    order = [key for key, _words in table.outcomes[0].choices]
    answered = [link.key for link in links if states[link.key] != UNKNOWN]
    return min(answered, key=lambda key: order.index(states[key]), default="")
