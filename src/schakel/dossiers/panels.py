"""What every dossier page shows beside its own content, and what a neighbourhood page offers."""

from dataclasses import dataclass, field
from typing import Any

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.base.plugs import DossierPanel, dossier_panels
from schakel.dossiers import permissions
from schakel.dossiers.models import Dossier, File
from schakel.dossiers.queries.files import files_of
from schakel.dossiers.queries.follows import is_following
from schakel.dossiers.queries.remarks import Conversation, conversation
from schakel.dossiers.queries.wordings import Voice, voices


@dataclass(frozen=True)
class Shown:
    panel: DossierPanel
    data: dict[str, Any]


@dataclass(frozen=True)
class Shared:
    """Files, remarks and following, for the page of a dossier of any kind, and what rooms add to it."""

    dossier: Dossier
    conversation: Conversation
    files: list[File] = field(default_factory=list)
    following: bool = False
    may_add_file: bool = False
    may_write: bool = False
    may_moderate: bool = False
    voices: tuple[Voice, ...] = ()
    wide: tuple[Shown, ...] = ()
    aside: tuple[Shown, ...] = ()

    @property
    def is_worded(self) -> bool:
        return any(voice.wording or voice.may_change for voice in self.voices)

    @property
    def pictures(self) -> list[File]:
        return [file for file in self.files if file.is_picture]

    @property
    def documents(self) -> list[File]:
        return [file for file in self.files if not file.is_picture]


def shared(actor: Actor, dossier: Dossier) -> Shared:
    """Five queries and one a panel, whatever there is: give the result to the page as `shared`."""
    shown = [
        Shown(panel, data)
        for panel in sorted(dossier_panels, key=lambda panel: panel.order)
        if dossier.kind in panel.kinds and (data := panel.load(actor, dossier)) is not None
    ]
    return Shared(
        dossier=dossier,
        conversation=conversation(dossier),
        files=list(files_of(dossier)),
        following=is_following(actor, dossier),
        may_add_file=permissions.may_add_file.test(actor, dossier),
        may_write=permissions.may_write.test(actor, dossier),
        may_moderate=permissions.may_moderate.test(actor, dossier),
        voices=voices(actor, dossier),
        wide=tuple(one for one in shown if not one.panel.aside),
        aside=tuple(one for one in shown if one.panel.aside),
    )


def follow_area(actor: Actor, area: Area) -> dict[str, Any] | None:
    return {"following": is_following(actor, area), "area": area}
