"""Where codes, salts and places come from: the operating system, except in the demo.

The demo shows everybody the same example, so it may draw from a seed. Outside the demo that is
refused: whoever knows the seed knows every code.
"""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

from schakel.base.exceptions import NotAllowed

_seeded: ContextVar[random.Random | None] = ContextVar("schakel_voice_seeded", default=None)


def source() -> random.Random:
    return _seeded.get() or secrets.SystemRandom()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Draw everything inside from a seed. Raises NotAllowed outside the demo."""
    if not settings.DEMO:
        raise NotAllowed(
            "Codes uit een vast getal kunnen alleen in het voorbeeld: ze zijn te raden."
        )
    token = _seeded.set(random.Random(seed))
    try:
        yield
    finally:
        _seeded.reset(token)
