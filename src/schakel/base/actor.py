"""Who acts, in which role, through which channel: the first argument of every service."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self


class Channel(StrEnum):
    WEB = "web"
    DESK = "desk"
    PAPER = "paper"
    IMPORT = "import"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """A person in one role at a time; the system and a visitor are actors without a person."""

    person: Any | None
    party: Any | None
    role: str
    role_label: str = ""
    area: Any | None = None
    mandate: Any | None = None
    channel: Channel = Channel.WEB
    on_behalf_of: Any | None = None

    @classmethod
    def visitor(cls) -> Self:
        return cls(person=None, party=None, role="visitor")

    @classmethod
    def system(cls) -> Self:
        return cls(person=None, party=None, role="system", channel=Channel.SYSTEM)

    @property
    def office(self) -> str:
        """The name the journal keeps: an office, never a natural person."""
        if self.party is None:
            return {"system": "systeem", "visitor": "bezoeker"}.get(
                self.role, self.role_label or self.role
            )
        return f"{self.party.name}, {(self.role_label or self.role).lower()}"

    def via(self, channel: Channel) -> Self:
        return replace(self, channel=channel)
