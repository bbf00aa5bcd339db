from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from schakel.web.demo import builder, notice
from schakel.web.demo.builder import Scale

SMALL = Scale(decided=60, advised=40, electorate=12, votes=4, by_code=1, lines=40)


@pytest.fixture(autouse=True)
def forget_that_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice, "_full", False)


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole demo, small: built once for a module, in a transaction around its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        builder.build(SMALL)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def built(built_once: None, db: None) -> None:
    """A demo that is full; what a test changes is undone."""
