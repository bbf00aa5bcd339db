import pytest

from schakel.base import plugs
from schakel.base.plugs import Findable, SearchSource
from schakel.web.search import services
from tests.search import truth


@pytest.fixture
def planted(db, monkeypatch):
    """The planted things in the index, and nothing else."""

    def documents(keys):
        return [
            Findable(
                key=thing.id,
                kind=thing.kind,
                title=thing.title,
                text=thing.purpose,
                url=f"/{thing.id}/",
            )
            for thing in truth.things()
            if keys is None or thing.id in keys
        ]

    source = SearchSource(lambda: {thing.kind: thing.kind for thing in truth.things()}, documents)
    monkeypatch.setattr(plugs.search_sources, "_items", {"planted": source})
    services.index_everything()
