"""Reads on tables: which there are, and how the reading of one went."""

import uuid

from schakel.base.actor import Actor
from schakel.base.models import Progress
from schakel.base.sheets import Sheet, sheets
from schakel.people.queries import home_of


def listed() -> list[tuple[str, Sheet]]:
    return sorted(sheets.items(), key=lambda item: item[1].order)


def may_read_in(actor: Actor, sheet: Sheet) -> bool:
    return actor.person is not None and home_of(actor.party) is not None and sheet.may(actor)


def progress(actor: Actor, id: uuid.UUID) -> Progress | None:
    """How it went, for who acts for the party that began it."""
    if actor.party is None:
        return None
    return Progress.objects.filter(pk=id, party=actor.party.pk).first()
