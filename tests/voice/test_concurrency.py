"""Several processes at once on one database on disk, as in production."""

import pytest

from tests.voice.conftest import Installation

PROCESSES = 3


def shares(items, number=PROCESSES):
    return [items[n::number] for n in range(number)]


def together(installation: Installation, act: str, given: list[dict[str, object]]) -> list[object]:
    running = [installation.act(act, **one) for one in given]
    return [installation.done(process) for process in running]


def test_one_code_gives_one_ballot_however_many_send_it_at_once(installation):
    made = installation.do("make", codes_wanted=3)
    votes = [[code, [choice]] for code in made["codes"] for choice in "abcabc"]

    said = together(
        installation,
        "cast",
        [{"box": made["box"], "votes": votes, "threads": 3} for _ in range(PROCESSES)],
    )

    assert all(answers == dict.fromkeys(made["codes"], "counts") for answers in said)
    inside = installation.do("inside", box=made["box"], codes_given=made["codes"])
    assert (inside["used"], inside["ballots"]) == (3, 3)
    assert all(used and choices[0] in "abc" for used, choices in inside["each"].values())


def test_closing_and_mixing_during_the_vote_lose_nothing_that_was_acknowledged(installation):
    made = installation.do("make", codes_wanted=400)
    mixing = installation.act("mix", times=20)
    voting = [
        installation.act(
            "cast", box=made["box"], votes=[[code, ["a"]] for code in share], threads=2
        )
        for share in shares(made["codes"], 2)
    ]
    closed = installation.do("close", box=made["box"], after=40)
    installation.done(mixing)

    said = {code: word for process in voting for code, word in installation.done(process).items()}
    counted = [code for code, word in said.items() if word == "counts"]

    assert len(said) == 400
    assert 40 <= closed["count"] == len(counted)
    assert installation.do("result", box=made["box"]) == {
        "ballots": [[["a"], len(counted)]],
        "used": len(counted),
        "count": len(counted),
    }


def test_closing_leaves_no_log_of_the_last_votes_on_disk(installation):
    made = installation.do("make", codes_wanted=3)
    installation.do("cast", box=made["box"], votes=[[code, ["a"]] for code in made["codes"]])

    assert installation.do("close", box=made["box"]) | {"head": ""} == {
        "head": "",
        "count": 3,
        "log": 0,
    }


@pytest.mark.parametrize("limit", [3])
def test_limit_on_wrong_codes_holds_over_all_processes(installation, limit):
    made = installation.do("make", codes_wanted=1)

    said = together(
        installation,
        "guess",
        [{"box": made["box"], "address": "192.0.2.1", "times": 5} for _ in range(PROCESSES)],
    )

    assert sum(answers["wrong"] for answers in said) == limit
    assert sum(answers["too many"] for answers in said) == 5 * PROCESSES - limit
