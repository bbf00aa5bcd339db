"""The published list of ballots is what was counted, or the difference is named."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.base.explanations import LANGUAGES, render_all
from schakel.engines.allocation import BallotGroup, read_pabulib, recount, write_pabulib
from tests.engines import cases
from tests.engines.cases import street

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def texts(found, language: str = "nl") -> str:
    return " ".join(render_all(found.explanation, language))


@given(cases.any_problems(parts=False), st.randoms(use_true_random=False))
@unhurried
def test_the_file_that_is_published_is_what_was_counted(asked, dice):
    asked = replace(asked, budget=100)  # a third of a cent cannot be written
    again = read_pabulib(write_pabulib(asked).splitlines(keepends=True))
    found = recount(asked, again.ballots)
    assert found and found.votes == asked.votes and found.voters == asked.voters
    singles = [BallotGroup(b, 1, points) for b, n, points in asked.ballots for _ in range(n)]
    dice.shuffle(singles)
    assert recount(asked, singles)


@given(cases.any_problems(), st.data())
@unhurried
def test_a_ballot_less_and_a_ballot_more_are_named(asked, data):
    singles = [BallotGroup(b, 1, points) for b, n, points in asked.ballots for _ in range(n)]
    at = data.draw(st.integers(0, len(singles) - 1))
    gone = singles.pop(at)
    found = recount(asked, singles)
    assert not found and found.missing == (gone,) and found.extra == ()
    found = recount(replace(asked, ballots=tuple(singles)), [*singles, gone])
    assert not found and found.missing == () and found.extra == (gone,)
    for language in LANGUAGES:
        assert all(render_all(found.explanation, language))


def test_single_ballots_in_any_order_and_a_changed_one():
    assert recount(street(), ["ab", "ba", "da", "cd"])
    found = recount(street(), [["a", "b"], ["a", "b"], ["a"], ["c", "d", "e"], []])
    assert (found.voters, found.votes["e"], found.votes["d"]) == (5, 1, 1)
    assert found.missing == (BallotGroup(("a", "d"), 1), BallotGroup(("c", "d"), 1))
    assert [group.projects for group in found.extra] == [(), ("a",), ("c", "d", "e")]
    assert "(5 stemmen) is niet wat geteld is (4 stemmen)" in texts(found)
    assert "Geteld, maar niet gepubliceerd: 1 stem op a, d." in texts(found)
    assert "Published, but not counted: 1 empty ballot." in texts(found, "en")


def test_an_order_of_preference_counts_only_where_ballots_are_orders():
    orders = replace(street(), kind="ordinal")
    assert not recount(orders, ["ba", "ba", "ad", "cd"])
    assert recount(street(), ["ba", "ba", "ad", "cd"])


def test_a_thousand_differences_are_counted_and_ten_of_each_are_told():
    many = [[f"p{number}"] for number in range(1000)]
    found = recount(street(), many)
    assert len(found.extra) == 1000
    assert len(found.explanation.because) == 3 + 10
