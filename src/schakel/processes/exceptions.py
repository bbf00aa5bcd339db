from schakel.base.exceptions import NotAllowed


class NotInThisState(NotAllowed):
    """The verb does not start from the state in which the process is."""


class NotInThisPhase(NotAllowed):
    """The verb belongs to a phase that is not open now."""
