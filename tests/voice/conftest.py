import pytest

from schakel.voice import codes
from schakel.voice.models import BallotBox
from tests.factories.voice import make_box


@pytest.fixture
def cheap_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the cost out of the slow hash, for tests that cast many votes."""
    monkeypatch.setattr(codes, "_SCRYPT_N", 2)


@pytest.fixture
def box(db: None, cheap_hash: None) -> BallotBox:
    return make_box()
