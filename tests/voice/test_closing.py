from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schakel.base.exceptions import NotAllowed
from schakel.dossiers.queries import facts_of
from schakel.journal import queries as journal
from schakel.journal.models import Leaf
from schakel.voice import queries, services
from schakel.voice.models import Ballot, BallotBox
from tests.factories.people import official
from tests.factories.voice import SYSTEM, close, end_voting, make_box


@pytest.fixture
def closed(box: BallotBox) -> BallotBox:
    (issued,) = services.issue_codes(SYSTEM, box, 1)
    services.cast(SYSTEM, box, issued.code, ["a"])
    return close(box)


def rfc6962(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1" + rfc6962(leaves[:half]) + rfc6962(leaves[half:])).digest()


def test_anyone_recomputes_the_head_from_the_published_ballots(box):
    services.add_ballots(SYSTEM, box, [["c", "a"], ["b"], [], ["a", "c"], ["b"]])
    closed = close(box)

    published = [["b"], ["a", "c"], ["b"], [], ["c", "a"]]  # in whatever order a file has them
    lines = sorted(",".join(sorted(keys)).encode() for keys in published)

    assert closed.head == rfc6962(lines).hex()
    assert list(queries.lines(closed)) == lines == [b"", b"a,c", b"a,c", b"b", b"b"]
    assert closed.count == 5


def test_box_without_a_vote_closes_with_the_head_of_nothing(box):
    closed = close(box)

    assert (closed.head, closed.count) == (sha256(b"").hexdigest(), 0)
    assert list(queries.ballots(closed)) == []


def test_head_and_count_are_in_the_journal_and_what_was_before_is_sealed(box):
    before = journal.of_dossier(box.dossier_id).last()
    closed = close(box)

    fact = facts_of(closed.dossier).filter(entry__verb="voice.close").get()
    assert fact.facts == {"head": closed.head, "count": 0}
    assert before is not None
    assert Leaf.objects.filter(entry=before).exists()


def test_box_is_not_closed_while_people_may_vote(box):
    with pytest.raises(NotAllowed, match="nog open"):
        services.close_box(SYSTEM, box)

    end_voting(box)
    assert services.close_box(SYSTEM, box).closed


def test_box_is_closed_only_by_its_own_municipality(box):
    end_voting(box)

    with pytest.raises(NotAllowed):
        services.close_box(official(), box)
    assert services.close_box(official(box.dossier.municipality), box).closed


# --- the database itself ------------------------------------------------------------------------

CHANGES = [
    "UPDATE voice_ballot SET choices = '[\"b\"]'",
    "DELETE FROM voice_ballot",
    "INSERT INTO voice_ballot (id, box_id, locator, choices) VALUES (7, {box}, 'x', '[\"b\"]')",
    "UPDATE voice_voter SET used = NOT used",
    "DELETE FROM voice_voter",
    "INSERT INTO voice_voter (box_id, number, code_hash, used, voided)"
    " VALUES ({box}, 9, 'x', {no}, {no})",
    "UPDATE voice_option SET title = 'Iets anders'",
    "DELETE FROM voice_option",
    "INSERT INTO voice_option (box_id, key, title, summary, position)"
    " VALUES ({box}, 'z', 'Z', '', 9)",
    "UPDATE voice_ballotbox SET closed = {no}",
    "UPDATE voice_ballotbox SET head = '00', count = 3",
]
SQLITE = [
    "REPLACE INTO voice_ballot (id, box_id, locator, choices)"
    " SELECT id, box_id, locator, '[\"b\"]' FROM voice_ballot",
    "REPLACE INTO voice_ballotbox (id, dossier_id, ballot_type, body, standing, salt, mixed, closed, head)"
    " SELECT id, dossier_id, ballot_type, body, standing, 'x', 1, 0, '' FROM voice_ballotbox",
]
POSTGRESQL = [
    "TRUNCATE voice_ballot",
    "TRUNCATE voice_voter",
    "TRUNCATE voice_ballotbox CASCADE",
]


@pytest.mark.parametrize("sql", [*CHANGES, *SQLITE, *POSTGRESQL])
def test_database_refuses_every_change_of_a_closed_box(closed, sql):
    vendor = {**dict.fromkeys(SQLITE, "sqlite"), **dict.fromkeys(POSTGRESQL, "postgresql")}
    if vendor.get(sql, connection.vendor) != connection.vendor:
        pytest.skip("a statement of the other database")
    no = "false" if connection.vendor == "postgresql" else "0"
    before = list(Ballot.objects.values()), BallotBox.objects.values().get()

    with (
        pytest.raises(DatabaseError, match=r"closed|fixed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else TRUNCATE waits for them
        cursor.execute(sql.format(box=closed.pk, no=no))

    assert (list(Ballot.objects.values()), BallotBox.objects.values().get()) == before


def test_database_refuses_to_change_what_can_be_voted_for_while_the_box_is_open(box):
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
        box.options.update(title="Iets anders")


# --- any course of events -----------------------------------------------------------------------

KEYS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=4)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    events=st.lists(
        st.one_of(
            st.tuples(st.just("vote"), st.integers(0, 4), KEYS),
            st.tuples(st.just("paper"), st.just(0), KEYS),
            st.tuples(st.just("mix"), st.just(0), st.just([])),
        ),
        max_size=25,
    )
)
def test_count_is_the_last_ballot_of_each_code_and_every_ballot_on_paper(db, cheap_hash, events):
    box = make_box()
    given_codes = [one.code for one in services.issue_codes(SYSTEM, box, 5)]
    last: dict[int, tuple[str, ...]] = {}
    paper = []
    for what, voter, keys in events:
        if what == "vote":
            services.cast(SYSTEM, box, given_codes[voter], keys)
            last[voter] = tuple(sorted(set(keys)))
        elif what == "paper":
            services.add_ballots(SYSTEM, box, [keys])
            paper.append(tuple(sorted(set(keys))))
        else:
            services.mix_open_boxes()

    closed = close(box)

    expected = [*last.values(), *paper]
    assert dict(queries.ballots(closed)) == {keys: expected.count(keys) for keys in expected}
    assert queries.turnout(closed) == queries.Turnout(
        codes=5, used=len(last), ballots=len(expected)
    )
    assert closed.count == len(expected)
