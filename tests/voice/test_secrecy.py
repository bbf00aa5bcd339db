"""Nothing that the tables hold ties a ballot to a code, and nothing is told before closing."""

import inspect
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schakel.journal.models import Entry
from schakel.voice import codes, queries, services
from schakel.voice.exceptions import BoxStillOpen
from schakel.voice.models import Ballot, BallotBox, Voter
from tests.factories.voice import SYSTEM, close, make_box


def issue(box: BallotBox, count: int) -> list[str]:
    return [one.code for one in services.issue_codes(SYSTEM, box, count)]


def hidden_order(table: str, box: BallotBox) -> list[int]:
    """The ids of rows in the order in which the database itself lays them."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE box_id = %s ORDER BY {place}", [box.pk])
        return [row[0] for row in cursor.fetchall()]


# --- the tables ---------------------------------------------------------------------------------


def test_ballots_have_no_time_no_counter_and_no_way_to_the_electorate(db):
    with connection.cursor() as cursor:
        columns = {
            c.name: c
            for c in connection.introspection.get_table_description(cursor, "voice_ballot")
        }
        relations = {
            table: {
                other for _, other in connection.introspection.get_relations(cursor, table).values()
            }
            for table in ("voice_ballot", "voice_voter")
        }
        sequences = connection.introspection.get_sequences(cursor, "voice_ballot")

    assert set(columns) == {"id", "box_id", "locator", "choices"}
    assert relations == {"voice_ballot": {"voice_ballotbox"}, "voice_voter": {"voice_ballotbox"}}
    if connection.vendor == "postgresql":
        assert sequences == []


def test_electorate_keeps_a_flag_and_no_time(db):
    kinds = {field.name: type(field) for field in Voter._meta.fields}

    assert set(kinds) == {"id", "box", "number", "code_hash", "used", "voided"}
    assert kinds["used"] is models.BooleanField


def test_no_other_table_points_at_a_ballot_or_a_voter():
    for model in (Ballot, Voter):
        assert [r.related_model for r in model._meta.related_objects] == []


def test_sqlite_keeps_no_row_number_beside_the_key(box):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no row numbers; its places are tested below")
    for code in issue(box, 20):
        services.cast(SYSTEM, box, code, ["a"])

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM voice_ballot WHERE rowid <> id")
        assert cursor.fetchone()[0] == 0


def test_key_of_a_ballot_says_nothing_about_the_order_of_voting(box):
    in_order = []
    for code in issue(box, 60):
        before = set(Ballot.objects.values_list("id", flat=True))
        services.cast(SYSTEM, box, code, ["a"])
        (new,) = set(Ballot.objects.values_list("id", flat=True)) - before
        in_order.append(new)

    rising = sum(a < b for a, b in pairwise(in_order))
    assert 10 < rising < 50
    assert all(0 < key < 2**63 for key in in_order)


# --- the two hashes -----------------------------------------------------------------------------


def test_slow_hash_is_slow_and_needs_code_and_box():
    started = time.process_time()
    first = codes.locator("k7wf3m9qxr4t", "00" * 32)
    spent = time.process_time() - started

    assert spent > 0.01
    assert codes._SCRYPT_N * codes._SCRYPT_R * 128 >= 16 * 2**20
    assert first == codes.locator("k7wf3m9qxr4t", "00" * 32)
    assert first != codes.locator("k7wf3m9qxr4s", "00" * 32)
    assert first != codes.locator("k7wf3m9qxr4t", "01" * 32)


def test_what_the_electorate_keeps_does_not_lead_to_the_ballot(box):
    (code,) = issue(box, 1)
    services.cast(SYSTEM, box, code, ["a"])
    voter, ballot = Voter.objects.get(), Ballot.objects.get()

    assert ballot.locator == codes.locator(codes.read(code), box.salt)
    for kept in (voter.code_hash, str(voter.number), str(voter.pk)):
        assert ballot.locator != codes.locator(kept, box.salt)
        assert kept == str(voter.pk) or kept == str(voter.number) or kept not in ballot.locator


def test_same_code_lies_elsewhere_in_another_box(box):
    other = make_box()

    assert box.salt != other.salt
    assert codes.locator("k7wf3m9qxr4t", box.salt) != codes.locator("k7wf3m9qxr4t", other.salt)
    assert codes.electorate_hashes("k7wf3m9qxr4t", box) != codes.electorate_hashes(
        "k7wf3m9qxr4t", other
    )


def test_after_closing_even_the_code_does_not_find_the_ballot(box):
    given = issue(box, 5)
    for code in given:
        services.cast(SYSTEM, box, code, ["a"])
    salt, before = box.salt, set(Ballot.objects.values_list("id", "locator"))

    closed = close(box)

    after = set(Ballot.objects.values_list("id", "locator"))
    found = {codes.locator(codes.read(code), salt) for code in given}
    assert closed.salt == ""
    assert len(after) == 5
    assert not {locator for _, locator in after} & found
    assert not {key for key, _ in after} & {key for key, _ in before}


# --- what the database remembers by itself ------------------------------------------------------


@dataclass(frozen=True)
class Voted:
    box: BallotBox
    ballots: list[int]  # their ids, in the order of voting


@pytest.fixture
def voted(transactional_db, cheap_hash):
    """A box in which forty people voted, each in a transaction of their own."""
    box = make_box()
    order = []
    for number, code in enumerate(issue(box, 40)):
        services.cast(SYSTEM, box, code, ["abc"[number % 3]])
        order.append(codes.ballot_id(codes.locator(codes.read(code), box.salt)))
    return Voted(box, order)


def writers(table: str, box: BallotBox) -> set[str]:
    """The transactions that PostgreSQL says wrote these rows: for the electorate, of who voted."""
    only = "AND used" if table == "voice_voter" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT xmin::text FROM {table} WHERE box_id = %s {only}", [box.pk]
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("mixing", ["mix", "close"])
def test_hidden_columns_tie_no_ballot_to_a_voter(voted, mixing):
    box = voted.box
    voters_before = hidden_order("voice_voter", box)
    if connection.vendor == "postgresql":
        # This is what mixing is for: without it, the transaction of a vote is on both rows.
        assert len(writers("voice_ballot", box)) == 40
        assert writers("voice_ballot", box) == writers("voice_voter", box)
        assert hidden_order("voice_ballot", box) == voted.ballots

    if mixing == "mix":
        assert services.mix_open_boxes() == 1
        assert services.mix_open_boxes() == 0
        place = {ballot: number for number, ballot in enumerate(voted.ballots)}
        order = [place[ballot] for ballot in hidden_order("voice_ballot", box)]
        assert 8 < sum(a < b for a, b in pairwise(order)) < 31
    else:
        close(box)
        assert not set(hidden_order("voice_ballot", box)) & set(voted.ballots)

    if connection.vendor == "postgresql":
        assert len(writers("voice_ballot", box)) == 1
        assert writers("voice_ballot", box) == writers("voice_voter", box)
        assert hidden_order("voice_voter", box) != voters_before


def test_mixing_changes_nothing_that_counts(voted):
    box = voted.box
    code, late = issue(box, 2)
    services.cast(SYSTEM, box, code, ["a"])
    services.mix_open_boxes()

    assert services.cast(SYSTEM, box, code, ["c"]).replaced
    assert not services.cast(SYSTEM, box, late, ["b"]).replaced
    assert list(queries.ballots(close(box))) == [(("a",), 14), (("b",), 14), (("c",), 14)]


# --- nothing before closing ---------------------------------------------------------------------

TELLS_AFTER_CLOSING = {"ballots", "lines", "turnout"}
TELLS_NOTHING_OF_BALLOTS = {
    "accepts_votes",
    "boxes",
    "by_address",
    "canonical_line",
    "closed_boxes",
    "codes_issued",
    "open_boxes",
    "vote_phase",
}


def public_queries() -> set[str]:
    return {
        name
        for name, function in inspect.getmembers(queries, inspect.isfunction)
        if function.__module__ == queries.__name__ and not name.startswith("_")
    }


def test_every_query_is_known_to_tell_nothing_or_to_wait_for_closing():
    assert public_queries() == TELLS_AFTER_CLOSING | TELLS_NOTHING_OF_BALLOTS


@pytest.mark.parametrize("name", sorted(TELLS_AFTER_CLOSING))
def test_no_running_result(box, name):
    (code,) = issue(box, 1)
    services.cast(SYSTEM, box, code, ["a"])

    with pytest.raises(BoxStillOpen, match="nog niet gesloten"):
        getattr(queries, name)(box)
    box.closed = True  # the database is asked, not the object
    with pytest.raises(BoxStillOpen):
        getattr(queries, name)(box)
    close(box)
    assert getattr(queries, name)(box)


@pytest.mark.parametrize("name", sorted(TELLS_NOTHING_OF_BALLOTS - {"canonical_line"}))
def test_other_queries_do_not_look_at_ballots(box, name):
    function = getattr(queries, name)
    given = {"actor": SYSTEM, "address": box.dossier.address, "box": box}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = function(*(given[p] for p in inspect.signature(function).parameters))
        list(answer) if isinstance(answer, models.QuerySet) else answer

    assert asked.captured_queries
    assert not any(
        re.search(r'"voice_ballot"|"used"', query["sql"]) for query in asked.captured_queries
    )


def test_no_page_changes_when_votes_come_in(client, box):
    given = issue(box, 10)
    pages = [reverse("voice:list"), reverse("voice:list-json")]
    pages.append(reverse("voice:code", args=[box.dossier.address]))

    def seen() -> list[str]:
        texts = [client.get(page).content.decode() for page in pages]
        texts.append(
            client.post(
                reverse("voice:choice", args=[box.dossier.address]), {"code": given[0]}
            ).content.decode()
        )
        return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text) for text in texts]

    before = seen()
    for code in given[1:]:
        services.cast(SYSTEM, box, code, ["a"])

    assert seen() == before


def test_single_votes_are_not_journalled(box):
    (code,) = issue(box, 1)
    before = Entry.objects.count()

    services.cast(SYSTEM, box, code, ["a"])
    services.cast(SYSTEM, box, code, ["b"])
    assert Entry.objects.count() == before

    close(box)
    verbs = set(Entry.objects.filter(dossier=box.dossier_id).values_list("verb", flat=True))
    assert {"voice.open", "voice.codes", "voice.close"} <= verbs


def test_code_reaches_no_log(client, box, caplog, monkeypatch):
    (code,) = issue(box, 1)
    caplog.set_level("DEBUG")

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(services, "cast", broken)
    client.raise_request_exception = False
    answer = client.post(
        reverse("voice:done", args=[box.dossier.address]), {"code": code, "choices": ["a"]}
    )

    assert answer.status_code == 500
    own = [r for r in caplog.records if not r.name.startswith("django.db")]
    assert own
    assert not any(code in record.getMessage() for record in own)


def test_end_of_the_phase_alone_shows_nothing(box):
    (code,) = issue(box, 1)
    services.cast(SYSTEM, box, code, ["a"])
    long_ago = box.dossier.created - timedelta(days=30)
    box.dossier.process.phases.update(opens=long_ago, closes=long_ago + timedelta(days=1))

    with pytest.raises(BoxStillOpen):
        queries.ballots(box)
