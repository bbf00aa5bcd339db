"""Reads on the words in which a dossier is told."""

from dataclasses import dataclass

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier, Wording
from schakel.dossiers.permissions import may_word, said_it


@dataclass(frozen=True)
class Voice:
    """One side's words, or that it has none yet; and whether the actor may write them."""

    key: str
    label: str
    wording: Wording | None
    may_change: bool


def voices(actor: Actor, dossier: Dossier) -> tuple[Voice, ...]:
    """Both sides, residents first."""
    said = {row.voice: row for row in dossier.wordings.select_related("party")}
    return tuple(
        Voice(
            key=key,
            label=str(label),
            wording=said.get(key),
            may_change=may_word[key].test(actor, dossier) and said_it.test(actor, said.get(key)),
        )
        for key, label in Wording.Voice.choices
    )
