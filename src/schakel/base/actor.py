"""Who acts, in which role, through which channel: the first argument of every service."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Self

from django.utils import translation


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
    role_label: Any = ""  # text, or text that is still to be translated
    area: Any | None = None
    mandate: Any | None = None
    channel: Channel = Channel.WEB
    on_behalf_of: Any | None = None

    # What the journal says of help at a desk: that it was given, never to whom.
    _HELPED: ClassVar[dict[Channel, str]] = {
        Channel.DESK: ", aan de balie namens iemand",
        Channel.PAPER: ", op papier namens iemand",
    }

    @classmethod
    def visitor(cls) -> Self:
        return cls(person=None, party=None, role="visitor")

    @classmethod
    def system(cls) -> Self:
        return cls(person=None, party=None, role="system", channel=Channel.SYSTEM)

    @property
    def office(self) -> str:
        """The name the journal keeps: an office, never a natural person. Always in Dutch, whatever
        language the person reads in."""
        with translation.override("nl"):
            label = str(self.role_label or self.role)
        if self.party is None:
            return {"system": "systeem", "visitor": "bezoeker"}.get(self.role, label)
        through = self._HELPED.get(self.channel, "") if self.on_behalf_of is not None else ""
        return f"{self.party.name}, {label.lower()}{through}"

    def via(self, channel: Channel) -> Self:
        return replace(self, channel=channel)
