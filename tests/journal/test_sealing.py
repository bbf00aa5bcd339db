import pytest
from django.db import connection, transaction

from schakel.base import jobs, plugs
from schakel.journal import merkle, queries, services
from schakel.journal.models import Entry, Head, Leaf


def check_tree() -> None:
    """Each head that was ever made is the root over the entries it counts."""
    leaves = [bytes(hash) for hash in Leaf.objects.values_list("hash", flat=True)]
    entries = [leaf.entry for leaf in Leaf.objects.select_related("entry")]
    assert leaves == [merkle.leaf_hash(services.leaf_data(entry)) for entry in entries]
    assert list(Leaf.objects.values_list("number", flat=True)) == list(range(len(leaves)))
    for head in Head.objects.all():
        assert bytes(head.root) == merkle.root(leaves[: head.size])


@pytest.mark.django_db
def test_sealing_gives_each_entry_a_leaf_and_the_batch_a_head(post):
    entries = [post().entry for _ in range(5)]

    assert services.seal() == 5
    assert list(Leaf.objects.values_list("entry", flat=True)) == [entry.pk for entry in entries]
    assert [head.size for head in queries.heads()] == [5]
    check_tree()


@pytest.mark.django_db
def test_sealing_when_nothing_is_new_makes_no_head(post):
    assert services.seal() == 0
    assert queries.head() is None
    post()
    services.seal()
    before = queries.head()

    assert services.seal() == 0
    assert services.seal_recent() == 0
    assert list(queries.heads()) == [before]


@pytest.mark.django_db
def test_large_backlog_is_sealed_in_batches_with_a_head_each(post):
    for _ in range(7):
        post()

    assert services.seal(limit=3) == 7
    assert [head.size for head in queries.heads()] == [7, 6, 3]
    check_tree()


@pytest.mark.django_db
def test_entry_that_commits_after_a_younger_one_is_sealed(post):
    # The ids are given in one order and arrive in another, as with two transactions on PostgreSQL.
    first, late, last = (post().entry for _ in range(3))
    assert Entry.objects.count() == 3
    hidden = Entry.objects.exclude(pk=late.pk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Entry, "objects", _Only(hidden))
        assert services.seal_recent() == 2

    assert services.seal_recent() == 1
    assert list(Leaf.objects.values_list("entry", flat=True)) == [first.pk, last.pk, late.pk]
    check_tree()


@pytest.mark.django_db
def test_entry_that_commits_very_late_is_sealed_by_the_sweep(post, monkeypatch):
    late, *_ = (post().entry for _ in range(5))
    with monkeypatch.context() as patch:
        patch.setattr(Entry, "objects", _Only(Entry.objects.exclude(pk=late.pk)))
        services.seal()

    assert services.seal(window=3) == 0
    assert services.seal() == 1
    check_tree()


class _Only:
    """A manager that sees what was committed so far."""

    def __init__(self, visible):
        self.visible = visible

    def filter(self, *conditions, **lookups):
        return self.visible.filter(*conditions, **lookups)


@pytest.mark.django_db(transaction=True)
def test_sealing_that_fails_leaves_nothing_and_the_next_one_does_all(post, monkeypatch):
    post()
    with monkeypatch.context() as patch:
        patch.setattr(Head.objects, "create", lambda **fields: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            services.seal()
    assert not Leaf.objects.exists()

    assert services.seal() == 1
    check_tree()


@pytest.mark.django_db
def test_sealer_is_a_job_of_every_second(post):
    post()

    assert "journal.seal" in plugs.jobs and "journal.sweep" in plugs.jobs
    assert "journal.seal" in jobs.run_due()
    assert queries.head().size == 1


@pytest.mark.django_db
def test_query_count_does_not_grow_with_the_batch(post, django_assert_max_num_queries):
    for _ in range(40):
        post()

    with django_assert_max_num_queries(9):
        services.seal()


@pytest.mark.django_db
def test_sealing_inside_a_transaction_includes_its_own_entries(post):
    with transaction.atomic():
        post()
        assert services.seal() == 1
    check_tree()


@pytest.mark.django_db
def test_leaf_and_older_head_are_proven_against_the_newest_head(post):
    for size in (3, 8, 13):
        while Entry.objects.count() < size:
            post()
        services.seal()
    hashes = [bytes(hash) for hash in Leaf.objects.values_list("hash", flat=True)]

    for size in (3, 8, 13):
        for number in range(size):
            proof = queries.proof(number, size)
            assert merkle.verify_inclusion(
                hashes[number], number, proof.size, proof.path, proof.root
            )
    newest = queries.head()
    assert queries.proof(0).root == bytes(newest.root)
    for head in queries.heads():
        proof = queries.consistency(head.size)
        assert merkle.verify_consistency(
            head.size, proof.size, bytes(head.root), proof.root, proof.path
        )
    with pytest.raises(IndexError):
        queries.proof(13)
    with pytest.raises(IndexError):
        queries.consistency(3, 14)


@pytest.mark.django_db
def test_nothing_sealed_proves_nothing():
    with pytest.raises(IndexError):
        queries.proof(0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_entry_of_a_transaction_still_open_is_sealed_after_it_commits(post):
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(
                "INSERT INTO journal_entry (verb, office, ground, reason, at, digest) "
                "VALUES ('slow', 'systeem', '', '', now(), %s) RETURNING id",
                [bytes(32)],
            )
            (slow,) = cursor.fetchone()
            younger = post().entry
            assert younger.pk > slow
            assert services.seal_recent() == 1
            cursor.execute("COMMIT")
    finally:
        other.close()

    assert services.seal_recent() == 1
    assert list(Leaf.objects.values_list("entry", flat=True)) == [younger.pk, slow]
    check_tree()
