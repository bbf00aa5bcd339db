"""Planted truth for the search: public things in Dutch, and queries with their right answers.

Everything here is made up; no person, place or organisation exists. The things and the queries
were written, by one author, before the engine and its theme list. `queries.tsv` holds for each
query: half, group, words, and the ids of every thing that is a right answer. The groups:

- spelling: misspelt, or spelt as it sounds
- compound: split where Dutch joins, or joined where it splits
- inflection: plural, diminutive, or the person instead of the act
- official: everyday words for what an official calls otherwise; some words may be shared
- other: no content word is shared with any right answer (a test holds them to that)

The halves were drawn once, within each group, by `halves` with SEED. The final half is scored
once, at the end; nothing is tuned on it.
"""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SEED = 20261125
GROUPS = ("spelling", "compound", "inflection", "official", "other")


@dataclass(frozen=True)
class Thing:
    id: str
    kind: str
    title: str
    purpose: str


@dataclass(frozen=True)
class Query:
    half: str
    group: str
    words: str
    answers: tuple[str, ...]


def things() -> list[Thing]:
    """The whole corpus, in order of file and line."""
    files = sorted(path for path in HERE.glob("*.tsv") if path.name != "queries.tsv")
    return [Thing(*line) for path in files for line in _lines(path)]


def queries(half: str = "") -> list[Query]:
    """The queries of one half ("tune" or "final"), or of both."""
    found = [
        Query(line[0], line[1], line[2], tuple(line[3].split()))
        for line in _lines(HERE / "queries.tsv")
    ]
    return [query for query in found if half in ("", query.half)]


def halves(words: dict[str, list[str]]) -> dict[str, str]:
    """Divides the queries of each group over the halves by SEED; the odd one out alternates."""
    chance, found, odd = random.Random(SEED), {}, 0
    for group in GROUPS:
        mixed = sorted(words[group])
        chance.shuffle(mixed)
        middle = (len(mixed) + odd) // 2
        odd ^= len(mixed) % 2
        found |= {query: "tune" if n < middle else "final" for n, query in enumerate(mixed)}
    return found


def _lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
