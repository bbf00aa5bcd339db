"""An installation with rows and uploaded files."""

import os

import pytest

from schakel.journal import services as sealing
from tests import world


@pytest.fixture
def media(settings, tmp_path):
    """Uploaded files: an empty one, one in a folder, one larger than a part."""
    root = tmp_path / "files"
    (root / "2026" / "11").mkdir(parents=True)
    (root / "leeg.txt").write_bytes(b"")
    (root / "2026" / "11" / "brief é.pdf").write_bytes(b"%PDF-1.7\n\x00\xff")
    (root / "groot.bin").write_bytes(os.urandom(500_000))
    settings.MEDIA_ROOT = root
    return root


@pytest.fixture
def town(db, media):
    built = world.build()
    sealing.seal()
    return built
