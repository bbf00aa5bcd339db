import uuid
from typing import Any, Protocol

import pytest
from django.db import transaction

from schakel.journal import services
from schakel.journal.services import Posted


class Poster(Protocol):
    def __call__(self, **fields: Any) -> Posted: ...


@pytest.fixture
def post() -> Poster:
    """Post one entry in a transaction of its own."""

    def call(**fields: Any) -> Posted:
        with transaction.atomic():
            return services.post(
                **{
                    "verb": "round-opened",
                    "dossier": uuid.UUID(int=7),
                    "office": "Gemeente Lindendam, gebiedsmanager",
                    "ground": "verordening-wijkbudget-3",
                    "reason": "De stemming is open tot en met 12 mei.",
                    "facts": {"budget": 6_000_000, "projects": ["a", "b"]},
                    **fields,
                }
            )

    return call
