"""The index in the database finds what the engine in memory finds, in the same order, with the same score."""

from schakel.base.actor import Actor
from schakel.engines.similarity.index import Document, Index
from schakel.engines.similarity.searching import search
from schakel.engines.similarity.themes import shipped
from schakel.web.search import queries
from schakel.web.search.models import Document as Row
from tests.search import truth


def test_the_database_and_the_engine_find_the_same(planted):
    index = Index.of(Document(thing.id, thing.title, thing.purpose) for thing in truth.things())
    keys = dict(Row.objects.values_list("id", "key"))
    for query in truth.queries("tune"):
        expected = [
            (hit.key, hit.score) for hit in search(index, query.words, shipped(), 1_000).hits
        ]
        found = queries.search(Actor.visitor(), query.words)
        assert [(keys[hit.id], hit.score) for hit in found.hits] == expected, query.words
