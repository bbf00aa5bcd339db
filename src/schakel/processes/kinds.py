"""What a kind of process is: a frozen declaration of states, phases and verbs. Rooms register theirs."""

from dataclasses import dataclass, field
from typing import Any

import rules
from django.utils.translation import gettext_lazy as _

from schakel.base.plugs import Plug


@dataclass(frozen=True)
class Transition:
    """A verb: from one of `sources` to `target`, by whom `may` says, inside `phase` when one is named."""

    verb: str
    sources: tuple[str, ...]
    target: str
    may: rules.Predicate
    phase: str | None = None


@dataclass(frozen=True)
class ProcessKind:
    """`states` and `verbs` hold the words of each; `clocks` maps a state to the norm of its term.

    `due` maps a state in which an office must act to the phase at whose end that must be done.
    """

    name: str
    states: dict[str, Any]
    initial: str
    transitions: tuple[Transition, ...]
    verbs: dict[str, Any]
    phases: dict[str, Any] = field(default_factory=dict)
    clocks: dict[str, str] = field(default_factory=dict)
    due: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = {self.initial, *(t.target for t in self.transitions)}
        named |= {source for t in self.transitions for source in t.sources}
        unknown = (named - set(self.states)) | (
            {t.verb for t in self.transitions} - set(self.verbs)
        )
        unknown |= {t.phase for t in self.transitions if t.phase} - set(self.phases)
        unknown |= (set(self.due) - set(self.states)) | (set(self.due.values()) - set(self.phases))
        if unknown:
            raise ValueError(
                f"Process kind {self.name} names what it does not declare: {sorted(unknown)}"
            )

    def transition(self, verb: str) -> Transition | None:
        return next((t for t in self.transitions if t.verb == verb), None)

    def next_act(self, state: str) -> Any:
        """What is usually done next from a state, in words; the first verb that was declared."""
        verbs = (t.verb for t in self.transitions if state in t.sources)
        verb = next(verbs, None)
        return self.verbs[verb] if verb else _("Bekijk")

    @property
    def allowed(self) -> set[tuple[str, str]]:
        """Every (source, target); the empty source is the start."""
        moves = {(source, t.target) for t in self.transitions for source in t.sources}
        return moves | {("", self.initial)}


kinds: Plug[ProcessKind] = Plug("process_kinds")


def register(kind: ProcessKind) -> ProcessKind:
    return kinds.register(kind.name, kind)
