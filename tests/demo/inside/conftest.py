import pytest

from schakel.web.demo import builder, notice
from schakel.web.demo.builder import Scale

SMALL = Scale(decided=60, advised=40, electorate=12, votes=4, by_code=1)


@pytest.fixture(autouse=True)
def forget_that_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice, "_full", False)


@pytest.fixture
def built(db: None) -> None:
    """The whole demo, small."""
    builder.build(SMALL)
