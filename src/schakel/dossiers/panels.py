"""What every dossier page shows beside its own content, and what a neighbourhood page offers."""

from dataclasses import dataclass, field
from typing import Any

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.dossiers import permissions
from schakel.dossiers.models import Dossier, File
from schakel.dossiers.queries.files import files_of
from schakel.dossiers.queries.follows import is_following
from schakel.dossiers.queries.remarks import Conversation, conversation


@dataclass(frozen=True)
class Shared:
    """Files, remarks and following, for the page of a dossier of any kind."""

    dossier: Dossier
    conversation: Conversation
    files: list[File] = field(default_factory=list)
    following: bool = False
    may_add_file: bool = False
    may_write: bool = False
    may_moderate: bool = False

    @property
    def pictures(self) -> list[File]:
        return [file for file in self.files if file.is_picture]

    @property
    def documents(self) -> list[File]:
        return [file for file in self.files if not file.is_picture]


def shared(actor: Actor, dossier: Dossier) -> Shared:
    """Four queries, whatever there is: give the result to the page as `shared`."""
    return Shared(
        dossier=dossier,
        conversation=conversation(dossier),
        files=list(files_of(dossier)),
        following=is_following(actor, dossier),
        may_add_file=permissions.may_add_file.test(actor, dossier),
        may_write=permissions.may_write.test(actor, dossier),
        may_moderate=permissions.may_moderate.test(actor, dossier),
    )


def follow_area(actor: Actor, area: Area) -> dict[str, Any] | None:
    return {"following": is_following(actor, area), "area": area}
