"""The planted truth is what it says it is: divided by its seed, and other words are really other."""

import re
import unicodedata
from collections import Counter

from tests.search import truth

# Words that carry no meaning of their own; written for this check, not shared with the engine.
SMALL = frozenset(
    "aan als bij dat de die een en er geen het hier hoe ik in iets is je kan met mij mijn naar niet om "
    "onder ons onze op over per te tot u uit van voor waar wat we wie wij zijn zo zonder".split()
)


def words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFD", text.lower())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return {
        word for word in re.findall(r"[a-z0-9]+", letters) if word not in SMALL and len(word) > 2
    }


def alike(one: str, other: str) -> bool:
    """The same word, one inside the other, or the same first five letters."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 3 and short in long) or one[:5] == other[:5]


def test_there_are_150_queries_in_two_equal_halves_with_the_same_share_of_each_group():
    found = truth.queries()
    assert len(found) == len({query.words for query in found}) == 150
    count = Counter((query.half, query.group) for query in found)
    assert {query.group for query in found} == set(truth.GROUPS)
    for group in truth.GROUPS:
        assert abs(count["tune", group] - count["final", group]) <= 1
    assert len(truth.queries("tune")) == len(truth.queries("final")) == 75


def test_the_halves_are_the_ones_that_the_seed_gives():
    by_group: dict[str, list[str]] = {group: [] for group in truth.GROUPS}
    for query in truth.queries():
        by_group[query.group].append(query.words)
    assert {query.words: query.half for query in truth.queries()} == truth.halves(by_group)


def test_every_right_answer_exists_and_every_id_is_used_once():
    ids = [thing.id for thing in truth.things()]
    assert len(ids) == len(set(ids)) > 400
    for query in truth.queries():
        assert query.answers
        assert set(query.answers) <= set(ids)


def test_an_other_word_query_shares_no_content_word_with_any_right_answer():
    texts = {thing.id: words(f"{thing.title} {thing.purpose}") for thing in truth.things()}
    shared = [
        (query.words, answer, one, other)
        for query in truth.queries()
        if query.group == "other"
        for answer in query.answers
        for one in words(query.words)
        for other in texts[answer]
        if alike(one, other)
    ]
    assert shared == []
